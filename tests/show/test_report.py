from html.parser import HTMLParser

import pytest

from headwater.core import Reading, Skipped, Trace
from headwater.show.markdown import markdown_report
from headwater.show.report import html_report

Story = tuple[Trace, tuple[Reading, ...]]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def page(story: Story) -> Page:
    parsed = Page()
    parsed.feed(html_report(*story, [Skipped("x.bin", "ingest", "binary")]))
    return parsed


def test_the_page_begins_with_the_answer_in_words(page: Page) -> None:
    words = " ".join(" ".join(page.words).split())
    answer = "3 reports, 1–2 independent origins: Lake Board. Earliest among these: Lake Board, 2031-05-01."
    assert answer in words
    assert words.index(answer) < words.index("Claims")


def test_the_page_asks_the_network_for_nothing(page: Page) -> None:
    assert not [t for t, _ in page.tags if t in ("script", "img", "iframe", "link", "object")]
    addresses = [a.get("href") or a.get("src") for _, a in page.tags if a.get("href") or a.get("src")]
    assert addresses
    assert all(address and address.startswith("#") for address in addresses)


def test_every_inner_link_leads_somewhere(page: Page) -> None:
    ids = {a["id"] for _, a in page.tags if a.get("id")}
    assert {a["href"][1:] for t, a in page.tags if t == "a" and a["href"]} <= ids


def test_markup_inside_a_report_is_shown_as_text(page: Page) -> None:
    assert "<script>alert(1)</script>" in "".join(page.words)


def test_voices_differ_in_shape_not_only_in_colour(page: Page) -> None:
    classes = {c for _, a in page.tags for c in (a.get("class") or "").split()}
    assert {"paraphrase", "hearsay", "own", "source", "cue"} <= classes
    assert "wavy" in "".join(page.words)  # the style sheet's shape for hearsay


def test_what_was_skipped_and_what_is_unknown_are_said(page: Page) -> None:
    words = "".join(page.words)
    assert "x.bin" in words
    assert "Who told the third report." in words
    assert "not among these reports" in words


def test_markdown_says_the_same_and_escapes_markup(story: Story) -> None:
    text = markdown_report(*story)
    assert "1–2 independent origins: Lake Board" in text
    assert "<script>" not in text

"""Pages: the article and nothing else, and what the page says about itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headwater.core import Document
from headwater.ingest import ingest

BODY = """<p>The ferry will not sail today, the harbour office of Velmora said on Monday.</p>
<p>“We are waiting for a part,” said <a href="https://office.example/statement">the office’s spokesman</a>, Ivo Brandt.</p>
<p>The passengers were told in good time, and most of them went by bus to the next harbour instead.</p>"""


def page(
    tmp_path: Path, *, head: str = "", before: str = "", body: str = BODY, after: str = "", lang: str = "en"
) -> Document:
    (tmp_path / "page.html").write_text(
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Ferry stopped | Velmora Courier</title>{head}'
        f"</head><body>{before}<article><h1>Ferry stopped</h1>{body}</article>{after}</body></html>",
        encoding="utf8",
    )
    (document,) = ingest(tmp_path).documents
    return document


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_text_is_the_article(tmp_path: Path) -> None:
    document = page(tmp_path)
    assert document.text.removeprefix("Ferry stopped\n").startswith("The ferry will not sail today")
    assert document.text.endswith("to the next harbour instead.")
    assert "Courier" not in document.text


def test_metadata_is_read_and_each_date_says_where_it_stood(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<link rel="canonical" href="https://www.courier.example/ferry"><meta property="og:site_name" content="Velmora Courier">'
        + ld(datePublished="2021-03-09T08:00:00+02:00", dateModified="2021-03-10", author={"name": "Ada Lund"}),
    )
    assert (document.url, document.domain) == ("https://www.courier.example/ferry", "courier.example")
    assert (document.outlet, document.outlet_from) == ("Velmora Courier", "OpenGraph og:site_name")
    assert document.published is not None
    assert document.modified is not None
    assert (document.published.iso, document.published.found) == ("2021-03-09T08:00:00+02:00", "JSON-LD datePublished")
    assert (document.modified.iso, document.modified.found) == ("2021-03-10", "JSON-LD dateModified")
    assert document.title == "Ferry stopped"


def test_of_dates_that_contradict_each_other_the_majority_is_taken_and_noted(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<meta property="article:published_time" content="2021-03-09T08:00:00Z">' + ld(datePublished="2011-03-09"),
        before='<time datetime="2021-03-09">9 March</time>',
    )
    assert document.published is not None
    assert document.published.iso == "2021-03-09T08:00:00+00:00"
    (note,) = document.notes
    assert "JSON-LD datePublished 2011-03-09" in note
    assert "given 2 of 3 times" in note


def test_the_same_moment_in_two_time_zones_is_no_contradiction(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<meta property="article:published_time" content="2021-03-09T23:30:00-05:00">'
        + ld(datePublished="2021-03-10"),
    )
    assert document.notes == ()


def test_a_date_line_in_the_text_that_contradicts_the_metadata_is_noted(tmp_path: Path) -> None:
    document = page(tmp_path, head=ld(datePublished="2021-03-09"), body="<p>Published: 12 March 2021</p>" + BODY)
    assert document.published is not None
    assert document.published.iso == "2021-03-09"
    assert "first lines 2021-03-12" in document.notes[0]


def test_a_byline_that_the_text_lacks_becomes_its_first_line(tmp_path: Path) -> None:
    document = page(tmp_path, before='<span class="byline">Ada Lund, Tidewater Press</span>')
    assert document.byline == "Ada Lund, Tidewater Press"
    assert document.text.startswith("Ada Lund, Tidewater Press\n")
    assert document.hyperlinks[0].span is not None
    assert document.hyperlinks[0].span.of(document.text) == "the office’s spokesman"


def test_links_of_the_article_have_the_place_of_their_words(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        body=BODY.replace("The passengers", 'The <a href="/about">passengers</a>'),
        head='<link rel="canonical" href="https://courier.example/ferry">',
        before='<nav><a href="/a">Ferry</a> <a href="/b">harbour</a></nav>',
        after='<footer><a href="https://other.example/">bus</a></footer>',
    )
    assert [(link.url, link.words) for link in document.hyperlinks] == [
        ("https://office.example/statement", "the office’s spokesman"),
        ("https://courier.example/about", "passengers"),
    ]
    assert all(link.span and link.span.of(document.text) == link.words for link in document.hyperlinks)


@pytest.mark.parametrize(
    "box",
    [
        '<aside><h3>Related</h3><ul><li><a href="/1">A bridge was closed in Nortown</a></li></ul></aside>',
        '<div class="related-stories"><p>A bridge was closed in Nortown</p></div>',
        '<div id="mostRead"><p>A bridge was closed in Nortown</p></div>',
        '<h3>Weiteres</h3><ul><li><a href="/1">A bridge was closed in Nortown</a></li><li><a href="/2">Dam holds</a></li></ul>',
        '<p>Read also: <a href="/1">A bridge was closed in Nortown</a></p>',
        '<p><a href="/1">A bridge was closed in Nortown</a></p>',
        '<div class="newsletter">A bridge was closed in Nortown: sign up</div>',
        '<div class="ad">A bridge was closed in Nortown</div>',
        '<div class="comments"><p>A bridge was closed in Nortown, too, says one</p></div>',
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_other_stories_do_not_leak_into_the_text(tmp_path: Path, box: str, inside: bool) -> None:
    first, rest = BODY.split("\n", 1)
    document = page(tmp_path, body=f"{first}{box}{rest}" if inside else BODY, after="" if inside else box)
    assert "Nortown" not in document.text
    assert all("Nortown" not in link.words for link in document.hyperlinks)
    assert "told in good time" in document.text


def test_a_wrapper_called_sidebar_that_holds_the_article_is_no_box(tmp_path: Path) -> None:
    document = page(tmp_path, before='<div class="content sidebar comments">', after="</div>")
    assert "told in good time" in document.text


def test_the_domain_names_the_outlet_where_nothing_else_does(tmp_path: Path) -> None:
    document = page(tmp_path, head='<link rel="canonical" href="https://courier.example/ferry">')
    assert (document.outlet, document.outlet_from) == ("courier.example", "domain courier.example")


def test_an_outlet_in_the_register_has_its_first_name(tmp_path: Path) -> None:
    document = page(tmp_path, head='<meta property="og:url" content="https://www.tass.ru/x">')
    assert (document.outlet, document.outlet_from) == ("TASS", "domain tass.ru")


def test_a_saved_page_tells_where_and_when_it_was_fetched(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        after="<!-- FILE ARCHIVED ON 12:33:11 Mar 12, 2021 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 09:00:00 May 1, 2022. -->"
        "<!-- saved from url=(0031)https://mirror.example/ferry -->",
    )
    assert document.retrieved is not None
    assert document.retrieved.iso == "2021-03-12"
    assert document.url == "https://mirror.example/ferry"


def test_a_copy_whose_canonical_address_is_elsewhere_is_noted(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<link rel="canonical" href="https://courier.example/ferry">',
        after="<!-- saved from url=(0031)https://mirror.example/ferry -->",
    )
    assert document.domain == "mirror.example"
    assert "canonical" in document.notes[0]


def test_broken_json_ld_is_passed_over(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<script type="application/ld+json">{"@type": "NewsArticle", </script>' + ld(datePublished="2021-03-09"),
    )
    assert document.published is not None
    assert document.published.iso == "2021-03-09"


def test_a_page_in_windows_1251_that_says_so(tmp_path: Path) -> None:
    text = "Паром не выйдет в море, сообщило управление порта Вельморы в понедельник утром."
    markup = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><p>{text}</p></body></html>'
    (tmp_path / "a.html").write_bytes(markup.encode("cp1251"))
    (document,) = ingest(tmp_path).documents
    assert document.text == text
    assert document.language == "ru"


def test_a_page_that_a_program_fills_is_read_from_its_json_ld(tmp_path: Path) -> None:
    body = "The ferry will not sail today, the harbour office of Velmora said on Monday.\n\nNobody knew more."
    document = page(tmp_path, head=ld(articleBody=body), body="<div id=app></div>")
    assert document.text == body
    assert document.notes == ("text from JSON-LD articleBody: the page itself shows none",)


def test_the_date_in_the_header_of_the_site_is_not_that_of_the_article(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        before='<header><time datetime="2024-01-01">today</time></header>',
        body='<time datetime="2021-03-09">9 March</time>' + BODY,
    )
    assert document.published is not None
    assert (document.published.iso, document.notes) == ("2021-03-09", ())


def test_a_site_that_calls_every_block_a_box_still_has_an_article(tmp_path: Path) -> None:
    document = page(tmp_path, body="".join(f'<div class="ad share">{line}</div>' for line in BODY.split("\n")))
    assert "told in good time" in document.text
    assert "will not sail" in document.text


def test_the_footer_names_the_outlet_where_the_head_does_not(tmp_path: Path) -> None:
    document = page(tmp_path, after="<footer><p>© 2021 Velmora Courier. All rights reserved.</p></footer>")
    assert (document.outlet, document.outlet_from) == ("Velmora Courier", "copyright line")


def test_an_element_marked_as_updated_dates_the_change(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        body='<time datetime="2021-03-09">9</time><time class="updated" datetime="2021-03-11">11</time>' + BODY,
    )
    assert document.published is not None
    assert document.modified is not None
    assert (document.published.iso, document.modified.iso) == ("2021-03-09", "2021-03-11")


def test_an_address_without_its_scheme_is_an_address(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<link rel="canonical" href="//courier.example/x">',
        body=BODY.replace("https://office", "//office"),
    )
    assert document.url == "https://courier.example/x"
    assert [link.url for link in document.hyperlinks] == ["https://office.example/statement"]


def test_broken_addresses_are_passed_over(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        head='<link rel="canonical" href="http://["><meta property="og:url" content="https://courier.example/x">',
        body=BODY.replace("The passengers", 'The <a href="http://[::1">passengers</a>'),
    )
    assert document.url == "https://courier.example/x"
    assert [link.words for link in document.hyperlinks] == ["the office’s spokesman"]
    assert document.notes == ()

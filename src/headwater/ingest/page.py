"""HTML pages: the article's text, what the page says about itself, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from headwater.core import Hyperlink, Skipped, Span
from headwater.ingest.dates import parse_date
from headwater.ingest.encoding import NoText, declared_charset, decode
from headwater.ingest.facts import Facts, absolute, facts_of
from headwater.ingest.files import File
from headwater.ingest.intake import Intake
from headwater.ingest.markup import slimmed, stripped, too_much
from headwater.ingest.outlets import Register, domain_of, register
from headwater.ingest.settings import Ingest

# Words in a class or id that mark a box which is no part of the article. One box of them is as good as another:
# a headline of a neighbouring story inside the text would put a claim into the wrong report.
_BOX_WORDS = frozenset(
    [
        "related",
        "relatedstories",
        "recommended",
        "recommendations",
        "trending",
        "popular",
        "mostread",
        "mostpopular",
        "mostviewed",
        "readmore",
        "readalso",
        "seealso",
        "newsletter",
        "subscribe",
        "subscription",
        "signup",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "share",
        "sharing",
        "social",
        "socials",
        "ad",
        "ads",
        "advert",
        "adverts",
        "advertisement",
        "advertisements",
        "advertising",
        "sponsored",
        "promo",
        "promos",
        "promotion",
        "outbrain",
        "taboola",
        "breadcrumb",
        "breadcrumbs",
        "comments",
        "disqus",
        "sidebar",
        "widget",
        "widgets",
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "masthead",
        "skip",
        "paywall",
        "tags",
        "tagcloud",
    ]
)
_PARTS = re.compile(r"[a-z0-9]+|[A-Z][a-z0-9]*")
_BLOCKS = frozenset(
    ["p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "div", "section", "article", "dd", "figcaption"]
)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Anchor:
    url: str
    words: str
    block: str
    before: int


def read_page(file: File, settings: Ingest) -> Iterator[Intake | Skipped]:
    """The one report of a page, or why there is none.

    A page too large, too deep or too broken for the article to be found in it is read by stripping its tags, and a
    note says so. The byline is put before the text as a line of its own where the text does not hold it.
    """
    raw = file.read(settings.max_page_bytes)
    if isinstance(raw, Skipped):
        yield raw
        return
    decoded = decode(raw, declared_charset(raw), settings.encodings)
    if isinstance(decoded, NoText):
        yield file.skipped(decoded.reason)
        return
    notes = (decoded.note,) if decoded.note else ()
    yield page_of(decoded.text, file, settings, notes)


def page_of(markup: str, file: File, settings: Ingest, notes: tuple[str | None, ...] = ()) -> Intake | Skipped:
    """The report in `markup`, which came from `file`; see `read_page`. For archives and feeds, too."""
    if not markup.strip("\ufeff \t\r\n\f\v"):
        return file.skipped("nothing but blanks")
    slim = slimmed(markup)
    outlets = register(settings.outlets)
    told = [note for note in notes if note]
    facts, text, anchors = Facts(), "", list[_Anchor]()
    reason = too_much(slim)
    if reason is None:
        try:
            facts, text, anchors = _article(slim, markup, outlets)
        except Exception as error:  # whatever a broken page does to a parser, the words are still there
            reason = f"{type(error).__name__} while reading it"
    if reason is not None:
        text = stripped(slim)
        if text.count("<") * 50 > len(text):
            return file.skipped(f"no article text: broken markup, {reason}")
        told.append(f"read by stripping the tags: {reason}")
    if facts.body and len(facts.body) > 4 * len(text):
        text, anchors = facts.body.strip(), []
        told.append("text from JSON-LD articleBody: the page itself shows none")
    if len(text) < settings.min_characters:
        return file.skipped(f"no article text: {len(text)} characters after cleaning")
    if len(text) > settings.max_bytes:
        return file.skipped(f"too large: {len(text):,} characters of text, the limit is {settings.max_bytes:,}")
    if facts.byline and _BLANK.sub(" ", facts.byline) not in _BLANK.sub(" ", text):
        text = f"{facts.byline}\n{text}"
    domain = facts.domain
    return Intake(
        uri=file.uri,
        text=text,
        path=file.shown,
        file_name=file.name,
        url=facts.url,
        outlet=facts.outlet,
        outlet_from=facts.outlet_from,
        domain=domain,
        page_language=facts.language,
        title=facts.title,
        byline=facts.byline,
        published=facts.published,
        modified=facts.modified,
        retrieved=facts.retrieved,
        hyperlinks=_located(anchors, text),
        notes=(*told, *facts.notes),
    )


def _article(slim: str, markup: str, outlets: Register) -> tuple[Facts, str, list[_Anchor]]:
    import trafilatura
    from lxml import html

    def parsed() -> Any:
        parser = html.HTMLParser(encoding="utf8", remove_comments=True, remove_pis=True)
        return html.document_fromstring(slim.encode("utf8", "replace"), parser=parser)

    tree = parsed()
    facts = facts_of(tree, markup, outlets)
    if facts.published is None:
        facts = _with_last_resort(facts, slim)
    before = _words_in_paragraphs(tree)
    _drop_boxes(tree, facts.url)
    if _words_in_paragraphs(tree) * 2 < before:
        # A site that calls every block of its article a box: better its neighbours' headlines than no article.
        tree = parsed()
    anchors = list(_anchors(tree, facts.url))
    found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True, with_metadata=False)
    text = (getattr(found, "text", None) or "").strip()
    return facts, text, anchors


def _with_last_resort(facts: Facts, slim: str) -> Facts:
    """A date that htmldate finds in the markup, for a page whose own fields have none."""
    from dataclasses import replace

    from htmldate import find_date

    try:
        found = find_date(slim, original_date=True, extensive_search=False, url=facts.url)
    except Exception:  # a last resort may fail
        return facts
    return replace(facts, published=parse_date(found or "", "the page's markup, by htmldate"))


def _words_in_paragraphs(tree: Any) -> int:
    return sum(len(p.text_content()) for p in tree.iter("p"))


def _drop_boxes(tree: Any, url: str | None) -> None:
    """Take boxes that are no part of the article out of the tree: by name, and lists that are nothing but links."""
    whole = _words_in_paragraphs(tree) or 1
    for element in [*tree.iter("nav", "footer", "form", "button", "select")]:
        _drop(element)
    for element in [*tree.iter("div", "section", "aside", "ul", "ol", "p", "header", "span", "figure", "table")]:
        if element.getparent() is None or not _is_box(element):
            continue
        held = _words_in_paragraphs(element)
        if held * 3 < whole and element.find(".//h1") is None and element.find(".//article") is None:
            _drop(element)
    here = domain_of(url)
    for element in [*tree.iter("ul", "ol")]:
        links = element.findall(".//a")
        letters = len(_BLANK.sub("", element.text_content()))
        linked = sum(len(_BLANK.sub("", link.text_content())) for link in links)
        inward = sum(1 for link in links if (domain_of(link.get("href")) or here) == here)
        # A list of links within the site is a menu; a list of links to others may be the report's sources.
        if (
            element.getparent() is not None
            and len(links) >= 2
            and linked * 10 >= letters * 9
            and inward * 2 > len(links)
        ):
            _drop_with_heading(element)
    for element in [*tree.iter("p")]:
        links = element.findall(".//a")
        words = _BLANK.sub(" ", element.text_content()).strip()
        if len(links) == 1 and len(words) > 20 and element.getparent() is not None:
            own = _BLANK.sub(" ", links[0].text_content()).strip()
            to = domain_of(links[0].get("href")) or here
            # "Read also: …": a paragraph that is one link to the same site is another story's headline.
            if to == here and (own == words or (words.endswith(own) and words[: -len(own)].rstrip().endswith(":"))):
                _drop(element)


def _is_box(element: Any) -> bool:
    if element.tag == "aside" and not element.findall(".//blockquote"):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    joined = re.findall(r"[A-Za-z0-9_-]+", marks)
    parts = {part.lower() for mark in joined for part in _PARTS.findall(mark)}
    return bool(parts & _BOX_WORDS) or any(re.sub(r"[^a-z]", "", mark.lower()) in _BOX_WORDS for mark in joined)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _drop_with_heading(element: Any) -> None:
    before = element.getprevious()
    if (
        before is not None
        and before.tag in ("h2", "h3", "h4", "h5", "h6", "strong")
        and len(before.text_content()) < 60
    ):
        _drop(before)
    _drop(element)


def _anchors(tree: Any, url: str | None) -> Iterator[_Anchor]:
    """Links to other addresses with their words, the words of the block around them, and how many stand before."""
    base = tree.find(".//base")
    root = (base.get("href") if base is not None else None) or url or ""
    for anchor in tree.iter("a"):
        words = _BLANK.sub(" ", anchor.text_content()).strip()
        target = absolute(root, anchor.get("href") or "")
        if not words or target is None or target.split("#")[0] == (url or "").split("#")[0]:
            continue
        block = next((up for up in anchor.iterancestors() if up.tag in _BLOCKS), None)
        if block is None:
            continue
        before = "".join(_text_before(block, anchor))
        yield _Anchor(
            target, words, _BLANK.sub(" ", block.text_content()).strip(), len(_BLANK.sub(" ", before).lstrip())
        )


def _text_before(block: Any, anchor: Any) -> Iterator[str]:
    if block.text:
        yield block.text
    for element in block.iterdescendants():
        if element is anchor:
            return
        if element.text and isinstance(element.tag, str):
            yield element.text
        # A tail belongs after all that the element holds; anchors hold little, so the order is near enough.
        if element.tail:
            yield element.tail


def _located(anchors: list[_Anchor], text: str) -> tuple[Hyperlink, ...]:
    """The links whose block stands in the text, each with the span of its words, in order of the text."""
    found: dict[tuple[int, str], Hyperlink] = {}
    for anchor in anchors:
        lead = anchor.block[:40]
        at = text.find(lead)
        if at < 0:
            continue
        stop = text.find("\n", at + len(lead))
        stop = min(len(text) if stop < 0 else stop, at + len(anchor.block) + 200)
        start = text.find(anchor.words, at + max(0, anchor.before - 3), stop)
        if start < 0:
            start = text.find(anchor.words, at, stop)
        if start >= 0:
            span = Span(start, start + len(anchor.words))
            found.setdefault((start, anchor.url), Hyperlink(anchor.url, anchor.words, span))
    return tuple(found[key] for key in sorted(found))

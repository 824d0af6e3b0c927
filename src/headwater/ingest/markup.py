"""HTML as a string: how big and how deep it is before anything parses it, and its words without the tags."""

from __future__ import annotations

import html
import re

# A deeper tree makes parsers recurse or cut it off (libxml2 stops at 256); printed pages stay under 60.
DEEPEST = 200
# trafilatura takes about 15 µs a tag and 1 s a megabyte of bare links: more than this could take over 5 s.
MOST_TAGS = 120_000
MOST_CHARACTERS = 4_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# Tags that hold nothing, or that the next one of their kind closes: they do not add to the depth.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "html",
        "head",
        "body",
    ]
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,5000}>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|blockquote|header|footer|main|aside|nav|pre|title|dd|dt)\b"
    r"[^<>]{0,5000}>",
    re.IGNORECASE,
)
_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas")
_BOXES = ("nav", "footer", "aside", "form", "select", "button", "head")


def without(markup: str, *names: str, keep: str | None = None) -> str:
    """`markup` without the elements called `names` and what is in them; an opening tag holding `keep` stays.

    Takes time in proportion to the length, whatever is left unclosed; an element without end is cut to its tag.
    """
    for name in names:
        opening = re.compile(rf"<{name}\b[^<>]{{0,5000}}>", re.IGNORECASE)
        closing = re.compile(rf"</{name}\b[^<>]{{0,100}}>", re.IGNORECASE)
        pieces: list[str] = []
        at = 0
        while found := opening.search(markup, at):
            if keep and keep in found.group().lower():
                pieces.append(markup[at : found.end()])
                at = found.end()
                continue
            pieces.append(markup[at : found.start()])
            end = closing.search(markup, found.end())
            if end is None:
                # No such element is ever closed again: the tags alone go.
                pieces.append(opening.sub("", markup[found.end() :]))
                at = len(markup)
                break
            at = end.end()
        pieces.append(markup[at:])
        markup = "".join(pieces)
    return markup


def without_comments(markup: str) -> str:
    """`markup` without `<!-- … -->`; an unclosed one is left."""
    pieces: list[str] = []
    at = 0
    while (start := markup.find("<!--", at)) >= 0:
        end = markup.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(markup[at:start])
        at = end + 3
    pieces.append(markup[at:])
    return "".join(pieces)


def slimmed(markup: str) -> str:
    """`markup` without programs, styles, drawings and comments; JSON-LD stays."""
    return without(without_comments(markup), *_DROPPED, keep="ld+json")


def too_much(markup: str) -> str | None:
    """Why `markup` should not be given to a tree parser, or None when it may."""
    if len(markup) > MOST_CHARACTERS:
        return f"{len(markup):,} characters of markup"
    if (tags := markup.count("<")) > MOST_TAGS:
        return f"{tags:,} tags"
    if (depth := depth_of(markup)) > DEEPEST:
        return f"elements nested {depth:,} deep"
    return None


def depth_of(markup: str) -> int:
    """How deep elements are nested, at most; unclosed ones count as open to the end."""
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _FLAT:
            continue
        if closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def stripped(markup: str) -> str:
    """The words of a page without its tags, one block a line; head, navigation, forms and asides left out."""
    body = without(without_comments(markup), *_DROPPED, *_BOXES)
    body = _ANY_TAG.sub("", _BLOCK.sub("\n", body))
    lines = (" ".join(line.split()) for line in html.unescape(body).split("\n"))
    return "\n".join(line for line in lines if line)

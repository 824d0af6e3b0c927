"""What a page says about itself in its head and markup: dates, outlet, byline, title, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from headwater.core import Dated
from headwater.ingest.dates import parse_date
from headwater.ingest.masthead import copyright_of
from headwater.ingest.outlets import Register, domain_of, folded

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "citation_publication_date", "publish-date", "publish_date", "publication_date", "pubdate", "originalpublicationdate",
    "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "dcterms.modified", "dc.date.modified", "article.updated", "lastmod",
)  # fmt: skip
# Only these say whose page it is; a person, a place or a product has a name, too.
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "report", "webpage",
             "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle",
             "askpublicnewsarticle", "socialmediaposting", "advertisercontentarticle", "satiricalarticle")  # fmt: skip
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author|authors|article-author|post-author|entry-author)(?:$|[\s_-])"
)
_HANDLE = re.compile(r"^(?:https?://|@|www\.)")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]{10,60})")
_ARCHIVED = re.compile(r"FILE ARCHIVED ON [\d:]+ (\w{3} \d\d, \d{4}) AND RETRIEVED", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; `outlet_from` and each date's `found` say where. `body` is the article's text as
    JSON-LD gives it, for pages that programs fill. `notes` name contradictions."""

    url: str | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    domain: str | None = None
    title: str | None = None
    byline: str | None = None
    body: str | None = None
    language: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    notes: tuple[str, ...] = ()


def facts_of(tree: Any, markup: str, register: Register) -> Facts:
    """The facts in a parsed page (`tree`, lxml) and in the comments of its `markup` (the first and last 3,000)."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    saved_url, retrieved = _saved(markup)
    notes: list[str] = []
    url = _url(tree, metas, articles, saved_url, notes)
    domain = domain_of(saved_url) or domain_of(url)
    outlet, outlet_from = _outlet(tree, metas, articles, domain, register, notes)
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower().strip()
    language = re.split(r"[-_]", language)[0]
    published = _majority("published", _published(tree, metas, articles), notes)
    modified = _majority("modified", _modified(tree, metas, articles), [])
    if modified and published and modified.when.certainly_before(published.when):
        notes.append(f"dates that contradict each other: modified {modified.iso} before published {published.iso}")
    return Facts(
        url=url,
        outlet=outlet,
        outlet_from=outlet_from,
        domain=domain,
        title=_title(tree, metas, articles, outlet),
        byline=_byline(tree, metas, articles),
        body=next((body for a in articles if isinstance(body := a.get("articleBody"), str) and body.strip()), None),
        language=language if len(language) == 2 else None,
        published=published,
        modified=modified,
        retrieved=retrieved,
        notes=tuple(notes),
    )


def absolute(base: str, href: str) -> str | None:
    """The web address that `href` on the page at `base` leads to; None where it is none or broken."""
    try:
        target = urljoin(base, href.strip())
        target = f"https:{target}" if target.startswith("//") else target
        return target if urlsplit(target).scheme in ("http", "https") and domain_of(target) else None
    except ValueError:
        return None


def _clean(value: Any) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = _clean(meta.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects that describe an article, the most particular ones first."""
    found: list[tuple[int, dict[str, Any]]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        for _ in range(500):
            if not waiting:
                break
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting.extend(each)
            elif isinstance(each, dict):
                waiting.extend(
                    part for key in ("@graph", "mainEntity") if isinstance(part := each.get(key), list | dict)
                )
                kinds = each.get("@type") or ""
                names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
                ranks = [_ARTICLES.index(name) for name in names if name in _ARTICLES]
                if ranks:
                    found.append((1 if names == {"webpage"} else 0, each))
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _names(value: Any) -> list[str]:
    """Names in a JSON-LD person or organisation, or in a list of them, or in a plain string."""
    if isinstance(value, str):
        return [name] if (name := _clean(value)) else []
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for each in value[:20] for name in _names(each)]
    return []


def _url(
    tree: Any, metas: dict[str, str], articles: list[dict[str, Any]], saved: str | None, notes: list[str]
) -> str | None:
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    entity = next((e for a in articles if (e := a.get("mainEntityOfPage") or a.get("url"))), None)
    if isinstance(entity, dict):
        entity = entity.get("@id") or entity.get("url")
    base = saved or metas.get("og:url") or (entity if isinstance(entity, str) else "") or ""
    candidates = (canonical, metas.get("og:url"), entity, saved)
    urls = [url for each in candidates if isinstance(each, str) and (url := absolute(base, each))]
    if canonical and saved and domain_of(canonical) not in (None, domain_of(saved)):
        notes.append(f"saved from {saved}, but names {canonical} as its canonical address")
    return urls[0] if urls else None


def _in_footer(tree: Any) -> str | None:
    for footer in tree.iter("footer"):
        if signed := copyright_of(" ".join(footer.text_content().split())[:1_000]):
            return signed
    return None


def _outlet(
    tree: Any,
    metas: dict[str, str],
    articles: list[dict[str, Any]],
    domain: str | None,
    register: Register,
    notes: list[str],
) -> tuple[str | None, str | None]:
    publisher = next((name for a in articles for name in _names(a.get("publisher"))[:1]), None)
    found = [
        (metas.get("og:site_name"), "OpenGraph og:site_name"),
        (publisher, "JSON-LD publisher"),
        (metas.get("application-name"), "meta application-name"),
        (metas.get("dc.publisher") or metas.get("dcterms.publisher"), "meta DC.publisher"),
    ]
    if not any(name for name, _ in found):
        found = [(_in_footer(tree), "copyright line")]
    named = [(name, where) for name, where in found if name and not _HANDLE.match(name) and len(name) <= 80]
    known = register.find(domain) if domain else None
    if known and (not named or any(register.find(name) is known for name, _ in named)):
        return known.name, f"domain {domain}"
    if not named:
        return None, None
    if len({folded(name) for name, _ in named[:2]}) > 1 and not _alike(named[0][0], named[1][0]):
        notes.append("outlet named twice: " + "; ".join(f"{where} {name}" for name, where in named[:2]))
    return named[0]


def _alike(a: str, b: str) -> bool:
    return folded(a) in folded(b) or folded(b) in folded(a)


def _title(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]], outlet: str | None) -> str | None:
    headline = next((h for a in articles if (h := _clean(a.get("headline")))), None)
    h1 = [text for h in tree.iter("h1") if (text := _clean(h.text_content()))]
    element = next((text for t in tree.iter("title") if (text := _clean(t.text_content()))), None)
    if element and outlet:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
            left, found, right = element.rpartition(mark)
            if found and _alike(right, outlet):
                element = left
    return metas.get("og:title") or headline or (h1[0] if len(h1) == 1 else None) or element


def _byline(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The byline as readers see it, else the author of JSON-LD or of the head; never an address or a handle."""
    for element in tree.iter("span", "div", "p", "a", "address", "cite", "li", "strong", "em"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}".lower()
        if not _BYLINE.search(marks):
            continue
        if any(
            "comment" in (up.get("class") or "").lower() or up.tag in ("nav", "aside", "footer")
            for up in element.iterancestors()
        ):
            continue
        text = _clean(element.text_content())
        if text and 1 < len(text) <= 120 and not _HANDLE.match(text):
            return text
    named = next((", ".join(names) for a in articles if (names := _names(a.get("author")))), None)
    for text in (
        named,
        metas.get("author"),
        metas.get("parsely-author"),
        metas.get("dc.creator"),
        metas.get("article:author"),
    ):
        if text and not _HANDLE.match(text) and len(text) <= 200:
            return text
    return None


def _published(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> Iterator[Dated]:
    for article in articles[:3]:
        if dated := parse_date(str(article.get("datePublished") or ""), "JSON-LD datePublished"):
            yield dated
            break
    for name in PUBLISHED_META:
        if name in metas and (dated := parse_date(metas[name], f"meta {name}")):
            yield dated
    times: list[Dated] = []
    inside: list[Dated] = []
    for element in tree.iter("time", "abbr", "span", "meta"):
        prop = (element.get("itemprop") or "").lower()
        if element.tag != "time" and prop != "datepublished":
            continue
        if prop == "datemodified" or "updat" in (element.get("class") or "").lower():
            continue
        around = {up.tag for up in element.iterancestors()}
        if around & {"aside", "nav", "footer"}:
            continue
        value = element.get("datetime") or element.get("content") or element.text_content()
        if dated := parse_date(value or "", "time element"):
            # The site's own header may show today's date.
            (inside if around & {"article", "main", "section"} or "header" not in around else times).append(dated)
    # Several articles on one page have a time each: only the first, near the headline, can be the page's own.
    yield from (inside or times)[:1]


def _modified(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> Iterator[Dated]:
    for article in articles[:3]:
        if dated := parse_date(str(article.get("dateModified") or ""), "JSON-LD dateModified"):
            yield dated
            break
    for name in MODIFIED_META:
        if name in metas and (dated := parse_date(metas[name], f"meta {name}")):
            yield dated
    for element in tree.iter("time"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if re.search(r"updat|modif", marks) and (dated := parse_date(element.get("datetime") or "", "time element")):
            yield dated
            break


def _majority(what: str, dates: Iterator[Dated], notes: list[str]) -> Dated | None:
    """The date that most places give, the first place deciding between equals; contradictions are noted.

    Two dates agree when they can be the same day, so that a time zone makes no contradiction.
    """
    found = list(dates)
    if not found:
        return None
    votes = [(sum(1 for other in found if _agree(each, other)), each) for each in found]
    most = max(count for count, _ in votes)
    agreed = [each for count, each in votes if count == most and _agree(each, next(e for c, e in votes if c == most))]
    order = ("second", "minute", "day", "month", "year")
    best = min(agreed, key=lambda each: order.index(each.precision))
    if most < len(found):
        told = "; ".join(f"{each.found} {each.iso}" for each in found)
        notes.append(
            f"dates that contradict each other: {told}; {best.iso[:10]} is taken as {what}, given {most} of {len(found)} times"
        )
    return best


def _agree(a: Dated, b: Dated) -> bool:
    """True when the two overlap once each is stretched to the days it touches in any time zone."""
    if not (a.when.earliest and a.when.latest and b.when.earliest and b.when.latest):
        return False
    gap = max(a.when.earliest, b.when.earliest) - min(a.when.latest, b.when.latest)
    return gap.total_seconds() <= 14 * 3600


def _saved(markup: str) -> tuple[str | None, Dated | None]:
    """The address a page was saved from and when it was fetched, where a browser or archive wrote it in."""
    edges = markup[:3_000] + markup[-3_000:]
    if single := _SINGLE_FILE.search(edges):
        when = re.sub(r"GMT|\(.*", "", single.group(2)).strip()
        return single.group(1), parse_date(
            re.sub(r"^(\w{3}) (\w{3}) (\d\d) (\d{4}).*", r"\3 \2 \4", when), "SingleFile's comment"
        )
    url = match.group(1) if (match := _SAVED_FROM.search(edges)) else None
    archived = _ARCHIVED.search(edges)
    return url, parse_date(archived.group(1), "the archive's comment") if archived else None

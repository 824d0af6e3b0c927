"""From what a reader took out of a file to a `Document`: language, dates and outlet asked for where still unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from headwater.core import Dated, Document, Hyperlink, document_id, sha256_of
from headwater.ingest.head import dates_in, first_lines, last_lines
from headwater.ingest.language import language_of
from headwater.ingest.masthead import masthead_of
from headwater.ingest.outlets import Register, domain_of


@dataclass(frozen=True, slots=True)
class Intake:
    """One report as its format gives it, before its own words have been asked.

    `uri` is where it stood, relative to the folder that was read, so that a moved folder keeps its ids.
    `language` is one the user gives and stands; `page_language` is what the page's markup claims, asked last.
    `in_words`: read the first lines even if date and outlet are known, as for a text that has both and a title.
    `file_name` is where a date may be looked for last; a file's name never names an outlet.
    """

    uri: str
    text: str
    path: str | None = None
    file_name: str = ""
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    domain: str | None = None
    language: str | None = None
    page_language: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    hyperlinks: tuple[Hyperlink, ...] = ()
    in_words: bool = True
    notes: tuple[str, ...] = ()


def document_of(intake: Intake, register: Register, identify: bool = True) -> Document:
    """The report as a `Document`. What its format does not tell is looked for in its words; else it stays None.

    `identify`: whether that goes for the language, too.
    """
    text = intake.text
    language = intake.language or (language_of(text) if identify else None) or intake.page_language
    domain = intake.domain or domain_of(intake.url)
    published, modified = intake.published, intake.modified
    outlet, outlet_from = intake.outlet, intake.outlet_from
    title, byline = intake.title, intake.byline
    notes = list(intake.notes)
    if outlet is not None:
        known = register.find(outlet)
        if known:
            outlet = known.name
    if outlet is None and domain:
        known = register.find(domain)
        outlet, outlet_from = (known.name if known else domain), f"domain {domain}"
    if published is None or outlet is None or intake.in_words:
        lines, tail = first_lines(text), last_lines(text)
        dates = dates_in(text, lines, tail, language, intake.file_name, published, intake.url)
        if published is None:
            published = dates.published
            notes += dates.notes
        elif dates.published and not _agree(published, dates.published):
            notes.append(
                f"dates that contradict each other: {published.found} {published.iso}; "
                f"{dates.published.found} {dates.published.iso}; the former is taken"
            )
        modified = modified or dates.modified
        if outlet is None or title is None or byline is None:
            masthead = masthead_of(text, lines, tail, language, register)
            if outlet is None:
                outlet, outlet_from = masthead.outlet, masthead.outlet_from
            title, byline = title or masthead.title, byline or masthead.byline
    return Document(
        id=intake.id or document_id(intake.uri, text),
        uri=intake.uri,
        text=text,
        sha256=sha256_of(text),
        path=intake.path,
        url=intake.url,
        outlet=outlet,
        outlet_from=outlet_from,
        domain=domain,
        language=language,
        title=title,
        byline=byline,
        published=published,
        modified=modified,
        retrieved=intake.retrieved,
        hyperlinks=intake.hyperlinks,
        notes=tuple(notes),
    )


def _agree(one: Dated, other: Dated) -> bool:
    """True unless the two are certainly more than a day apart: a page goes out the night after its date line."""
    if not (one.when.earliest and one.when.latest and other.when.earliest and other.when.latest):
        return True
    gap = max(one.when.earliest, other.when.earliest) - min(one.when.latest, other.when.latest)
    return gap <= timedelta(days=1)

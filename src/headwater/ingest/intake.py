"""From what a reader took out of a file to a `Document`: language, dates and outlet asked for where still unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from headwater.core import Dated, Document, Hyperlink, document_id, sha256_of
from headwater.ingest.head import read_head
from headwater.ingest.language import language_of
from headwater.ingest.outlets import Register, domain_of


@dataclass(frozen=True, slots=True)
class Intake:
    """One report as its format gives it, before its own words have been asked.

    `uri` is where it stood, relative to the folder that was read, so that a moved folder keeps its ids.
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
    title: str | None = None
    byline: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    hyperlinks: tuple[Hyperlink, ...] = ()
    notes: tuple[str, ...] = field(default=())


def document_of(intake: Intake, register: Register) -> Document:
    """The report as a `Document`. What its format does not tell is looked for in its words; else it stays None."""
    text = intake.text
    language = intake.language or language_of(text)
    domain = intake.domain or domain_of(intake.url)
    published, modified = intake.published, intake.modified
    outlet, outlet_from = intake.outlet, intake.outlet_from
    title, byline = intake.title, intake.byline
    notes = list(intake.notes)
    if outlet is not None:
        known = register.find(outlet)
        if known:
            outlet = known.name
    if outlet is None and domain and (known := register.find(domain)):
        outlet, outlet_from = known.name, f"domain {domain}"
    if published is None or outlet is None:
        head = read_head(text, language, register, intake.file_name, published)
        if published is None and head.published is not None:
            published = head.published
        if modified is None:
            modified = head.modified
        if outlet is None and head.outlet is not None:
            outlet, outlet_from = head.outlet, head.outlet_from
        title, byline = title or head.title, byline or head.byline
        notes += [note for note in head.notes if published is None or "year" not in note]
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

"""HTML pages: the article's text, and what the page says about itself."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core import Skipped
from headwater.ingest.dates import parse_date
from headwater.ingest.encoding import NoText, declared_charset, decode
from headwater.ingest.files import File
from headwater.ingest.intake import Intake
from headwater.ingest.outlets import domain_of
from headwater.ingest.settings import Ingest


def read_page(file: File, settings: Ingest) -> Iterator[Intake | Skipped]:
    """The one report of a page, or why there is none."""
    raw = file.read(settings.max_page_bytes)
    if isinstance(raw, Skipped):
        yield raw
        return
    decoded = decode(raw, declared_charset(raw), settings.encodings)
    if isinstance(decoded, NoText):
        yield file.skipped(decoded.reason)
        return
    import trafilatura

    found = trafilatura.bare_extraction(decoded.text, include_comments=False, favor_recall=True, with_metadata=True)
    text = (found.text or "") if found else ""
    if len(text) < settings.min_characters:
        yield file.skipped(f"no article text: {len(text)} characters after cleaning")
        return
    yield Intake(
        uri=file.uri,
        text=text,
        path=file.path,
        file_name=file.name,
        url=found.url,
        outlet=found.sitename,
        outlet_from="page metadata" if found.sitename else None,
        domain=domain_of(found.url),
        title=found.title,
        byline=found.author,
        published=parse_date(found.date or "", "page metadata"),
    )

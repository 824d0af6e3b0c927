"""A record with named columns (one line of JSON Lines, one row of CSV) as a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headwater.core import Dated
from headwater.ingest.dates import parse_date
from headwater.ingest.files import File
from headwater.ingest.intake import Intake
from headwater.ingest.outlets import domain_of
from headwater.ingest.settings import Ingest


class Record:
    """Reads one record by the columns of `settings`; made once a file, so that the names are looked up once."""

    def __init__(self, file: File, settings: Ingest) -> None:
        self.file = file
        self.most = settings.max_bytes
        self.names = {field: settings.names_of(field) for field in _FIELDS}

    def read(self, record: Mapping[str, Any], line: int) -> Intake | str:
        """The report in `record`, which stood on `line` (from 1), or why there is none."""
        column = next((name for name in self.names["text"] if record.get(name) is not None), None)
        if column is None:
            keys = ", ".join(sorted(str(key) for key in record)[:8])
            return f"no column for the text among: {keys}" if keys else "an empty record"
        text = record[column]
        if not isinstance(text, str):
            return f"`{column}` holds no text but {type(text).__name__}"
        if not text or text.isspace():
            return f"`{column}` is empty"
        if len(text) > self.most:
            return f"too large: {len(text):,} characters, the limit is {self.most:,}"
        notes: list[str] = []
        if (whole := without_surrogates(text)) != text:
            text = whole
            notes.append("halves of characters (lone surrogates) were replaced by U+FFFD")
        outlet_column = next((name for name in self.names["outlet"] if _string(record.get(name))), None)
        outlet = _string(record.get(outlet_column)) if outlet_column else None
        url = self._get(record, "url")
        language = self._get(record, "language")
        if language:
            language = language.lower().replace("_", "-").partition("-")[0]
            language = language if len(language) == 2 and language.isascii() else None
        dates: dict[str, Dated | None] = {}
        for field in ("published", "modified", "retrieved"):
            name = next((name for name in self.names[field] if _string(record.get(name))), None)
            value = _string(record.get(name)) if name else None
            dates[field] = parse_date(value, f"column {name}", language) if value else None
            if value and dates[field] is None:
                notes.append(f"column {name}: {value[:60]!r} is no date we can read")
        return Intake(
            uri=url or f"{self.file.uri}:{line}",
            text=text,
            path=self.file.shown,
            id=self._get(record, "id"),
            url=url,
            outlet=outlet,
            outlet_from=f"column {outlet_column}" if outlet_column else None,
            domain=domain_of(self._get(record, "domain") or url)
            or (domain_of(outlet) if outlet and "." in outlet else None),
            language=language,
            title=self._get(record, "title"),
            byline=self._get(record, "byline"),
            published=dates["published"],
            modified=dates["modified"],
            retrieved=dates["retrieved"],
            in_words=False,
            notes=tuple(notes),
        )

    def _get(self, record: Mapping[str, Any], field: str) -> str | None:
        for name in self.names[field]:
            value = _string(record.get(name))
            if value:
                return value
        return None


_FIELDS = (
    "text", "id", "url", "outlet", "domain", "published", "modified", "retrieved", "title", "byline", "language",
)  # fmt: skip


def _string(value: Any) -> str | None:
    """A text, a number or a list of texts as one string; None for nothing."""
    if isinstance(value, str):
        return without_surrogates(value.strip()) or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(part for part in map(_string, value) if part) or None
    return None


def without_surrogates(text: str) -> str:
    """`text` with pairs of surrogates joined and lone ones replaced by U+FFFD: nothing could write them out."""
    if text.isascii():
        return text
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

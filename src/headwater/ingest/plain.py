"""Plain text and Markdown: the text is the decoded file, unchanged to the last blank."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core import Skipped
from headwater.ingest.encoding import NoText, decode
from headwater.ingest.files import File
from headwater.ingest.intake import Intake
from headwater.ingest.settings import Ingest


def read_plain(file: File, settings: Ingest) -> Iterator[Intake | Skipped]:
    """The one report a plain text file is, or why it is none."""
    raw = file.read(settings.max_bytes)
    if isinstance(raw, Skipped):
        yield raw
        return
    decoded = decode(raw, fallback=settings.encodings)
    if isinstance(decoded, NoText):
        yield file.skipped(decoded.reason)
    elif not decoded.text.strip("\ufeff \t\r\n\f\v\u200b\u00a0"):
        yield file.skipped("nothing but blanks")
    else:
        notes: tuple[str, ...] = (decoded.note,) if decoded.note else ()
        if decoded.encoding not in ("utf-8",):
            notes += (f"read as {decoded.encoding}",)
        yield Intake(uri=file.uri, text=decoded.text, path=file.shown, file_name=file.name, notes=notes)

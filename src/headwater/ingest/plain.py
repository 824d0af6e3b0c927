"""Plain text and Markdown: the text is the decoded file, unchanged to the last blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.core import Hyperlink, Skipped, Span
from headwater.ingest.encoding import NoText, decode
from headwater.ingest.files import File
from headwater.ingest.intake import Intake
from headwater.ingest.settings import Ingest

# Markdown's [words](address), else a bare address without the punctuation of the sentence around it.
_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<target>https?://[^\s()<>]{3,500})\)"
    r"|(?P<bare>https?://[^\s<>\"“”«»()\[\]]{3,500}[^\s<>\"“”«»()\[\].,;:!?'’…])"
)
# A page of addresses is no report; what comes after so many is not looked at.
MOST_LINKS = 500


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
        if decoded.encoding != "utf-8":
            notes += (f"read as {decoded.encoding}",)
        yield Intake(
            uri=file.uri,
            text=decoded.text,
            path=file.shown,
            file_name=file.name,
            hyperlinks=tuple(written_links(decoded.text)),
            notes=notes,
        )


def written_links(text: str) -> Iterator[Hyperlink]:
    """Addresses written out in `text`, in its order, with the span of their words (the address itself if bare)."""
    if "://" not in text:
        return
    for number, match in enumerate(_LINK.finditer(text)):
        if number == MOST_LINKS:
            return
        words = "words" if match["words"] else "bare"
        yield Hyperlink(match["target"] or match["bare"], match[words], Span(*match.span(words)))

"""Which reader takes which file: by its ending, and by its first bytes where the ending does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from headwater.core import Skipped
from headwater.ingest.encoding import MAGIC
from headwater.ingest.files import File, cannot_read
from headwater.ingest.intake import Intake
from headwater.ingest.lines import read_lines
from headwater.ingest.page import read_page
from headwater.ingest.plain import read_plain
from headwater.ingest.settings import Ingest
from headwater.ingest.table import read_table

Reader = Callable[[File, Ingest], Iterator[Intake | Skipped]]


@dataclass(frozen=True, slots=True)
class Format:
    """A material, the endings its files have, and who reads it. A new input (WARC, feed, PDF) is one more row."""

    name: str
    endings: tuple[str, ...]
    reader: Reader


FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text", ".md", ".markdown"), read_plain),
    Format("page", (".html", ".htm", ".xhtml"), read_page),
    Format("JSON Lines", (".jsonl", ".ndjson"), read_lines),
    Format("table", (".csv", ".tsv"), read_table),
)
BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}
BY_NAME = {each.name: each for each in FORMATS}

_PAGE = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def format_of(file: File) -> Format | Skipped:
    """The format of a file, or why none reads it. Only a file without ending is judged by its first bytes."""
    known = BY_ENDING.get(file.suffix)
    if known:
        return known
    try:
        with open(file.path, "rb") as stream:
            first = stream.read(1_024)
    except OSError as error:
        return file.skipped(cannot_read(error))
    for magic, what in MAGIC:
        if first.startswith(magic):
            return file.skipped(f"{what}, which this version does not read")
    if file.suffix and not file.suffix[1:].isdigit():
        return file.skipped(f"unknown type {file.suffix}; read are {', '.join(sorted(BY_ENDING))}")
    if _PAGE.match(first):
        return BY_NAME["page"]
    if first.lstrip()[:1] == b"{" and b'":' in first:
        return BY_NAME["JSON Lines"]
    return BY_NAME["plain text"]

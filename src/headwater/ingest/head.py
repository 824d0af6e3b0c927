"""What the first and last lines of a report say about it: its date and the outlet it names itself by."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core import Dated
from headwater.ingest.dates import date_in_file_name, find_dates
from headwater.ingest.outlets import Register


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text tells. Everything not told is None; `notes` are sentences for the reader."""

    published: Dated | None = None
    modified: Dated | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    title: str | None = None
    byline: str | None = None
    notes: tuple[str, ...] = ()


def read_head(text: str, language: str | None, register: Register, file_name: str, published: Dated | None) -> Head:
    """First version: a date in the first 300 characters, else in the file's name."""
    for written in find_dates(text, 0, 300, language):
        dated = written.dated("first lines")
        if dated:
            return Head(published=dated)
    return Head(published=date_in_file_name(file_name))

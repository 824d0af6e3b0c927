"""JSON Lines: one report a line, streamed; a line that is none is skipped and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from headwater.core import Skipped
from headwater.ingest.columns import Record
from headwater.ingest.encoding import NoText, decode
from headwater.ingest.files import File, cannot_read
from headwater.ingest.intake import Intake
from headwater.ingest.settings import Ingest


def read_lines(file: File, settings: Ingest) -> Iterator[Intake | Skipped]:
    """The reports of a JSON Lines file in its order, and `path:line` with the reason for each line left out."""
    record = Record(file, settings)
    any_line = False
    try:
        with open(file.path, "rb") as stream:
            if stream.read(2) in (b"\xff\xfe", b"\xfe\xff"):
                yield file.skipped("UTF-16; JSON Lines is UTF-8")
                return
            stream.seek(0)
            for number, raw in _bounded(stream, settings.max_bytes):
                if raw is None:
                    any_line = True
                    yield file.skipped(f"line longer than {settings.max_bytes:,} bytes", number)
                    continue
                if not raw.strip():
                    continue
                any_line = True
                taken = _report(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, record, number, settings)
                yield file.skipped(taken, number) if isinstance(taken, str) else taken
    except OSError as error:
        yield file.skipped(cannot_read(error))
        return
    if not any_line:
        yield file.skipped("empty file")


def _report(raw: bytes, record: Record, number: int, settings: Ingest) -> Intake | str:
    note = None
    try:
        line = raw.decode("utf8")
    except UnicodeDecodeError:
        decoded = decode(raw, fallback=settings.encodings)
        if isinstance(decoded, NoText):
            return decoded.reason
        line, note = decoded.text, decoded.note or f"read as {decoded.encoding}"
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return f"malformed JSON: {error.msg} at character {error.colno}"
    except RecursionError:
        return "malformed JSON: nested too deep"
    except ValueError as error:
        return f"malformed JSON: {error}"
    if not isinstance(value, dict):
        return f"not an object but {type(value).__name__}"
    taken = record.read(value, number)
    if isinstance(taken, str) or note is None:
        return taken
    from dataclasses import replace

    return replace(taken, notes=(*taken.notes, note))


def _bounded(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their number from 1; None for one longer than `most` bytes, which is passed over in pieces."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most or line.endswith(b"\n"):
            yield number, line
            continue
        while (piece := stream.readline(1 << 20)) and not piece.endswith(b"\n"):
            pass
        yield number, None

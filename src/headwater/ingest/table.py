"""CSV and TSV: one report a row, its columns named in the first one; streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from headwater.core import Skipped
from headwater.ingest.columns import Record
from headwater.ingest.encoding import NoText, decode
from headwater.ingest.files import File, cannot_read
from headwater.ingest.intake import Intake
from headwater.ingest.settings import Ingest

# As many bytes as show the delimiter and the encoding; an even number, for UTF-16.
SAMPLE = 200_000
DELIMITERS = ",;\t|"


def read_table(file: File, settings: Ingest) -> Iterator[Intake | Skipped]:
    """The reports of a CSV file in its order, and `path:line` with the reason for each row left out.

    The delimiter is the one of `,` `;` tab `|` that stands most often in the first line.
    """
    try:
        with open(file.path, "rb") as stream:
            sample = stream.read(SAMPLE)
    except OSError as error:
        yield file.skipped(cannot_read(error))
        return
    if not sample.strip():
        yield file.skipped("empty file")
        return
    if len(sample) == SAMPLE and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A sample may end inside a character: cut it at its last line.
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(sample, fallback=settings.encodings)
    if isinstance(decoded, NoText):
        yield file.skipped(decoded.reason)
        return
    encoding = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
    header = decoded.text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark)))
    previous = csv.field_size_limit(settings.max_bytes)
    try:
        with open(file.path, encoding=encoding, errors="replace", newline="") as lines:
            yield from _rows(file, lines, delimiter, settings)
    except OSError as error:
        yield file.skipped(cannot_read(error))
    finally:
        csv.field_size_limit(previous)


def _rows(file: File, lines: io.TextIOWrapper, delimiter: str, settings: Ingest) -> Iterator[Intake | Skipped]:
    record = Record(file, settings)
    rows = csv.reader(lines, delimiter=delimiter)
    names: list[str] | None = None
    line = 1
    any_row = False
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield file.skipped(f"malformed CSV: {error}", rows.line_num)
            line = rows.line_num + 1
            continue
        here, line = line, rows.line_num + 1
        if not any(row):
            continue
        if names is None:
            names = [name.strip() for name in row]
            if not any(name in names for name in record.names["text"]):
                yield file.skipped(f"no column for the text among: {', '.join(names)[:200]}")
                return
            continue
        any_row = True
        if len(row) > len(names):
            yield file.skipped(f"malformed CSV: {len(row)} fields, but {len(names)} columns", here)
            continue
        taken = record.read(dict(zip(names, row, strict=False)), here)
        yield file.skipped(taken, here) if isinstance(taken, str) else taken
    if not any_row:
        yield file.skipped("no rows")

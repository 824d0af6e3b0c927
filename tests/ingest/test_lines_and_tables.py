"""JSON Lines and CSV: columns, their mapping, and speed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from headwater.core import Document, InputError
from headwater.ingest import Ingest, documents, ingest

WORDS = "The ferry will not sail today, the harbour office said."


def lines(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf8")
    return path


def test_a_line_keeps_its_own_id_and_says_where_everything_stood(tmp_path: Path) -> None:
    file = lines(
        tmp_path / "a.jsonl",
        {
            "id": 7,
            "text": WORDS,
            "series": "Velmora Courier",
            "date": "2021-03-09",
            "url": "https://www.courier.example/x",
        },
    )
    (document,) = ingest(file).documents
    assert (document.id, document.outlet, document.outlet_from) == ("7", "Velmora Courier", "column series")
    assert document.published is not None
    assert (document.published.iso, document.published.found) == ("2021-03-09", "column date")
    assert (document.domain, document.url, document.path) == (
        "courier.example",
        "https://www.courier.example/x",
        str(file),
    )


def test_a_domain_in_the_outlets_column_finds_its_outlet(tmp_path: Path) -> None:
    known, unknown = ingest(
        lines(tmp_path / "a.jsonl", {"text": WORDS, "series": "tass.com"}, {"text": WORDS, "series": "courier.example"})
    ).documents
    assert (known.outlet, known.domain) == ("TASS", "tass.com")
    assert (unknown.outlet, unknown.domain) == ("courier.example", "courier.example")


def test_lines_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", *({"id": name, "text": WORDS} for name in "zay"))
    assert [document.id for document in ingest(file).documents] == ["z", "a", "y"]


def test_two_lines_with_one_id_do_not_become_one_document(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"id": "x", "text": WORDS}, {"id": "x", "text": "Another."})
    first, second = ingest(file).documents
    assert (first.id, second.id) == ("x", "x-2")
    assert second.notes == ("a second document with the id x",)


def test_columns_can_be_mapped_and_a_wrong_field_is_an_error(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"wording": WORDS, "paper": "Courier", "day": "9 March 2021"})
    settings = Ingest(columns={"text": "wording", "outlet": "paper", "published": "day"})
    (document,) = ingest(file, settings).documents
    assert (document.text, document.outlet) == (WORDS, "Courier")
    assert document.published is not None
    assert document.published.iso == "2021-03-09"
    with pytest.raises(InputError, match="no field 'wording'"):
        Ingest(columns={"wording": "text"})


def test_a_date_that_cannot_be_read_is_unknown_and_noted(tmp_path: Path) -> None:
    (document,) = ingest(lines(tmp_path / "a.jsonl", {"text": WORDS, "date": "soon", "outlet": "Courier"})).documents
    assert document.published is None
    assert document.notes == ("column date: 'soon' is no date we can read",)


@pytest.mark.parametrize(
    ("value", "iso", "precision"),
    [
        ("2021-03-09T10:11:12Z", "2021-03-09T10:11:12+00:00", "second"),
        ("2021-03-09 10:11:12 +0200", "2021-03-09T10:11:12+02:00", "second"),
        ("2021-03-09 10:11", "2021-03-09", "day"),
        ("Tue, 09 Mar 2021 10:11:12 GMT", "2021-03-09T10:11:12+00:00", "second"),
        ("March 9, 2021", "2021-03-09", "day"),
        ("9 de marzo de 2021", "2021-03-09", "day"),
        ("20210309", "2021-03-09", "day"),
        ("2021-03", "2021-03", "month"),
        ("2021", "2021", "year"),
        ("2021-02-31", None, None),
    ],
)
def test_dates_in_columns_keep_their_precision(
    tmp_path: Path, value: str, iso: str | None, precision: str | None
) -> None:
    (document,) = ingest(lines(tmp_path / "a.jsonl", {"text": WORDS, "date": value, "outlet": "Courier"})).documents
    assert (document.published.iso if document.published else None) == iso
    assert (document.published.precision if document.published else None) == precision


def test_halves_of_characters_in_json_can_be_written_out_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "half \\\\ud83d whole \\\\ud83d\\\\ude00 of it"}'.replace("\\\\", "\\"))
    (document,) = ingest(tmp_path).documents
    assert document.text == "half \ufffd whole \U0001f600 of it"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [
        ["text", "outlet", "published"],
        [f'"Où est passée l’eau{delimiter} selon l’été ?\nOn ne sait pas."', "Courrier d’été", "2021-03-09"],
        ["Deuxième texte à lire", "Courrier", ""],
    ]
    (tmp_path / "a.csv").write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))
    first, second = ingest(tmp_path).documents
    assert first.text == f"Où est passée l’eau{delimiter} selon l’été ?\nOn ne sait pas."
    assert first.outlet == "Courrier d’été"
    assert second.uri == "a.csv:4"


def test_a_row_with_too_many_fields_is_skipped_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'text,outlet\n"{WORDS}",A\nx,y,z\n"{WORDS} Again.",B\n')
    taken = ingest(tmp_path)
    assert [document.outlet for document in taken.documents] == ["A", "B"]
    assert str(taken.skipped[0]).endswith("a.csv:3: malformed CSV: 3 fields, but 2 columns")


def test_two_thousand_lines_take_well_under_three_seconds(tmp_path: Path) -> None:
    body = " ".join([WORDS] * 30)
    records = [{"id": str(n), "series": "Courier", "date": "2021-03-09", "text": f"{n} {body}"} for n in range(2_000)]
    file = lines(tmp_path / "a.jsonl", *records)
    start = time.process_time()
    assert sum(isinstance(each, Document) for each in documents(file)) == 2_000
    # 7,000 a CPU second when measured; a tenth of that still passes on a busy machine.
    assert time.process_time() - start < 3

"""Bytes to text and back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from headwater.ingest.encoding import Decoded, NoText, declared_charset, decode, searchable

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/ingest/encodings.toml").read_text("utf8"))["case"]
ONE_BYTE = [(encoding, case["text"]) for case in CASES for encoding in case["encodings"]]


@pytest.mark.parametrize(("encoding", "text"), ONE_BYTE)
@pytest.mark.parametrize("times", [1, 30])
def test_a_one_byte_encoding_is_told_by_its_words(encoding: str, text: str, times: int) -> None:
    whole = f"{text}\r\n" * times
    decoded = decode(whole.encode(encoding))
    assert isinstance(decoded, Decoded)
    assert decoded.text == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_unicode_is_read_back_letter_for_letter(encoding: str, text: str) -> None:
    decoded = decode(f"{text}\r\n".encode(encoding))
    assert isinstance(decoded, Decoded)
    assert decoded.text == f"{text}\r\n"


def test_the_mark_of_utf_8_stays_so_that_offsets_are_those_of_the_file() -> None:
    raw = "\ufeffGrüße".encode()
    decoded = decode(raw)
    assert isinstance(decoded, Decoded)
    assert decoded.text == raw.decode("utf8")


def test_a_few_broken_bytes_do_not_turn_utf_8_into_something_else() -> None:
    decoded = decode("Größe, Küche, Straße ".encode() * 3 + b"\xff end")
    assert isinstance(decoded, Decoded)
    assert decoded.text.endswith("\ufffd end")
    assert decoded.text.startswith("Größe")
    assert decoded.note == "1 broken UTF-8 bytes were replaced by U+FFFD"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"plain \0 with a NUL", "NUL"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(1, 9)) * 40, "control characters"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
    ],
)
def test_what_is_no_text_is_called_binary(raw: bytes, why: str) -> None:
    decoded = decode(raw)
    assert isinstance(decoded, NoText)
    assert decoded.reason.startswith("binary")
    assert why in decoded.reason


def test_a_declared_encoding_is_believed_where_it_fits_and_not_where_the_bytes_are_utf_8() -> None:
    page = b'<html><head><meta charset="windows-1251"></head><p>'
    assert declared_charset(page) == "cp1251"
    right = decode(page + "Да".encode("cp1251"), declared_charset(page))
    wrong = decode(page + "Да".encode(), declared_charset(page))
    assert isinstance(right, Decoded)
    assert isinstance(wrong, Decoded)
    assert right.text.endswith("Да")
    assert wrong.text.endswith("Да")


def test_mojibake_is_repaired_for_search_only() -> None:
    assert searchable("Le cafÃ© est fermÃ©") == "Le café est fermé"
    assert searchable("plain") == "plain"

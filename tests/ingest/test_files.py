"""Files and folders that go wrong: each gets a line, and the rest goes on."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from headwater.core import Skipped
from headwater.ingest import Ingest, documents, ingest

WORDS = "The ferry will not sail today, the harbour office said."


def reason(path: Path, settings: Ingest | None = None) -> str:
    taken = ingest([path], settings)
    assert not taken.documents
    (skipped,) = taken.skipped
    assert skipped.stage == "ingest"
    assert skipped.uri.startswith(str(path))
    return skipped.reason


def test_plain_text_is_the_decoded_file_to_the_last_blank(tmp_path: Path) -> None:
    raw = b"\n  First line\r\nsecond\tline \r\n\r\n  \n"
    (tmp_path / "a.txt").write_bytes(raw)
    (document,) = ingest(tmp_path).documents
    assert document.text == raw.decode("utf8")
    assert document.path == str(tmp_path / "a.txt")


def test_folders_are_read_in_the_order_of_their_paths_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/a.md", ".hidden.txt", ".git/x.txt", "c.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(WORDS + name)
    taken = ingest(tmp_path)
    assert [document.uri for document in taken.documents] == ["a/a.md", "a/z.txt", "b.txt", "c.html"]
    assert not taken.skipped


def test_a_moved_folder_keeps_its_ids(tmp_path: Path) -> None:
    ids = []
    for place in ("here", "there/deep"):
        folder = tmp_path / place / "sub"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(WORDS)
        ids.append(ingest(tmp_path / place).documents[0].id)
    assert ids[0] == ids[1]


def test_exact_duplicates_stay_documents_of_their_own(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(WORDS)
    first, second, third = ingest(tmp_path).documents
    assert len({first.id, second.id, third.id}) == 3
    assert first.same_text_as is None
    assert second.same_text_as == third.same_text_as == first.id
    again = ingest([tmp_path / "a/x.txt", tmp_path / "b/x.txt"]).documents
    assert again[0].id != again[1].id


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("empty.txt", b"", "empty file"),
        ("blank.txt", b" \n\t \r\n", "nothing but blanks"),
        ("bytes.txt", b"\0\1\2\3\4" * 100, "binary: it has NUL bytes"),
        ("paper.pdf", b"%PDF-1.7", "a PDF, which this version does not read"),
        ("thing.xyz", b"abc", "unknown type .xyz"),
        ("short.html", b"<html><p>tiny</p></html>", "no article text: 4 characters after cleaning"),
        ("blank.html", b"  \n ", "nothing but blanks"),
        ("empty.jsonl", b"", "empty file"),
        ("empty.csv", b"\n", "empty file"),
        ("columns.csv", b"a,b\n1,2\n", "no column for the text among: a, b"),
    ],
)
def test_a_file_that_is_no_report_is_skipped_with_its_reason(tmp_path: Path, name: str, raw: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert reason(tmp_path / name).startswith(why)


def test_a_missing_path_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    taken = ingest([tmp_path / "nowhere", tmp_path / "a.txt"])
    assert len(taken.documents) == 1
    assert taken.skipped == (Skipped(str(tmp_path / "nowhere"), "ingest", "no such file or folder"),)


def test_a_folder_without_permission_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(WORDS)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("headwater.ingest.files.os.scandir", refuse)
    taken = ingest(tmp_path)
    assert len(taken.documents) == 1
    assert taken.skipped == (Skipped(str(tmp_path / "closed"), "ingest", "no permission to read it"),)


def test_links_round_in_a_loop_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(WORDS)
    (tmp_path / "in/again").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    taken = ingest(tmp_path)
    assert [document.uri for document in taken.documents] == ["in/a.txt"]
    assert [Path(skipped.uri).name for skipped in taken.skipped] == ["dangling", "pipe", "self"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    assert len(ingest([tmp_path, tmp_path / "a.txt", tmp_path]).documents) == 1


def test_a_page_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.html").open("wb") as stream:
        stream.truncate(100_000_000)
    assert reason(tmp_path / "huge.html") == "too large: 100,000,000 bytes, the limit is 16,000,000"


def test_a_large_page_is_read_by_stripping_its_tags_in_time(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_text(
        "<html><body>" + "<p>The ferry will not sail today.</p>" * 60_000 + "<!-- -->" + "<span>" * 125_000
    )
    start = time.monotonic()
    (document,) = ingest(tmp_path).documents
    assert time.monotonic() - start < 10
    assert document.text.startswith("The ferry will not sail today.\nThe ferry")
    assert "read by stripping the tags" in document.notes[0]


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table><tr><td"])
def test_elements_nested_ten_thousand_deep_neither_crash_nor_hang(tmp_path: Path, tag: str) -> None:
    (tmp_path / "deep.html").write_text("<html><body>" + f"<{tag}>" * 10_000 + WORDS)
    start = time.monotonic()
    (document,) = ingest(tmp_path).documents
    assert time.monotonic() - start < 5
    assert document.text == WORDS


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_brackets_nested_ten_thousand_deep_are_words_like_others(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("(" * 10_000 + "word" + ")" * 10_000)
    (document,) = ingest(tmp_path).documents
    assert document.text.strip() == "(" * 10_000 + "word" + ")" * 10_000


@pytest.mark.parametrize("piece", ["<", "<script>", "<!-- ", '<div class="', "<a href='", "</"])
def test_markup_that_is_never_closed_does_not_hang(tmp_path: Path, piece: str) -> None:
    (tmp_path / "broken.html").write_text("<html><body>" + piece * 300_000 + WORDS)
    start = time.monotonic()
    list(documents(tmp_path))
    assert time.monotonic() - start < 5


def test_malformed_lines_are_skipped_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": "one", "text": WORDS}),
        '{"text": broken',
        "[1, 2]",
        json.dumps({"id": "no text"}),
        "",
        "[" * 50_000,
        json.dumps({"id": "last", "text": WORDS + " Again."}),
    ]
    file.write_text("\n".join(lines))
    taken = ingest(file)
    assert [document.id for document in taken.documents] == ["one", "last"]
    assert [(skipped.uri.rpartition(":")[2], skipped.reason.split(":")[0]) for skipped in taken.skipped] == [
        ("2", "malformed JSON"),
        ("3", "not an object but list"),
        ("4", "no column for the text among"),
        ("6", "malformed JSON"),
    ]


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    long = '{"text": "' + "a" * 5_000_000 + '"}'
    file.write_text(json.dumps({"text": WORDS}) + "\n" + long + "\n" + json.dumps({"text": "And after."}))
    taken = ingest(file, Ingest(max_bytes=1_000))
    assert [document.text for document in taken.documents] == [WORDS, "And after."]
    assert str(taken.skipped[0]) == f"{file}:2: line longer than 1,000 bytes"


def test_a_name_that_is_no_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "w") as stream:
        stream.write(WORDS)
    (document,) = ingest(tmp_path).documents
    assert document.path is not None
    document.path.encode("utf8")
    document.uri.encode("utf8")


def test_a_file_without_ending_is_judged_by_its_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(WORDS)
    (tmp_path / "page").write_text(f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>")
    (tmp_path / "lines").write_text(json.dumps({"text": WORDS}))
    assert [document.text for document in ingest(tmp_path).documents] == [WORDS, WORDS, WORDS]


def test_addresses_written_out_in_a_text_are_its_links(tmp_path: Path) -> None:
    text = "As [the office](https://office.example/a) said (https://office.example/b?c=1). See https://x.example/."
    (tmp_path / "a.md").write_text(text)
    (document,) = ingest(tmp_path).documents
    assert document.text == text
    assert [(link.url, link.words) for link in document.hyperlinks] == [
        ("https://office.example/a", "the office"),
        ("https://office.example/b?c=1", "https://office.example/b?c=1"),
        ("https://x.example/", "https://x.example/"),
    ]
    assert all(link.span and link.span.of(text) == link.words for link in document.hyperlinks)

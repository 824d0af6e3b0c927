"""Bad input through the whole flow: a clear line for each, and the rest goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Ona Vask, the harbour master of Vell, said on Monday that the gate was shut.\n"
SECONDS = 60  # ten for the work, the rest for a slow machine's start-up of three processes


def run(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "headwater.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf8", timeout=SECONDS)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pile")
    (folder / "good.txt").write_text(GOOD, encoding="utf8")
    (folder / "empty.txt").write_text("", encoding="utf8")
    (folder / "blank.txt").write_text(" \n\n", encoding="utf8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 200)
    (folder / "lines.jsonl").write_text(
        json.dumps({"id": "ok", "text": GOOD * 2}) + '\n{"id": broken\n[1]\n{"id": "no text"}\n', encoding="utf8"
    )
    (folder / "quiet.txt").write_text("The river rose. Nothing else happened.\n" * 3, encoding="utf8")
    deep = "(" * 10_000 + "x" + ")" * 10_000 + " " + "“" * 10_000 + "y" + "”" * 10_000
    (folder / "deep.txt").write_text(deep + " said Ona Vask.", encoding="utf8")
    nested = "<div>" * 10_000 + f"<p>{GOOD * 3}</p>" + "</div>" * 10_000
    (folder / "deep.html").write_text(f"<html><body>{nested}</body></html>", encoding="utf8")
    with (folder / "huge.html").open("w", encoding="utf8") as file:
        file.write("<html><body><article>")
        for _ in range(110):
            file.write("<p>The mayor of Vell said so.</p>" * 30_000)
    (folder / "latin.txt").write_bytes("«La compuerta está cerrada», afirmó Ona Vask el miércoles.".encode("cp1252"))
    return folder


SKIPPED = ("empty.txt", "blank.txt", "binary.txt", "lines.jsonl:2", "lines.jsonl:3", "lines.jsonl:4", "huge.html")


def test_read_lists_each_bad_file_and_reads_the_rest(pile: Path, tmp_path: Path) -> None:
    done = run("read", pile, pile / "gone.txt", "--jsonl", tmp_path / "r.jsonl")
    assert done.returncode == 0, done.stderr
    listed = done.stderr.splitlines()
    for name in (*SKIPPED, "gone.txt"):
        assert any(line.startswith("skipped ") and name in line and ": " in line for line in listed), name
    read = {json.loads(x)["document"]["path"] or "" for x in (tmp_path / "r.jsonl").read_text("utf8").splitlines()}
    names = {Path(p).name for p in read}
    assert {"good.txt", "quiet.txt", "deep.txt", "latin.txt"} <= names


def test_trace_writes_what_it_skipped_into_the_json_and_the_page(pile: Path, tmp_path: Path) -> None:
    done = run("trace", pile, "--json", tmp_path / "t.json", "-o", tmp_path / "r.html", "--quiet")
    assert done.returncode == 0, done.stderr
    skipped = [s["uri"] for s in json.loads((tmp_path / "t.json").read_text("utf8"))["skipped"]]
    page = (tmp_path / "r.html").read_text("utf8")
    for name in SKIPPED:
        assert any(name in uri for uri in skipped), name
        assert name in page


def test_a_text_with_nothing_said_is_all_in_the_outlets_own_voice(pile: Path, tmp_path: Path) -> None:
    run("read", pile / "quiet.txt", "--jsonl", tmp_path / "r.jsonl")
    reading = json.loads((tmp_path / "r.jsonl").read_text("utf8"))
    assert reading["attributions"] == []
    assert {s["voice"] for s in reading["statements"]} == {"outlet"}


def test_an_unwritable_result_is_one_clear_line(pile: Path, tmp_path: Path) -> None:
    done = run("trace", pile / "good.txt", "--json", tmp_path / "no" / "folder" / "t.json")
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr

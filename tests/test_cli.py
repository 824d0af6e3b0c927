"""The calls that FORMATS promises, from the outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DAM = ROOT / "examples" / "dam" / "docs"


def headwater(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "headwater.cli", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf8",
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "HOME": "/nonexistent", **env},
    )


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("traced")
    done = headwater("trace", DAM, "--json", out / "t.json", "--readings", out / "r.jsonl", "-o", out / "report.html")
    assert done.returncode == 0, done.stderr
    (out / "stdout").write_text(done.stdout, encoding="utf8")
    return out


def test_read_writes_one_reading_a_line_in_the_order_of_paths(tmp_path: Path) -> None:
    done = headwater("read", DAM, "--jsonl", tmp_path / "r.jsonl")
    assert done.returncode == 0, done.stderr
    paths = [json.loads(x)["document"]["path"] for x in (tmp_path / "r.jsonl").read_text("utf8").splitlines()]
    assert paths == sorted(paths)
    assert len(paths) == len(list(DAM.iterdir()))


def test_the_text_of_a_plain_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("  Ona Vask said: “No.”\r\n\r\nEnd \n".encode())
    done = headwater("read", tmp_path / "a.txt")
    assert json.loads(done.stdout)["document"]["text"] == "  Ona Vask said: “No.”\r\n\r\nEnd \n"


def test_every_span_of_a_trace_lies_in_its_text(traced: Path) -> None:
    texts = {}
    for row in (traced / "r.jsonl").read_text("utf8").splitlines():
        document = json.loads(row)["document"]
        texts[document["id"]] = document["text"]
    trace = json.loads((traced / "t.json").read_text("utf8"))
    evidence = [e for link in trace["links"] for e in link["evidence"]]
    for claim in trace["claims"]:
        evidence += claim["instances"]
        evidence += [e for o in claim["origins"]["list"] + claim["denials"] for e in o["evidence"]]
    evidence += [e for x in trace["anomalies"] + trace["mutations"] for e in x["evidence"]]
    assert evidence
    for one in evidence:
        begin, end = one["span"]
        assert 0 <= begin < end <= len(texts[one["doc"]])


def test_all_that_is_stated_shows_its_words(traced: Path) -> None:
    trace = json.loads((traced / "t.json").read_text("utf8"))
    things = [x for x in trace["links"] if x["stated"]] + trace["anomalies"]
    for claim in trace["claims"]:
        things += claim["origins"]["list"] + claim["denials"]
    assert things
    assert [x for x in things if not x["evidence"]] == []


def test_the_same_input_gives_the_same_bytes(traced: Path, tmp_path: Path) -> None:
    headwater("trace", DAM, "--json", tmp_path / "t.json", "--quiet", PYTHONHASHSEED="7")
    assert (tmp_path / "t.json").read_bytes() == (traced / "t.json").read_bytes()


def test_the_terminal_summary_begins_with_the_answer(traced: Path) -> None:
    first = " ".join((traced / "stdout").read_text("utf8").splitlines()[:3])
    assert "Brannock Dam" in first
    assert "reports, 1 independent origin: Orma Power" in first


def test_link_writes_pairs_of_ids_and_lists_exact_duplicates(tmp_path: Path) -> None:
    text = "The lock keeper of Vell shut the upper gate at dawn because the river had risen by two metres overnight."
    rows = [
        {"id": i, "text": text, "outlet": o, "date": "2031-02-03"}
        for i, o in (("x1", "Vell Post"), ("x2", "Marl Wire"))
    ]
    rows.append(
        {"id": "x3", "text": "Nothing in this one is like the others, it speaks of bees and honey.", "outlet": "Bee"}
    )
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf8")
    done = headwater("link", tmp_path / "in.jsonl", "--pairs", tmp_path / "p.tsv")
    assert done.returncode == 0, done.stderr
    pairs = [x.split("\t") for x in (tmp_path / "p.tsv").read_text().splitlines()]
    assert [(a, b) for a, b, _ in pairs] == [("x1", "x2")]
    assert 0 < float(pairs[0][2]) <= 1


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ona Vask said the gate was shut.", encoding="utf8")
    (tmp_path / "empty.txt").write_text("", encoding="utf8")
    (tmp_path / "pic.txt").write_bytes(b"\x00\x01\x02\x89PNG" * 50)
    done = headwater("read", tmp_path, tmp_path / "gone.txt", "--jsonl", tmp_path / "r.out")
    assert done.returncode == 0
    assert len((tmp_path / "r.out").read_text("utf8").splitlines()) == 1
    for name in ("empty.txt", "pic.txt", "gone.txt"):
        assert name in done.stderr


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    done = headwater("trace", tmp_path / "gone.txt", "--json", tmp_path / "t.json")
    assert done.returncode != 0
    assert "gone.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["read", "link", "trace", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = headwater(command, "--help")
    assert done.returncode == 0
    assert f"headwater {command}" in done.stdout
    assert "Example" in done.stdout


def test_no_colour_when_asked(tmp_path: Path) -> None:
    done = headwater("trace", DAM / "01-orma-power.txt", NO_COLOR="1", FORCE_COLOR="")
    assert "\x1b[3" not in done.stdout

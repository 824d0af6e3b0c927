import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from headwater.core import Reading, Skipped, Trace
from headwater.show.format import json_schema
from headwater.show.json import line, page, reading_json, trace_json

ROOT = Path(__file__).parents[2]
Story = tuple[Trace, tuple[Reading, ...]]


@pytest.mark.parametrize("of", ["reading", "trace"])
def test_the_committed_schema_is_the_one_the_code_makes(of: Any) -> None:
    committed = json.loads((ROOT / "docs" / "schema" / f"{of}.schema.json").read_text(encoding="utf8"))
    assert committed == json_schema(of), "run `make schema`"


def test_readings_and_traces_keep_to_the_schema(story: Story) -> None:
    trace, readings = story
    for reading in readings:
        jsonschema.validate(json.loads(line(reading_json(reading))), json_schema("reading"))
    skipped = [Skipped("x.bin", "ingest", "binary")]
    jsonschema.validate(json.loads(page(trace_json(trace, skipped))), json_schema("trace"))


def test_a_trace_names_what_was_skipped(story: Story) -> None:
    made = trace_json(story[0], [Skipped("x.bin", "ingest", "binary")])
    assert made["skipped"] == [{"uri": "x.bin", "stage": "ingest", "reason": "binary"}]


def test_unknown_stays_null(story: Story) -> None:
    made = trace_json(story[0])
    undated = next(d for d in made["documents"] if d["path"] == "c.txt")
    assert undated["published"] is None
    assert undated["outlet"] is None


def test_a_broken_content_is_written_as_its_pieces(story: Story) -> None:
    heard = reading_json(story[1][2])["attributions"][0]
    assert len(heard["content"]) == 2
    assert heard["source"] == []


def test_a_lone_surrogate_does_not_stop_the_writing() -> None:
    assert json.loads(line({"text": "\ud800"})) == {"text": "\ud800"}

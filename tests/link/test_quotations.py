"""The same quotation in two documents."""

from __future__ import annotations

from typing import Any

import pytest

from headwater.engine.plain import PlainEngine
from headwater.link.actors import resolve_actors
from headwater.link.matter import Reader
from headwater.link.quotations import same_quotations
from tests.link.made import cases, readings
from tests.link.test_statements import FILLER


def made(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "language": case[name]["language"],
            "text": case[name]["text"],
            "actors": [{"name": case[name]["by"]}],
            "said": [
                {"content": case[name]["words"], "source": case[name]["by"], "by": case[name]["by"], "kind": "direct"}
            ],
        }
        for name in ("a", "b")
    ]


@pytest.mark.parametrize("case", cases("quotations"), ids=lambda case: case["label"])
def test_a_quotation_is_found_again_through_cuts_and_languages(case: dict[str, Any]) -> None:
    read = sorted(readings({"document": [*made(case), *FILLER]}), key=lambda r: r.document.id)
    reader = Reader(read)
    holders = {m: group.id for group in resolve_actors(read, reader.names) for m in group.mentions}
    found = same_quotations(read, reader, PlainEngine(), holders)
    assert bool(found) is case["same"]
    for link in found:
        assert (link.a, link.b, link.relation) == ("a", "b", "same quotation")
        assert all(match.because for match in link.matches)
        for match in link.matches:
            assert match.a.span.of(case["a"]["text"]) in case["a"]["words"]

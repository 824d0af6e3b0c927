"""When things were said and happened, how much, and what is hedged: four batches of sentences in ten languages."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from headwater.core import Document, Reading, dated_from_iso, sha256_of
from headwater.read import read_document


def _measures() -> ModuleType:
    path = Path(__file__).parents[2] / "evals" / "when.py"
    spec = importlib.util.spec_from_file_location("when_measures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WHEN = _measures()


def _cases() -> Iterator[Any]:
    for path in sorted(WHEN.CASES.glob("*.toml")):
        for case in WHEN.cases(path):
            yield pytest.param(case, id=f"{path.stem} {case['language']}: {case['label']}")


@pytest.mark.parametrize("case", list(_cases()))
def test_times_quantities_and_hedges_are_all_that_the_sentence_has(case: dict[str, Any]) -> None:
    wrong = WHEN.wrong(case)
    failing = set(case.get("fails", ()))
    for measure in sorted({"times", "quantities", "hedges"} - set(case.get("waits", ()))):
        assert bool(wrong[measure][1]) == (measure in failing), (measure, wrong[measure][1])


@pytest.mark.parametrize("case", list(_cases()))
def test_an_attribution_that_is_found_has_its_time_of_saying(case: dict[str, Any]) -> None:
    lines = [line for line in WHEN.wrong(case)["said"][1] if not line.endswith("no attribution")]
    assert not lines or "said" in case.get("waits", ()), lines


def _read(text: str, published: str | None = "2025-03-12", language: str = "en") -> Reading:
    when = dated_from_iso(published, "case") if published else None
    return read_document(Document("d", "d.txt", text, sha256_of(text), published=when, language=language))


def test_the_lead_has_the_date_of_the_statement_below_it() -> None:
    reading = _read(
        "Forty divers are missing, according to the Harbour Office.\n\n"
        "“We are searching the bay,” a Harbour Office statement released on 10 March reads.\n"
    )
    assert [a.said and a.said.from_iso for a in reading.attributions] == ["2025-03-10", "2025-03-10"]


def test_days_after_somebody_spoke_is_within_the_days_before_the_publication() -> None:
    reading = _read("The accusation comes just days after journalist Ode Harn disclosed that the mole was hollow.")
    said = next(a.said for a in reading.attributions if a.source and a.content)
    assert said is not None
    assert (said.from_iso, said.to_iso) == ("2025-02-27", "2025-03-12")


def test_a_date_after_the_publication_stays_for_a_person_to_see() -> None:
    reading = _read("The mole is safe and will stay open all year, the Harbour Office said on 20 March 2025.")
    assert [a.said and a.said.from_iso for a in reading.attributions] == ["2025-03-20"]


def test_could_not_is_a_fact_and_could_a_hedge() -> None:
    reading = _read("The office could not explain the crack. The mole could fail.")
    assert [len(s.hedges) for s in reading.statements] == [0, 1]


def test_every_hedge_has_the_clause_it_hedges_and_stands_in_it() -> None:
    for path in sorted(WHEN.CASES.glob("*.toml")):
        for case in WHEN.cases(path):
            for statement in WHEN.read_case(case).statements:
                assert len(statement.hedges) == len(statement.hedged)
                assert all(w.contains(h) for h, w in zip(statement.hedges, statement.hedged, strict=True))

"""Actors across documents, by case file."""

from __future__ import annotations

from typing import Any

import pytest

from headwater.core import ActorGroup, Evidence, Link, Match
from headwater.link.actors import resolve_actors
from headwater.link.matter import Namebook
from headwater.link.persons import same_person, short_for
from tests.link.made import cases, place, reading, readings


def grouped(case: dict[str, Any], links: tuple[Link, ...] = ()) -> dict[str, ActorGroup]:
    """The group of each "document: name"."""
    read = readings(case)
    groups = resolve_actors(read, Namebook(read), links)
    names = {(r.document.id, a.id): f"{r.document.id}: {a.name}" for r in read for a in r.actors}
    return {names[mention]: group for group in groups for mention in group.mentions}


@pytest.mark.parametrize("case", cases("actors"), ids=lambda case: case["label"])
def test_names_are_joined_only_where_they_can_be_one_actor(case: dict[str, Any]) -> None:
    group = grouped(case)
    for several in case.get("together", ()):
        assert len({group[name].id for name in several}) == 1, several
    for several in case.get("apart", ()):
        assert len({group[name].id for name in several}) == len(several), several


def test_every_join_says_why() -> None:
    for case in cases("actors"):
        for group in grouped(case).values():
            assert group.because or len(group.mentions) == 1


def test_a_body_publishes_the_document_that_bears_its_name() -> None:
    made = {"id": "p", "outlet": "Orland Port Laboratory", "text": "ORLAND PORT LABORATORY\nThe rope broke."}
    read = [reading(made)]
    (group,) = resolve_actors(read, Namebook(read))
    assert (group.kind, group.publishes) == ("organisation", ("p",))


def test_a_newspaper_is_an_outlet_and_no_body() -> None:
    made = {"id": "n", "outlet": "The Harbour Post", "text": "A rope broke on the quay of Orland today."}
    read = [reading(made)]
    (group,) = resolve_actors(read, Namebook(read))
    assert (group.kind, group.publishes) == ("outlet", ("n",))


def test_one_unnamed_source_in_a_copied_sentence_is_one() -> None:
    text = "An inspector said the rope was frayed."
    case = {
        "document": [{"id": d, "text": text, "actors": [{"name": "inspector", "kind": "unnamed"}]} for d in ("a", "b")]
    }
    span = place(text, text)
    match = Match(Evidence("a", span), Evidence("b", span), 1.0)
    link = Link("a", "b", "shared passage", (match,), 1.0, 1.0, 1.0)
    assert len({g.id for g in grouped(case).values()}) == 2
    assert len({g.id for g in grouped(case, (link,)).values()}) == 1


def test_a_spokesman_speaks_for_the_body_of_his_role() -> None:
    case = {
        "document": [
            {
                "id": "a",
                "text": "The Orland Ministry of Energy met. Ivo Marr of Orland spoke.",
                "actors": [
                    {"name": "Orland Ministry of Energy", "kind": "organisation"},
                    {"name": "Ivo Marr", "role": "spokesman of the Orland energy ministry"},
                ],
            }
        ]
    }
    group = grouped(case)
    assert group["a: Ivo Marr"].affiliation == group["a: Orland Ministry of Energy"].id


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Юрий Соколенко", "Yuri Sokolenko", True),
        ("J. Marchetta", "Julia Marchetta", True),
        ("Rosa Lind", "Rolf Lind", False),
        ("Lind", "Rosa Lind", False),
    ],
)
def test_full_names_fit_by_given_and_family_name(a: str, b: str, one: bool) -> None:
    assert same_person(a, b) is one


def test_a_family_name_is_short_for_a_full_name_and_a_given_name_is_not() -> None:
    assert short_for("Lind", "Rosa Lind")
    assert not short_for("Rosa", "Rosa Lind")


def test_the_order_of_readings_changes_nothing() -> None:
    for case in cases("actors"):
        read = readings(case)
        there = resolve_actors(read, Namebook(read))
        back = resolve_actors(read[::-1], Namebook(read[::-1]))
        assert there == back

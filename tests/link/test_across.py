"""Actors across documents, by case file: persons in several scripts, family names, roles, the user's register."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Actor, ActorGroup, Document, InputError, Reading, dated_from_iso, sha256_of
from headwater.engine.plain import PlainEngine
from headwater.link import link_readings
from headwater.link.actors import resolve_actors
from headwater.link.matter import Namebook
from headwater.link.register import Register, read_register

PATH = Path(__file__).parents[1] / "cases" / "holders" / "across.toml"
CASES = tomllib.loads(PATH.read_text(encoding="utf8"))["case"]


def _reading(made: dict[str, Any]) -> Reading:
    doc, text = made["id"], ". ".join(actor["name"] for actor in made["actors"])
    document = Document(
        doc, f"{doc}.txt", text, sha256_of(text), language=made.get("language", "en"),
        published=dated_from_iso(made["date"], "case") if "date" in made else None,
    )  # fmt: skip
    actors = (
        Actor(
            f"{doc}.{a['name']}", a["name"], a.get("kind", "person"), a.get("role"),
            aliases=tuple(a.get("aliases", ())), plural=a.get("plural", False),
        )
        for a in made["actors"]
    )  # fmt: skip
    return Reading(document, actors=tuple(actors))


def _groups(case: dict[str, Any], folder: Path) -> dict[str, ActorGroup]:
    made = list(case["docs"])
    if "many" in case:
        made += [{"id": f"m{n}", "actors": [{"name": case["many"]["name"]}]} for n in range(case["many"]["docs"])]
    readings = [_reading(one) for one in made]
    register = _register(folder, "\n".join(case["register"])) if "register" in case else None
    groups = resolve_actors(readings, Namebook(readings), (), register)
    names = {(r.document.id, a.id): f"{r.document.id}: {a.name}" for r in readings for a in r.actors}
    return {names[mention]: group for group in groups for mention in group.mentions}


def _register(folder: Path, text: str) -> Register:
    path = folder / "actors.csv"
    path.write_text(text, encoding="utf8")
    return read_register(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_names_are_one_actor_where_a_careful_reader_would_say_so(case: dict[str, Any], tmp_path: Path) -> None:
    group = _groups(case, tmp_path)
    for several in case.get("together", ()):
        assert len({group[name].id for name in several}) == 1, several
    for several in case.get("apart", ()):
        assert len({group[name].id for name in several}) == len(several), several
    for name, roles in case.get("roles", {}).items():
        assert [held.role for held in group[name].roles] == roles
    for name, qid in case.get("qids", {}).items():
        assert (group[name].qid or "") == qid


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("name,qid\nMara Oduya,Q1", "no column kind"),
        ("name,kind\nMara Oduya,wizard", "line 2: kind 'wizard'"),
        ("name,kind\n,person", "line 2: no name"),
        ("name,kind,qid\n# ours\nMara Oduya,person,900001", "line 3: '900001' is no Wikidata id"),
        ("name,kind,qid\nMara Oduya,person,Q9\nM. Oduya,person,Q9", "line 3: Q9 stands on line 2 already"),
        ("name,kind,qid\nMara Oduya,unnamed,Q9", "kind 'unnamed'"),
    ],
)
def test_a_register_that_cannot_be_used_says_where_and_what_to_do(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=complaint):
        _register(tmp_path, text)


def test_a_register_that_is_not_there_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nobody\.csv"):
        read_register(tmp_path / "nobody.csv")


def test_a_register_may_be_written_with_semicolons_and_a_mark_at_its_head(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("\ufeffName;Kind;Aliases;QID\nMara Oduya;person;M. Oduya|Oduya;q900001\n", encoding="utf8")
    (entry,) = read_register(path).entries
    assert (entry.name, entry.kind, entry.aliases, entry.qid) == (
        "Mara Oduya",
        "person",
        ("M. Oduya", "Oduya"),
        "Q900001",
    )


def test_the_register_is_passed_through_the_whole_of_linking(tmp_path: Path) -> None:
    readings = [
        _reading({"id": "a", "actors": [{"name": "Mara Oduya"}]}),
        _reading({"id": "b", "actors": [{"name": "The Dike Lady"}]}),
    ]
    register = _register(tmp_path, "name,kind,aliases,qid\nMara Oduya,person,The Dike Lady,Q900001")
    groups = link_readings(readings, PlainEngine(), register=register).actors
    assert [(g.name, g.qid, len(g.mentions)) for g in groups] == [("Mara Oduya", "Q900001", 2)]

"""The register: facts about outlets, and names that several bear."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from headwater.core import InputError
from headwater.ingest import Ingest, Outlet, Register, ingest, register
from headwater.ingest.outlets import domain_of, folded

KINDS = {"newspaper", "agency", "broadcaster", "site", "magazine", "press releases"}


def test_the_register_holds_facts_only_and_no_row_is_broken() -> None:
    outlets = register().outlets
    assert len(outlets) >= 900
    assert len({outlet.country for outlet in outlets}) >= 150
    for outlet in outlets:
        assert outlet.kind in KINDS, outlet
        assert len(outlet.country) in (0, 2), outlet
        assert outlet.languages, outlet
        assert all(len(code) == 2 and code.islower() for code in outlet.languages), outlet
        assert outlet.domains, outlet
        assert all(domain_of(domain) == domain for domain in outlet.domains), outlet


def test_no_name_and_no_domain_stands_in_two_rows() -> None:
    names = Counter(folded(outlet.name) for outlet in register().outlets)
    domains = Counter(domain for outlet in register().outlets for domain in outlet.domains)
    assert [name for name, count in names.items() if count > 1] == []
    assert [domain for domain, count in domains.items() if count > 1] == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("TASS", "TASS"),
        ("тасс", "TASS"),
        ("https://arabic.rt.com/world/1", "RT"),
        ("www.bbc.co.uk", "BBC News"),
        ("the Associated Press", "Associated Press"),
        ("رويترز", "Reuters"),
        ("Pagina 12", "Página/12"),
        ("Velmora Courier", None),
        ("courier.example", None),
    ],
)
def test_an_outlet_is_found_by_name_alias_and_domain(asked: str, name: str | None) -> None:
    found = register().find(asked)
    assert (found.name if found else None) == name


def test_a_name_that_several_bear_names_none_of_them() -> None:
    outlets = Register((Outlet("La Voz (Nortown)"), Outlet("La Voz (Velmora)", domains=("lavoz.example",))))
    assert outlets.find("La Voz") is None
    assert [outlet.name for outlet in outlets.named("la voz")] == ["La Voz (Nortown)", "La Voz (Velmora)"]
    found = outlets.find("https://www.lavoz.example/x")
    assert found is not None
    assert found.name == "La Voz (Velmora)"


def test_a_register_of_ones_own_goes_first(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,aliases,domains\nVelmora Courier,VC|The Courier,courier.example\n")
    (tmp_path / "a.txt").write_text("VELMORA, 9 March 2021 (VC) -- The ferry will not sail.")
    taken = ingest(tmp_path / "a.txt", Ingest(outlets=str(tmp_path / "mine.csv")))
    assert taken.documents[0].outlet == "Velmora Courier"


def test_a_register_without_names_is_an_error_that_says_what_was_needed(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("title\nVelmora Courier\n")
    with pytest.raises(InputError, match="no column `name`"):
        register(str(tmp_path / "mine.csv"))
    with pytest.raises(InputError, match="No such file"):
        register(str(tmp_path / "nowhere.csv"))


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("МОСКВА, 9 мар - РИА Новости. Паром не выйдет.", "RIA Novosti"),
        ("КИЇВ. 9 березня. УНІАН. Пором не вийде.", "UNIAN"),
        ("Velmora (dpa) - Die Fähre fährt nicht.", "Deutsche Presse-Agentur"),
        ("دمشق-سانا\nلن تبحر العبارة.", "SANA"),
        ("In Velmora, Reuters was told that the ferry would not sail.", None),
        ("Officials, Reuters, and others were told.", None),
    ],
)
def test_an_agency_of_the_register_is_known_in_a_dateline_without_brackets(
    tmp_path: Path, start: str, name: str | None
) -> None:
    (tmp_path / "a.txt").write_text(start, encoding="utf8")
    (document,) = ingest(tmp_path).documents
    assert document.outlet == name

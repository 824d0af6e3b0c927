"""States by name, capital and metonym: every state as well as any other, in every language."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from headwater.read.states import is_capital_city, state_named

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "ru", "uk", "ar", "tr")


def rows() -> list[dict[str, str]]:
    path = files("headwater.read").joinpath("data", "states.csv")
    with path.open(encoding="utf8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_state_has_a_name_and_a_capital_in_every_language(code: str) -> None:
    assert [row["code"] for row in rows() if not row[f"name_{code}"] or not row[f"capital_{code}"]] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_in_the_register_names_a_state(code: str) -> None:
    unknown = [row["code"] for row in rows() for name in row[f"name_{code}"].split("|") if state_named(name) is None]
    assert unknown == []


@pytest.mark.parametrize(
    ("written", "code", "by_capital"),
    [
        ("Китая", "CN", False),
        ("России", "RU", False),
        ("Саудовской Аравией", "SA", False),
        ("Соединенных Штатов", "US", False),
        ("Того", "TG", False),
        ("Москве", "RU", True),
        ("Києва", "UA", True),
        ("Ізраїлю", "IL", False),
        ("Північної Кореї", "KP", False),
        ("Єгипту", "EG", False),
        ("Кремля", "RU", True),
    ],
)
def test_a_declined_name_names_its_state(written: str, code: str, by_capital: bool) -> None:
    state = state_named(written)
    assert state is not None
    assert state.code == code
    assert is_capital_city(written) is by_capital


@pytest.mark.parametrize("written", ["Стоимость", "Рубеж", "Сына", "дома", "а", ""])
def test_a_word_that_only_ends_like_a_name_names_none(written: str) -> None:
    assert state_named(written) is None

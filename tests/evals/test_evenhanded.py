from __future__ import annotations

import pytest

import evenhanded
from evenhanded import Filled, Filler, compare, exchanged, fill

STATES = {"1": Filler({"state": "the Netherlands", "adj": "Dutch"}, second=True), "2": Filler({"state": "Togo"})}


def test_a_template_is_filled_with_forms_capitals_and_agreement() -> None:
    filled = fill("{State1} [has/have] warned {state2}; [2:it/they] answered {adj1} envoys.", "en", "x", STATES)
    assert filled.text == "The Netherlands have warned Togo; it answered Dutch envoys."
    assert [filled.text[b:e] for b, e in filled.slots] == ["The Netherlands", "have", "Togo", "it", "Dutch"]


def test_a_place_does_not_depend_on_how_long_a_name_is() -> None:
    short, long = (
        fill("Yes, {state1} said so.", "en", "x", {"1": Filler({"state": s})}) for s in ("Ur", "Côte d’Ivoire")
    )
    assert short.place(short.text.index("said")) == long.place(long.text.index("said"))
    assert short.place(5) == long.place(5)
    assert long.place(8) not in (long.place(5), long.place(long.text.index(" said")))


def test_actors_are_exchanged_whole_and_their_places_kept() -> None:
    pairs = {"Ana Ruiz": "Bo Lindqvist", "Ruiz": "Lindqvist", "Bo Lindqvist": "Ana Ruiz", "Lindqvist": "Ruiz"}
    text, old, new = exchanged("Ana Ruiz met Bo Lindqvist; Ruiz, not Ruizenberg, left.", pairs)
    assert text == "Bo Lindqvist met Ana Ruiz; Lindqvist, not Ruizenberg, left."
    assert [text[b:e] for b, e in new] == ["Bo Lindqvist", "Ana Ruiz", "Lindqvist"]
    assert len(old) == len(new) == 3


def pair(left: str, right: str, template: str) -> tuple[Filled, Filled]:
    one, other = (fill(template, "en", s, {"1": Filler({"state": s})}) for s in (left, right))
    return one, other


def test_the_same_reading_under_another_name_is_the_same() -> None:
    outcome = compare([pair("France", "Togo", "{State1} said that the talks would go on.")])
    assert (outcome.same, outcome.total, outcome.differing) == (1, 1, [])


def test_a_reading_that_depends_on_the_name_is_listed() -> None:
    outcome = compare([pair("France", "the", "{State1} said that the talks would go on.")])
    assert outcome.share < 1
    assert "en France | the" in outcome.differing[0]


@pytest.mark.parametrize("code", evenhanded.all_languages())
def test_every_language_swaps_states_persons_parties_and_outlets(code: str) -> None:
    pairs = list(evenhanded.template_pairs(code))
    assert len(pairs) > 80
    assert not any("{" in one.text or "[" in one.text for couple in pairs for one in couple)


def test_the_readings_are_the_same_in_ten_languages() -> None:
    assert len(evenhanded.all_languages()) == 10
    outcome = compare(
        pair for code in evenhanded.all_languages() for pair in list(evenhanded.template_pairs(code))[::7]
    )
    assert outcome.total > 150
    assert outcome.share >= 0.97, outcome.differing[:5]

"""Why a sentence was read as it was, as data and on a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from headwater.core import Attribution, Extent, InputError, Reading, Span, Trace, When
from headwater.show.explain import explain
from headwater.show.terminal import print_explained

Story = tuple[Trace, tuple[Reading, ...]]


def found(reading: Reading, because: tuple[str, ...]) -> Reading:
    return replace(reading, attributions=tuple(replace(a, because=because) for a in reading.attributions))


def shown(reading: Reading, sentence: str | int) -> str:
    out = io.StringIO()
    print_explained(explain(reading, sentence), Console(file=out, width=200, no_color=True, highlight=False))
    return out.getvalue()


def test_a_sentence_is_explained_by_who_what_and_which_rule(story: Story) -> None:
    reading = found(story[1][1], ("content before its cue",))
    explained = explain(reading, "sluice was shut")
    assert explained.text == "The sluice was shut at noon, the Lake Board said."
    (reason,) = explained.reasons
    assert (reason.who, reason.cue, reason.by, reason.confidence) == ("Lake Board", "said", "rule", 0.9)
    assert reason.rules == ("a clause, then a verb of saying with its subject",)
    assert explained.unread is None


@pytest.mark.parametrize(
    ("because", "by", "rules"),
    [
        (("model",), "model", ()),
        (("model", "cue and that"), "both", ("a verb of saying or believing, then “that”",)),
        (("cue and that", "model"), "both", ("a verb of saying or believing, then “that”",)),
        (("a rule of tomorrow",), "rule", ("a rule of tomorrow",)),
    ],
)
def test_model_rule_or_both_found_it(story: Story, because: tuple[str, ...], by: str, rules: tuple[str, ...]) -> None:
    (reason,) = explain(found(story[1][1], because), "Lake Board").reasons
    assert (reason.by, reason.rules) == (by, rules)


def test_the_pieces_are_the_sentence_with_its_marks(story: Story) -> None:
    explained = explain(story[1][1], "Lake Board said")
    assert "".join(piece.words for piece in explained.pieces) == explained.text
    marked = [(piece.role, piece.words) for piece in explained.pieces if piece.role]
    assert marked == [("content", "The sluice was shut at noon,"), ("source", "the Lake Board"), ("cue", "said")]


def test_words_are_found_over_line_ends_and_whatever_their_case(story: Story) -> None:
    assert explain(story[1][1], "THE  lake\nboard").reasons == explain(story[1][1], 35).reasons


def test_the_marks_of_a_nested_attribution_are_the_inner_ones(story: Story) -> None:
    reading = story[1][1]
    outer = replace(reading.attributions[0], content=Extent.of([Span(0, 48)]), source=None, cue=None, id="outer")
    inner = replace(reading.attributions[0], outer="outer")
    explained = explain(replace(reading, attributions=(outer, inner)), "sluice")
    assert [reason.inside for reason in explained.reasons] == [None, 1]
    assert [piece.number for piece in explained.pieces if piece.role == "cue"] == [2]


def test_what_nobody_is_said_to_have_said_is_the_outlets_own_voice(story: Story) -> None:
    explained = explain(story[1][0], 3)
    assert explained.reasons == ()
    assert explained.unread == "Nothing here was read as anybody's words: it stands in the outlet's own voice."


def test_a_language_without_a_pack_is_given_as_the_reason(story: Story) -> None:
    reading = replace(story[1][0], notes=("language xx: quotation marks and credits only",))
    assert explain(reading, 3).unread == "language xx: quotation marks and credits only"


@pytest.mark.parametrize("sentence", ["the moon fell", "  ", 9999, -1])
def test_what_is_not_in_the_text_is_refused_with_what_was_needed(story: Story, sentence: str | int) -> None:
    with pytest.raises(InputError, match=r"words|offset"):
        explain(story[1][0], sentence)


def test_a_title_or_an_initial_ends_no_sentence(story: Story) -> None:
    text = "He left. Mr. Lee met J. Doe there. They spoke."
    reading = Reading(replace(story[1][0].document, text=text))
    assert explain(reading, "Doe").text == "Mr. Lee met J. Doe there."


def test_the_terminal_shows_marks_without_colour_and_nobody_as_nobody(story: Story) -> None:
    named = shown(found(story[1][1], ("model", "cue and that")), "sluice")
    assert "[The sluice was shut at noon,]1 ‹the Lake Board›1 /said/1." in named
    assert "found by the trained model and a rule: a verb of saying or believing, then “that”" in named
    assert "90% sure" in named
    assert "nobody named" in shown(found(story[1][2], ("hearsay adverb",)), "sluice")


def test_the_time_of_saying_is_shown_as_the_days_it_may_be(story: Story) -> None:
    from datetime import date

    reading = story[1][1]
    said = When.days(date(2031, 5, 1), date(2031, 5, 3))
    dated = replace(reading, attributions=(replace(reading.attributions[0], said=said),))
    assert "said: 2031-05-01 to 2031-05-03" in shown(dated, "sluice")


def test_a_report_cannot_steer_the_terminal_through_its_explanation(story: Story) -> None:
    document = replace(story[1][0].document, text="\x1b[2JThe sluice \x07said.")
    a = Attribution("x.a1", None, Extent.of([Span(16, 21)]), None, because=("\x1b[31m",))
    assert "\x1b" not in shown(Reading(document, attributions=(a,)), 8)

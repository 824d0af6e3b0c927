import io

from rich.console import Console

from headwater.core import Reading, Trace
from headwater.show.terminal import print_reading, print_trace

Story = tuple[Trace, tuple[Reading, ...]]


def shown(reading: Reading) -> str:
    out = io.StringIO()
    print_reading(reading, Console(file=out, width=200, no_color=True, highlight=False))
    return out.getvalue()


def test_voices_have_signs_and_speakers_numbers_without_any_colour(story: Story) -> None:
    named, nobody = shown(story[1][1]), shown(story[1][2])
    assert "‹The sluice was shut at noon,›[1] the Lake Board said" in named
    assert "~The sluice was~" in nobody
    assert "[?]" in nobody


def test_a_report_cannot_steer_the_terminal(story: Story) -> None:
    from dataclasses import replace

    reading = story[1][0]
    hostile = replace(reading, document=replace(reading.document, text="\x1b[2Jgone\x07 " + reading.document.text))
    text = shown(hostile)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_the_summary_says_who_denies_and_what_is_not_known(story: Story, capsys: object) -> None:
    print_trace(story[0])
    out = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "1–2 independent origins: Lake Board" in out
    assert "denied by Reed Post" in out
    assert "changed: time changed" in out

from headwater.core import Reading, Trace
from headwater.show.highlight import highlight

Story = tuple[Trace, tuple[Reading, ...]]


def test_the_segments_are_the_text_again(story: Story) -> None:
    for reading in story[1]:
        lit = highlight(reading)
        assert "\n".join("".join(s.words for s in p) for p in lit.paragraphs) == reading.document.text


def test_a_broken_content_keeps_its_cue_apart(story: Story) -> None:
    lit = highlight(story[1][2])
    shapes = [(s.words, s.voice, s.role) for s in lit.paragraphs[0]]
    assert shapes == [
        ("The sluice was", "hearsay", ""),
        (" ", "own", ""),
        ("reportedly", "own", "cue"),
        (" ", "own", ""),
        ("shut at one", "hearsay", ""),
        (".", "own", ""),
    ]


def test_speakers_are_numbered_by_first_words_and_nobody_is_a_question_mark(story: Story) -> None:
    named, nobody = highlight(story[1][1]), highlight(story[1][2])
    assert [(s.number, s.name) for s in named.speakers] == [(1, "Lake Board")]
    assert nobody.unnamed == 1
    assert [s.ends for p in nobody.paragraphs for s in p if s.ends] == [(0,)]

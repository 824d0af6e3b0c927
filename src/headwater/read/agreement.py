"""What the form of a verb of saying tells of its subject."""

from __future__ import annotations

from headwater.core import Extent
from headwater.read.language import Language
from headwater.read.people import Gender
from headwater.read.words import Words

# Past tense in Russian and Ukrainian agrees in gender.
_PAST: dict[str, tuple[tuple[str, Gender], ...]] = {
    "ru": (("лась", "f"), ("ла", "f"), ("лся", "m"), ("л", "m")),
    "uk": (("лася", "f"), ("лась", "f"), ("ла", "f"), ("вся", "m"), ("в", "m")),
}


def gender_of_verb(words: Words, language: Language, source: Extent, cue: Extent) -> Gender:
    """The gender of one speaker that the verb shows ("сказала", "قالت"); "" where it shows none.

    Only a verb beside its source tells: "по словам" is no verb, and a noun of saying has a gender of its own.
    """
    if language.code not in ("ru", "uk", "ar"):
        return ""
    for span in cue:
        for i in range(*words.range_of(span)):
            word = words.lower[i]
            if word not in language.cues:
                continue
            if language.code == "ar":
                # The verb before its subject: قالت مديرة; the ت of the present stands in front.
                if word.endswith("ت") and len(word) > 3:
                    return "f"
                return "m" if source.start > span.start and not word.startswith("ت") else ""
            for ending, gender in _PAST[language.code]:
                if word.endswith(ending):
                    return gender
    return ""

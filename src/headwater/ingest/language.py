"""Which language a text is in: by its common words, and by py3langid only where they do not tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

# As many characters as decide: py3langid takes 0.3 ms for them, and a longer text says nothing new.
LOOKED_AT = 2_000
# A hundred words hold thirty common ones: most texts need no second look.
FIRST_LOOK = 600

_WORD = re.compile(r"[^\W\d_]+")


@cache
def common_words() -> dict[str, tuple[str, ...]]:
    """Common words, lower case, each with the languages it is common in (ISO 639-1)."""
    table = tomllib.loads((resources.files("headwater.ingest") / "data" / "words.toml").read_text("utf8"))
    found: dict[str, list[str]] = {}
    for code, words in sorted(table.items()):
        for word in words["common"].split():
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where its first 2,000 characters do not tell."""
    words: list[str] = []
    counted: Counter[str] = Counter()
    best: str | None = None
    for start, stop in ((0, FIRST_LOOK), (FIRST_LOOK, LOOKED_AT)):
        more = _WORD.findall(text[start:stop].lower())
        words += more
        table = common_words()
        for word in more:
            for known in table.get(word, ()):
                counted[known] += 1
        ranked = counted.most_common(2)
        if ranked:
            best, hits = ranked[0]
            rival = ranked[1][1] if len(ranked) > 1 else 0
            # One word in eight is a common one in running text; twice the runner-up leaves no doubt between neighbours.
            if hits >= 4 and hits * 8 >= len(words) and hits >= 2 * rival:
                return best
        if stop >= len(text):
            break
    if len(words) < 3:
        return None
    code, sure = _model().classify(text[:LOOKED_AT])
    return str(code) if sure >= 0.9 or (best == code and sure >= 0.5) else None


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

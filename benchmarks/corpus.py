"""A seeded corpus of articles and derived copies whose derivation is known: the same seed gives the same corpus.

The articles are of invented words drawn by Zipf's law, or come from a folder of plain texts that the caller names.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

# (text, where it is from: article and sentence, or None for text made up on the spot)
Sentence = tuple[str, tuple[int, int] | None]
LOOK_ALIKES = str.maketrans("aeopcxy", "аеорсху")
FOOTERS = ("Sign up for our daily newsletter.", "Share this story.", "Follow us everywhere.", "All rights reserved.")


@dataclass(slots=True)
class Corpus:
    """`documents`: (id, text); `kinds`: id → how it was made; `holds`: id → the sentences of articles it holds."""

    documents: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    holds: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """The documents as JSON Lines."""
        with path.open("w", encoding="utf8") as out:
            for name, text in self.documents:
                out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


class _Writer:
    """Draws words, sentences and articles."""

    def __init__(self, seed: int, folder: Path | None) -> None:
        self.rng = random.Random(seed)
        syllables = [
            "ba",
            "be",
            "bor",
            "da",
            "dra",
            "el",
            "fi",
            "gan",
            "go",
            "hu",
            "ka",
            "lem",
            "lu",
            "mar",
            "nen",
            "or",
            "ost",
            "pra",
            "qui",
            "ros",
            "sta",
            "ten",
            "tur",
            "vel",
            "wim",
            "za",
        ]
        words = {"".join(self.rng.choices(syllables, k=self.rng.randint(1, 4))) for _ in range(60_000)}
        self.words = sorted(words, key=lambda word: (len(word), word))  # the short ones are the common ones
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.articles = (
            [split(path.read_text(encoding="utf8")) for path in sorted(folder.glob("*.txt"))] if folder else []
        )

    def sentence(self) -> str:
        drawn = self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randint(6, 30))
        return " ".join(drawn).capitalize() + "."

    def article(self) -> list[str]:
        return self.articles.pop() if self.articles else [self.sentence() for _ in range(self.rng.randint(10, 30))]

    def host(self) -> list[Sentence]:
        return [(self.sentence(), None) for _ in range(self.rng.randint(8, 25))]

    def changed(self, sentences: list[Sentence], rate: float) -> list[Sentence]:
        def change(match: re.Match[str]) -> str:
            other = self.rng.choices(self.words, cum_weights=self.weights)[0]
            return other if self.rng.random() < rate else match.group()

        return [(re.sub(r"\w+", change, text), place) for text, place in sentences]

    def in_host(self, part: list[Sentence]) -> list[Sentence]:
        host = self.host()
        at = self.rng.randint(1, len(host) - 1)
        return host[:at] + part + host[at:]

    def some(self, sentences: list[Sentence], count: int) -> list[Sentence]:
        at = self.rng.randint(0, max(0, len(sentences) - count))
        return sentences[at : at + count]

    def long_sentence(self, sentences: list[Sentence]) -> list[Sentence]:
        """One sentence of twelve words or more, as a quotation is."""
        return [self.rng.choice([s for s in sentences if len(s[0].split()) >= 12] or sentences)]

    def shuffled(self, sentences: list[Sentence]) -> list[Sentence]:
        kept = [s for s in sentences if self.rng.random() > 0.2]
        self.rng.shuffle(kept)
        return kept


Maker = Callable[[_Writer, list[Sentence]], list[Sentence]]
KINDS: dict[str, Maker] = {
    "verbatim": lambda w, s: s,
    "lead rewritten": lambda w, s: w.changed(s[:3], 1.0) + s[3:],
    "5% of words changed": lambda w, s: w.changed(s, 0.05),
    "10% of words changed": lambda w, s: w.changed(s, 0.1),
    "20% of words changed": lambda w, s: w.changed(s, 0.2),
    "40% of words changed": lambda w, s: w.changed(s, 0.4),
    "look-alike letters": lambda w, s: [(text.translate(LOOK_ALIKES), place) for text, place in s],
    "sentences reordered": lambda w, s: w.shuffled(s),
    "half": lambda w, s: w.some(s, len(s) // 2),
    "half in a host": lambda w, s: w.in_host(w.some(s, len(s) // 2)),
    "paragraph in a host": lambda w, s: w.in_host(w.some(s, 3)),
    "paragraph, 10% changed": lambda w, s: w.in_host(w.changed(w.some(s, 3), 0.1)),
    "sentence in a host": lambda w, s: w.in_host(w.long_sentence(s)),
    "sentence, 10% changed": lambda w, s: w.in_host(w.changed(w.long_sentence(s), 0.1)),
}


def split(text: str) -> list[str]:
    """The sentences of a plain text, roughly."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n\s*\n", text) if part.strip()]


def make(documents: int, seed: int = 7, folder: Path | None = None) -> Corpus:
    """A corpus of so many documents: a twentieth articles, a third copies of all kinds in turn, the rest unrelated.

    `folder`: plain texts to take the articles from while there are some.
    """
    writer = _Writer(seed, folder)
    corpus = Corpus()
    articles: list[list[Sentence]] = []
    for n in range(max(1, documents // 20)):
        articles.append([(text, (n, at)) for at, text in enumerate(writer.article())])
    made = [("article", article) for article in articles]
    for n in range(documents // 3):
        kind = list(KINDS)[n % len(KINDS)]
        made.append((kind, KINDS[kind](writer, writer.rng.choice(articles))))
    made += [("unrelated", writer.host()) for _ in range(documents - len(made))]
    writer.rng.shuffle(made)
    for n, (kind, sentences) in enumerate(made):
        name = f"d{n:07}"
        footer = writer.rng.sample(FOOTERS, writer.rng.randint(0, 2))
        corpus.documents.append((name, "\n\n".join([" ".join(text for text, _ in sentences), *footer])))
        corpus.kinds[name] = kind
        corpus.holds[name] = frozenset(place for _, place in sentences if place)
    return corpus

"""Lists and tables of a language pack as lexicons: words for dates, figures, credits and forms of address."""

from __future__ import annotations

from headwater.read.language import Language, Lexicon


def listed(language: Language, *path: str) -> tuple[str, ...]:
    """The forms listed under `path`, each once, in the pack's order."""
    return tuple(dict.fromkeys(language.listed(*path)))


def lexicon(language: Language, *path: str) -> Lexicon:
    """The forms listed under `path` as a lexicon."""
    return Lexicon(listed(language, *path), language.code)


def valued(language: Language, *path: str) -> Lexicon:
    """A table under `path` as a lexicon of form to value, values as text."""
    return Lexicon({form: str(value) for form, value in language.table(*path).items()}, language.code)


def setting(language: Language, *path: str, default: str) -> str:
    """One word under `path`."""
    return str(language.table(*path[:-1]).get(path[-1], default))


def firsts(*lexicons: Lexicon) -> frozenset[str]:
    """The words that an entry of any of the lexicons can begin with (stems aside)."""
    return frozenset(word for one in lexicons for word in (*one.words, *one.phrases))

"""Words for dates, figures, credits and forms of address: `figures/xx.toml`, beside what the language pack has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from headwater.read.language import Language, Lexicon


def listed(language: Language, *path: str) -> tuple[str, ...]:
    """The forms listed under `path`, the pack's first, each once; "a|b" in a file counts as two."""
    forms = (*language.listed(*path), *_list(_file(language.code), path))
    return tuple(dict.fromkeys(one for form in forms for one in form.split("|")))


def lexicon(language: Language, *path: str) -> Lexicon:
    """The forms listed under `path` as a lexicon."""
    return Lexicon(listed(language, *path), language.code)


def valued(language: Language, *path: str) -> Lexicon:
    """A table under `path` as a lexicon of form to value, values as text; the file's word counts over the pack's."""
    found: dict[str, str] = {}
    for source in (language.table(*path), _table(_file(language.code), path)):
        for forms, value in source.items():
            for form in forms.split("|"):
                found[form] = str(value)
    return Lexicon(found, language.code)


def numbered(language: Language, *path: str) -> Lexicon:
    """A list under `path` as a lexicon of form to its place, counted from "1"; a pack's table of numbers counts, too."""
    found: dict[str, str] = {form: str(value) for form, value in language.table(*path).items()}
    for place, forms in enumerate(_list(_file(language.code), path), start=1):
        for form in forms.split("|"):
            found[form] = str(place)
    return Lexicon(found, language.code)


def setting(language: Language, *path: str, default: str) -> str:
    """One word under `path`."""
    at: Any = _table(_file(language.code), path[:-1])
    return str(language.table(*path[:-1]).get(path[-1], at.get(path[-1], default)))


def firsts(*lexicons: Lexicon) -> frozenset[str]:
    """The words that an entry of any of the lexicons can begin with (stems aside)."""
    return frozenset(word for one in lexicons for word in (*one.words, *one.phrases))


@lru_cache(maxsize=32)
def _file(code: str) -> Mapping[str, Any]:
    path = files("headwater.read").joinpath("figures", f"{code}.toml")
    return tomllib.loads(path.read_text(encoding="utf8")) if code.isalpha() and path.is_file() else {}


def _table(found: Any, path: tuple[str, ...]) -> Mapping[str, Any]:
    for key in path:
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return found if isinstance(found, Mapping) else {}


def _list(found: Any, path: tuple[str, ...]) -> tuple[str, ...]:
    forms = _table(found, path[:-1]).get(path[-1], ())
    return tuple(forms) if isinstance(forms, list) else ()

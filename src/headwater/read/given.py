"""Given names that are a woman's or a man's, as a register of facts: they rule a pronoun out, and never name anybody."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from headwater.read.people import Gender
from headwater.read.states import fold_name


def gender_of_given(name: str) -> Gender:
    """The gender that the given name of a full name shows, "" for a name of one word or one not listed."""
    parts = fold_name(name).split()
    if len(parts) < 2:
        return ""
    return _register().get(parts[0], "")


@lru_cache(maxsize=1)
def _register() -> dict[str, Gender]:
    path = files("headwater.read").joinpath("data", "given_names.toml")
    found = tomllib.loads(path.read_text(encoding="utf8"))
    women, men = ({fold_name(n) for line in found[key] for n in line.split()} for key in ("women", "men"))
    genders: dict[str, Gender] = dict.fromkeys(women, "f")
    for name in men:
        # A name of both is of neither.
        genders[name] = "" if name in genders else "m"
    return genders

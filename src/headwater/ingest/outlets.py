"""The register of outlets and agencies: facts (name, aliases, domains, kind, country, languages), no ratings."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from headwater.core import InputError

FIELDS = ("name", "aliases", "domains", "kind", "country", "languages")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of the register. `country` is ISO 3166 (two letters, empty for none), `languages` ISO 639-1."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()


def folded(name: str) -> str:
    """`name` as it is compared: no case, accents, punctuation or leading article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    words = plain.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


_ARTICLES = frozenset(
    ["the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "il", "lo", "der", "die", "das", "o", "os", "as"]
)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)


def domain_of(url: str | None) -> str | None:
    """The host of `url` in lower case without `www.`, `m.` or `amp.`; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else "//" + url).hostname
    except ValueError:
        return None
    if not host or not _HOST.fullmatch(host):
        return None
    for prefix in ("www.", "m.", "amp.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix) :]
    return host


_PLACE = re.compile(r"\s*\([^()]*\)$")


class Register:
    """Outlets by name, alias and domain. A name that several bear names none of them: see `named`."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.outlets = tuple(outlets)
        self._by_name: dict[str, Outlet] = {}
        self._by_alias: dict[str, list[Outlet]] = {}
        self._by_domain: dict[str, Outlet] = {}
        for outlet in self.outlets:
            self._by_name.setdefault(folded(outlet.name), outlet)
            # "El Universal (México)" is called "El Universal" at home, as is the one of Caracas.
            others = {folded(name) for name in (*outlet.aliases, _PLACE.sub("", outlet.name))}
            for name in sorted(others - {folded(outlet.name), ""}):
                self._by_alias.setdefault(name, []).append(outlet)
            for domain in outlet.domains:
                self._by_domain.setdefault(domain, outlet)

    def __len__(self) -> int:
        return len(self.outlets)

    def named(self, name: str) -> tuple[Outlet, ...]:
        """Every outlet that bears this name: the one whose first name it is, else all that use it as another."""
        key = folded(name)
        known = self._by_name.get(key)
        return (known,) if known else tuple(self._by_alias.get(key, ()))

    def at(self, domain_or_url: str) -> Outlet | None:
        """The outlet whose site this is, subdomains included."""
        host = domain_of(domain_or_url)
        while host and "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None

    def find(self, name_or_domain: str) -> Outlet | None:
        """The one outlet that bears this name or whose site this is; None where none or several do."""
        known = self.named(name_or_domain)
        if known:
            return known[0] if len(known) == 1 else None
        return self.at(name_or_domain) if "." in name_or_domain else None


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """Rows of an outlets CSV, in its order; several aliases, domains or languages are separated by `|`.

    Raises InputError when the file cannot be read or has no `name` column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if "name" not in (rows.fieldnames or ()):
                raise InputError(f"{path}: no column `name`; an outlets file has the columns {', '.join(FIELDS)}")
            return tuple(_outlet(row) for row in rows if (row.get("name") or "").strip())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; --outlets needs a CSV with {', '.join(FIELDS)}") from error


def _outlet(row: dict[str, str]) -> Outlet:
    def several(field: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (row.get(field) or "").split("|") if part.strip())

    return Outlet(
        name=row["name"].strip(),
        aliases=several("aliases"),
        domains=tuple(domain.lower() for domain in several("domains")),
        kind=(row.get("kind") or "").strip(),
        country=(row.get("country") or "").strip().upper(),
        languages=several("languages"),
    )


@cache
def register(path: str | None = None) -> Register:
    """The shipped register; with `path`, the user's own rows before it. Raises InputError, see `read_outlets`."""
    shipped = resources.files("headwater.ingest") / "data" / "outlets.csv"
    with resources.as_file(shipped) as file:
        rows = read_outlets(file)
    return Register((*(read_outlets(Path(path)) if path else ()), *rows))

"""A local register of actors with Wikidata ids: a file that the user gives. Nothing is looked up anywhere else."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from headwater.core import InputError
from headwater.core.reading import ActorKind
from headwater.link.bodies import plain

KINDS = tuple(kind for kind in get_args(ActorKind) if kind != "unnamed")
"""What an entry may be; an unnamed source is in no register."""
_QID = re.compile(r"Q[1-9]\d*")
_BODIES = frozenset({"organisation", "outlet", "document", "state"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of a register: `name` is the one to show, `qid` its Wikidata id or None."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    qid: str | None = None

    @property
    def key(self) -> str:
        """What tells it from other entries: its id, else its kind and name."""
        return self.qid or f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Register:
    """Actors that somebody has listed. A name that two entries of fitting kinds share tells neither."""

    entries: tuple[Entry, ...] = ()
    _by_name: Mapping[str, tuple[Entry, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for name in dict.fromkeys(plain(n) for n in (entry.name, *entry.aliases)):
                if name:
                    found[name].append(entry)
        object.__setattr__(self, "_by_name", {name: tuple(entries) for name, entries in found.items()})

    def __bool__(self) -> bool:
        return bool(self.entries)

    def entry_of(self, names: Iterable[str], kind: ActorKind) -> Entry | None:
        """The one entry that goes by any of `names`, letter for letter but for case, accents and article."""
        if kind == "unnamed":
            return None
        fitting = {
            entry.key: entry
            for name in names
            for entry in self._by_name.get(plain(name), ())
            if (entry.kind in _BODIES and kind in _BODIES) or entry.kind == kind
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def read_register(path: str | Path) -> Register:
    """The register in a CSV file with a header: `name`, `kind`, and, if wanted, `aliases` and `qid`; others are ignored.

    `aliases` are parted by "|". `kind` is person, organisation, state, outlet or document. Lines that begin with "#" and
    empty lines are left out. Raises InputError with the line for a file that cannot be read, a missing column or name, a
    kind or id that is none, and an id given twice.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; give a CSV file with the columns name, kind") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip() and line[:1] != "#"]
    if not numbered:
        raise InputError(f"{path}: empty; the first line must be a header with the columns name, kind")
    first = numbered[0][1]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader([line for _, line in numbered], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"{path}: not a CSV file: {error}; a quoted cell must end on its line") from error
    header = [cell.strip().casefold() for cell in rows[0]]
    missing = [column for column in ("name", "kind") if column not in header]
    if missing:
        raise InputError(f"{path}: no column {' and '.join(missing)} in the header ({', '.join(header)})")
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for (number, _), cells in zip(numbered[1:], rows[1:], strict=True):
        row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
        entry = _entry(row, f"{path}, line {number}")
        if entry.qid is not None and seen.setdefault(entry.qid, number) != number:
            raise InputError(f"{path}, line {number}: {entry.qid} stands on line {seen[entry.qid]} already; "
                             "put all its names on one line, as aliases parted by |")  # fmt: skip
        entries.append(entry)
    return Register(tuple(entries))


def _entry(row: Mapping[str, str], where: str) -> Entry:
    name, kind, qid = row.get("name", ""), row.get("kind", "").casefold(), row.get("qid", "").upper() or None
    if not name:
        raise InputError(f"{where}: no name")
    if kind not in KINDS:
        raise InputError(f"{where}: kind {kind!r} is none of {', '.join(KINDS)}")
    if qid is not None and not _QID.fullmatch(qid):
        raise InputError(f"{where}: {row['qid']!r} is no Wikidata id; it looks like Q42")
    aliases = tuple(
        dict.fromkeys(a.strip() for a in row.get("aliases", "").split("|") if a.strip() and a.strip() != name)
    )
    return Entry(name, cast(ActorKind, kind), aliases, qid)

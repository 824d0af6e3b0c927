"""Ghosts: whom the reports cite although nothing of theirs is among the documents."""

from __future__ import annotations

import hashlib

from headwater.core import ActorGroup, Cited, Ghost
from headwater.trace.pile import Pile, fold


class Ghosts:
    """One ghost for each party cited and not held, whatever the spelling, found by its resolved actor."""

    def __init__(self, pile: Pile) -> None:
        self._pile = pile
        self._by_key: dict[str, Ghost] = {}
        self.by_id: dict[str, Ghost] = {}
        self._named: dict[str, ActorGroup | None] = {}
        for group in pile.links.actors:
            if group.kind == "unnamed":
                continue
            for name in sorted({fold(name) for name in group.names}):
                # A name that two groups share says nothing about which of them is meant.
                self._named[name] = None if name in self._named else group

    def group(self, cited: Cited) -> ActorGroup | None:
        """The actor that a cited party is, where it could be resolved."""
        found = self._pile.group_of.get((cited.doc, cited.actor)) if cited.actor else None
        return found or self._named.get(fold(cited.name))

    def of(self, cited: Cited) -> Ghost:
        """The ghost of a cited party; the same one for every document that means the same party."""
        group = self.group(cited)
        key = group.id if group else fold(cited.name)
        if key not in self._by_key:
            name, kind = (group.name, group.kind) if group else (cited.name, cited.kind)
            mark = hashlib.sha256(fold(name).encode("utf8", "surrogatepass")).hexdigest()[:10]
            wanted, n = f"g{mark}", 1
            while wanted in self.by_id:
                n += 1
                wanted = f"g{mark}-{n}"
            self._by_key[key] = self.by_id[wanted] = Ghost(wanted, name, kind)
        return self._by_key[key]

    def all(self) -> tuple[Ghost, ...]:
        """Every ghost met, by name."""
        return tuple(sorted(self._by_key.values(), key=lambda ghost: (fold(ghost.name), ghost.id)))

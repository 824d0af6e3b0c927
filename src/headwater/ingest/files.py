"""Which files there are: folders walked in order, each file once, with a reason for each one left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from headwater.core import Skipped


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `path` as it can be opened, `uri` its place below the folder that was asked for."""

    path: str
    uri: str

    @property
    def shown(self) -> str:
        """The path as it can be printed: bytes that are no UTF-8 replaced by U+FFFD."""
        return printable(self.path)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePath(self.path).name

    @property
    def suffix(self) -> str:
        """The ending in lower case, with its dot; empty where there is none."""
        return PurePath(self.path).suffix.lower()

    def skipped(self, reason: str, line: int | None = None) -> Skipped:
        """This file, or one line of it (counted from 1), as left out."""
        return Skipped(self.shown if line is None else f"{self.shown}:{line}", "ingest", reason)

    def read(self, most: int) -> bytes | Skipped:
        """All its bytes, or why not: empty, larger than `most` bytes (then not read), not readable."""
        try:
            size = os.stat(self.path).st_size
            if size > most:
                return self.skipped(f"too large: {size:,} bytes, the limit is {most:,}")
            with open(self.path, "rb") as stream:
                raw = stream.read(most + 1)
        except OSError as error:
            return self.skipped(cannot_read(error))
        if len(raw) > most:
            return self.skipped(f"too large: more than {most:,} bytes")
        if not raw:
            return self.skipped("empty file")
        return raw


def printable(path: str) -> str:
    """A path without the surrogates that stand for bytes of a name which are no UTF-8."""
    return path.encode("utf8", "surrogateescape").decode("utf8", "replace")


def cannot_read(error: OSError) -> str:
    """Why the system would not let us read, in a few words."""
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return f"cannot be read: {error.strerror or error}"


def walk(paths: Iterable[str | os.PathLike[str]], hidden: bool = False) -> Iterator[File | Skipped]:
    """Every file under `paths`, each once, by path; names starting with a dot are passed over unless `hidden`.

    A path named outright is taken even if hidden. Links to folders are followed, each folder once, so a loop ends.
    Pipes, sockets and devices are skipped, as is what cannot be listed or is not there.
    """
    found: dict[str, File] = {}
    skipped: list[Skipped] = []
    seen: set[tuple[int, int]] = set()
    for given in paths:
        root = os.fspath(given)
        try:
            mode = os.stat(root)
        except (OSError, ValueError) as error:
            skipped.append(
                Skipped(printable(root), "ingest", cannot_read(error) if isinstance(error, OSError) else str(error))
            )
            continue
        if stat.S_ISDIR(mode.st_mode):
            _folder(root, root, hidden, found, skipped, seen)
        elif stat.S_ISREG(mode.st_mode):
            found.setdefault(os.path.normpath(root), File(root, printable(os.path.basename(root))))
        else:
            skipped.append(Skipped(printable(root), "ingest", "neither a file nor a folder"))
    yield from sorted(skipped, key=lambda each: each.uri)
    yield from sorted(found.values(), key=lambda file: file.path)


def _folder(
    root: str,
    folder: str,
    hidden: bool,
    found: dict[str, File],
    skipped: list[Skipped],
    seen: set[tuple[int, int]],
) -> None:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = os.stat(here)
            key = (status.st_dev, status.st_ino)
            if key in seen:
                continue
            seen.add(key)
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            skipped.append(Skipped(printable(here), "ingest", cannot_read(error)))
            continue
        for entry in entries:
            if entry.name.startswith(".") and not hidden:
                continue
            try:
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.is_file():
                    uri = printable(PurePath(os.path.relpath(entry.path, root)).as_posix())
                    found.setdefault(os.path.normpath(entry.path), File(entry.path, uri))
                elif entry.is_symlink():
                    skipped.append(
                        Skipped(printable(entry.path), "ingest", "a link that leads nowhere or round in a loop")
                    )
                else:
                    skipped.append(Skipped(printable(entry.path), "ingest", "neither a file nor a folder"))
            except OSError as error:
                skipped.append(Skipped(printable(entry.path), "ingest", cannot_read(error)))

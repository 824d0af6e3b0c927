"""One tree of errors, and the record of what was skipped."""

from __future__ import annotations

from dataclasses import dataclass


class HeadwaterError(Exception):
    """Something the user can act on: what was found, what was needed, what to do."""


class InputError(HeadwaterError):
    """A file or folder cannot be taken in."""


class ModelError(HeadwaterError):
    """Weights or language data are missing or not ours."""


class CaseError(HeadwaterError):
    """A case file cannot be opened or written."""


class MissingExtra(HeadwaterError):
    """An optional part is not installed; the message says which command installs it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out, at which stage, and why. Nothing is dropped silently."""

    uri: str
    stage: str
    reason: str

    def __str__(self) -> str:
        return f"{self.uri}: {self.reason}"

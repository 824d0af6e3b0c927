"""The shipped weights: which there are, for which languages, and whether they are what they were.

Each folder here holds two ONNX graphs, a tokenizer, the labels, a card, and a manifest with the SHA-256 of every file.
Nothing here loads a graph; `headwater.read.encoder` does.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from headwater.core import ModelError

ANY = "*"
"""In a manifest's languages: every language that no other model names."""


@dataclass(frozen=True, slots=True)
class Model:
    """A verified model. `version` is the first twelve digits of its manifest's SHA-256."""

    name: str
    folder: Path
    languages: tuple[str, ...]
    version: str


def folders() -> tuple[Path, ...]:
    """Where models lie: HEADWATER_MODELS if it is set, else this package."""
    elsewhere = os.environ.get("HEADWATER_MODELS")
    here = Path(elsewhere) if elsewhere else Path(__file__).parent
    return tuple(sorted(p.parent for p in here.glob("*/manifest.json")))


@lru_cache(maxsize=8)
def verified(folder: Path) -> Model:
    """The model in `folder`, each file's SHA-256 checked. Raises ModelError, naming the file and the reason."""
    path = folder / "manifest.json"
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
        files, name, languages = manifest["files"], str(manifest["name"]), tuple(manifest["languages"])
        for file, digest in files.items():
            found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
            if found != digest:
                raise ModelError(f"{folder / file}: SHA-256 is {found}, the manifest says {digest}")
    except OSError as error:
        raise ModelError(f"{error.filename}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a manifest: {error}") from error
    return Model(name, folder, languages, hashlib.sha256(raw).hexdigest()[:12])


@lru_cache(maxsize=64)
def model_for(language: str | None) -> Model | None:
    """The model that reads `language`: one that names it, else one for any; None where there is none.

    Raises ModelError where a model that is there cannot be trusted.
    """
    known = [verified(folder) for folder in folders()]
    named = next((m for m in known if language in m.languages), None)
    return named or next((m for m in known if ANY in m.languages), None)


__all__ = ["ANY", "Model", "folders", "model_for", "verified"]

"""Shipped weights are found, verified, and small enough."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from headwater.core import ModelError
from headwater.models import folders, model_for, verified


@pytest.mark.parametrize("folder", folders(), ids=lambda p: p.name)
def test_a_shipped_model_is_what_its_manifest_says(folder: Path) -> None:
    model = verified(folder)
    assert model.languages
    assert (folder / "CARD.md").read_text(encoding="utf8").count("\n") > 10
    assert not [p for p in folder.iterdir() if p.suffix in (".pt", ".pkl", ".bin", ".pth")]
    assert max(p.stat().st_size for p in folder.iterdir()) <= 40e6


def test_all_weights_together_are_at_most_70_mb() -> None:
    assert sum(p.stat().st_size for folder in folders() for p in folder.iterdir()) <= 70e6


def test_a_file_that_changed_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copytree(model_for("en").folder, tmp_path / "english")  # type: ignore[union-attr]
    labels = tmp_path / "english" / "labels.json"
    labels.write_text(labels.read_text() + " ")
    with pytest.raises(ModelError, match=r"labels\.json: SHA-256"):
        verified(tmp_path / "english")


def test_a_missing_file_and_a_broken_manifest_are_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(
        json.dumps({"files": {"encode.onnx": "0"}, "name": "x", "languages": ["en"]})
    )
    with pytest.raises(ModelError, match=r"encode\.onnx"):
        verified(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text("[]")
    with pytest.raises(ModelError, match="not a manifest"):
        verified(other)

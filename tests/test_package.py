"""What holds for the package as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "numpy",
    "pyarrow",
    "duckdb",
    "trafilatura",
    "lxml",
    "dateparser",
    "rich",
    "typer",
    "jinja2",
    "pydantic",
    "networkx",
)


def test_importing_headwater_loads_nothing_heavy() -> None:
    script = f"import sys, headwater; print([m for m in {HEAVY!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert loaded == "[]"


def test_every_exported_name_is_there() -> None:
    script = "import headwater; print([n for n in headwater.__all__ if getattr(headwater, n, None) is None])"
    missing = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert missing == "[]"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_names_versions_and_hashes_only(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf8").splitlines()
    wanted = [x for x in lines if x.strip() and not x.lstrip().startswith("#")]
    assert all("==" in x or x.strip().startswith("--hash=sha256:") for x in wanted)
    assert not [x for x in lines if "://" in x or "index-url" in x or "find-links" in x]


def test_every_python_module_is_of_a_readable_length() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in (ROOT / "src").rglob("*.py")
        if (n := len(p.read_text(encoding="utf8").splitlines())) > 500
    }
    assert long == {}

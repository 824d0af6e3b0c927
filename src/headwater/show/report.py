"""The answer as one self-contained page: no network, no script, nothing a report can smuggle in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from headwater.core import Reading, Skipped, Trace
from headwater.show.highlight import Highlighted, highlight
from headwater.show.pages import make_pages

if TYPE_CHECKING:
    from jinja2 import Template

RTL = frozenset({"ar", "fa", "he", "ur"})


def html_report(trace: Trace, readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> str:
    """One HTML page with its style inside; every text from a report is escaped."""
    pages = make_pages(trace, readings, skipped)
    lit: dict[str, Highlighted] = {r.document.id: highlight(r) for r in readings}
    return _template().render(pages=pages, lit=lit, css=_read("report.css"), rtl=RTL)


def _read(name: str) -> str:
    return (files("headwater.show") / "templates" / name).read_text(encoding="utf8")


@cache
def _template() -> Template:
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["style"] = Markup
    return environment.from_string(_read("report.html.jinja"))

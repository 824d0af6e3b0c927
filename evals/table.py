"""The table of `make eval`: who says what, against every target, with confidence intervals over articles.

Written to attributions.json and attributions.md beside this script. Intervals are the middle 95 % of 1,000 draws of
articles with replacement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import tallies
from bootstrap import Tally, intervals, total
from judged import Article

HERE = Path(__file__).resolve().parent
JSON, MARKDOWN = HERE / "attributions.json", HERE / "attributions.md"

TARGETS = {
    ("PolNeAR dev", "relation all"): 0.66,
    ("PolNeAR dev", "relation direct"): 0.75,
    ("PolNeAR dev", "relation indirect"): 0.65,
    ("PolNeAR dev", "exact content"): 0.58,
    ("PolNeAR dev", "token macro"): 0.83,
    ("PolNeAR dev", "exact spans source"): 0.84,
    ("PolNeAR dev", "exact spans cue"): 0.76,
    ("PolNeAR dev", "exact spans content"): 0.74,
    ("PolNeAR dev", "words per CPU second"): 4000,
    ("German quotations dev", "quotation overlap"): 0.50,
    ("German quotations dev", "speaker"): 0.75,
    ("one real report", "attributions of 15"): 15,
    ("stories", "attributions"): 0.85,
    ("stories", "holder"): 0.90,
    ("even-handedness", "same reading"): 0.995,
}


ORDER = ("PolNeAR dev", "one real report", "German quotations dev", "stories", "even-handedness")
ELSEWHERE = {
    ("PolNeAR dev", "words per CPU second"): "polnear.words_per_cpu_second",
    ("PolNeAR dev", "peak MB"): "polnear.peak_mb",
    ("one real report", "attributions of 15"): "seed.attributions",
    ("even-handedness", "same reading"): "evenhanded.same",
}
"""Rows without an interval, and the figure of another measure of the same run that each shows."""


FLOORED = (
    ("PolNeAR dev", "exact content"),
    ("PolNeAR dev", "token macro"),
    ("stories", "attributions"),
    ("stories", "holder"),
)
"""Rows that no other measure holds with a floor."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: on what data, how many attributions it rests on (`of`), its interval, and the target if there is one.

    `low` and `high` are None where there are too few articles to draw from, or none (speed, a share of swaps).
    """

    corpus: str
    measure: str
    value: float
    low: float | None = None
    high: float | None = None
    of: int = 0
    articles: int = 0
    target: float | None = None

    @property
    def reached(self) -> bool | None:
        return None if self.target is None else self.value >= self.target


def _rows(corpus: str, counts: Sequence[Tally], figures: Callable[[Tally], dict[str, float]]) -> list[Row]:
    bounds, whole = intervals(counts, figures), total(counts)
    return [
        Row(
            corpus,
            name,
            round(value, 4),
            *(round(bound, 4) for bound in bounds[name]) if name in bounds else (None, None),
            int(whole.get(tallies.rests_on(name), 0)),
            len(counts),
            TARGETS.get((corpus, name)),
        )
        for name, value in figures(whole).items()
    ]


def row(corpus: str, measure: str, value: float) -> Row:
    """A figure without an interval."""
    return Row(corpus, measure, round(value, 4), target=TARGETS.get((corpus, measure)))


def polnear_rows(articles: Sequence[Article], sequences: Path | None) -> list[Row]:
    """RELATION, exact content and token F1; exact spans where CofeNet's sequences are at hand."""
    rows = _rows("PolNeAR dev", [tallies.relation_tally(a) for a in articles], tallies.relation_figures)
    if sequences and sequences.exists():
        rows += _rows("PolNeAR dev", tallies.span_tallies(sequences, articles), tallies.span_figures)
    return rows


def german_rows(articles: Sequence[Article]) -> list[Row]:
    """Overlap F1 and speaker; by type recall and speaker."""
    return _rows("German quotations dev", [tallies.german_tally(a) for a in articles], tallies.german_figures)


def story_rows(corpus: str, folders: Sequence[Path], articles: Sequence[Article]) -> list[Row]:
    """Attributions F1 and holders of some stories, over all their documents and by language."""
    names = tallies.story_names(folders)
    counts = [tallies.story_tally(a, names[a.corpus]) for a in articles]
    return _rows(corpus, counts, tallies.story_figures)


def figures(rows: Sequence[Row]) -> dict[str, float]:
    """The rows that floors hold, by the name of the figure."""
    held = (one for one in rows if (one.corpus, one.measure) in FLOORED)
    return {f"attributions.{one.corpus}.{one.measure}".lower().replace(" ", "_"): one.value for one in held}


HEAD = ("| measure | figure | interval | of | target |", "|---|---|---|---|---|")


def markdown(rows: Sequence[Row], made: str, not_run: Sequence[str] = ()) -> str:
    """The table in Markdown, one section a corpus; figures under a target in bold."""
    lines = [
        "# Who says what: the figures",
        "",
        f"Made by `make eval`, {made}. In brackets 95 % intervals, by drawing articles anew 1,000 times. "
        "`of`: so many attributions. Bold: under the target.",
    ]
    corpus = None
    for one in rows:
        if one.corpus != corpus:
            corpus = one.corpus
            size = f", {one.articles} articles" if one.articles else ""
            lines += ["", f"## {corpus}{size}", "", *HEAD]
        value = figure(one.value)
        shown = f"**{value}**" if one.reached is False else value
        between = f"{one.low:.3f} – {one.high:.3f}" if one.low is not None and one.high is not None else ""
        target = figure(one.target) if one.target else ""
        lines.append(f"| {one.measure} | {shown} | {between} | {one.of or ''} | {target} |")
    lines += ["", *(f"Not run: {reason}" for reason in not_run)] if not_run else []
    return "\n".join(lines) + "\n"


def figure(value: float) -> str:
    """A share with three places, a count without."""
    return f"{value:,.0f}" if value > 2 else f"{value:.3f}"


def show(rows: Sequence[Row]) -> None:
    """The rows on the terminal, with what they must reach."""
    for one in rows:
        between = f"[{one.low:.3f}, {one.high:.3f}]" if one.low is not None and one.high is not None else ""
        sign = "" if one.reached is None else "ok" if one.reached else "under"
        target = f"target {figure(one.target)}" if one.target else ""
        name = f"{one.corpus}: {one.measure}"
        of = f"of {one.of}" if one.of else ""
        print(f"{name:52} {figure(one.value):>8}  {between:16} {of:8} {target:14} {sign}")


def write(rows: Sequence[Row], made: str, not_run: Sequence[str] = ()) -> None:
    """Both files; the Markdown is for people, the JSON for whoever computes with it."""
    whole = {"made": made, "rows": [asdict(one) for one in rows], "not_run": list(not_run)}
    JSON.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    MARKDOWN.write_text(markdown(rows, made, not_run), encoding="utf8")

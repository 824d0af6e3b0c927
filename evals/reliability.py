"""The reliability plot, as SVG by hand: confidence against the share that is right, one curve a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from xml.sax.saxutils import escape


class Point(Protocol):
    """A bin of attributions of neighbouring confidence."""

    @property
    def count(self) -> int: ...
    @property
    def confidence(self) -> float: ...
    @property
    def right(self) -> float: ...


Curve = tuple[str, float, Sequence[Point]]
SIDE, LEFT, TOP, LINE = 320, 60, 20, 20
# Colours that stay apart for most colour-blind readers and on white as on black; the marks differ in shape, too.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00")
SHAPES = ("circle", "square", "diamond", "triangle", "cross")
WIDTH = LEFT + SIDE + 30


def svg(curves: Sequence[Curve]) -> str:
    """The plot of some corpora: name, ECE and bins. The same figures give the same bytes."""
    height = TOP + SIDE + 56 + LINE * len(curves)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-labelledby="t d" font-family="sans-serif" font-size="12">',
        '<title id="t">Reliability of the confidence</title>',
        f'<desc id="d">{escape(_described(curves))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for n in range(0, 11, 2):
        x, y = _place(n / 10, n / 10)
        parts += [
            f'<path d="M{x:g} {TOP}V{TOP + SIDE}M{LEFT} {y:g}H{LEFT + SIDE}" stroke="#dddddd" fill="none"/>',
            f'<text x="{x:g}" y="{TOP + SIDE + 16}" text-anchor="middle">{n / 10:g}</text>',
            f'<text x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end">{n / 10:g}</text>',
        ]
    parts += [
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#888888" stroke-dasharray="4 4" fill="none"/>',
        f'<text x="{LEFT + SIDE / 2:g}" y="{TOP + SIDE + 36}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(16 {TOP + SIDE / 2:g}) rotate(-90)" text-anchor="middle">share that is right</text>',
    ]
    for n, (name, ece, bins) in enumerate(curves):
        colour, shape = COLOURS[n % len(COLOURS)], SHAPES[n % len(SHAPES)]
        places = [_place(b.confidence, b.right) for b in bins]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for one, (x, y) in zip(bins, places, strict=True):
            said = f"{one.count} attributions: confidence {one.confidence:.2f}, right {one.right:.2f}"
            parts.append(_mark(shape, x, y, colour, said))
        y = TOP + SIDE + 56 + LINE * n
        count = sum(b.count for b in bins)
        parts.append(_mark(shape, LEFT, y - 4, colour, name))
        parts.append(f'<text x="{LEFT + 12}" y="{y}">{escape(name)}: {count:,} read, ECE {ece:.3f}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _place(confidence: float, right: float) -> tuple[float, float]:
    return LEFT + SIDE * confidence, TOP + SIDE * (1 - right)


def _mark(shape: str, x: float, y: float, colour: str, said: str) -> str:
    drawn = {
        "circle": f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        "square": f"M{x - 3.5:.1f} {y - 3.5:.1f}h7v7h-7z",
        "diamond": f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z",
        "triangle": f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        "cross": f"M{x - 4:.1f} {y - 1:.1f}h3v-3h2v3h3v2h-3v3h-2v-3h-3z",
    }[shape]
    return f'<path d="{drawn}" fill="{colour}"><title>{escape(said)}</title></path>'


def _described(curves: Sequence[Curve]) -> str:
    if not curves:
        return "No corpus was at hand."
    lines = (f"{name}: expected calibration error {ece:.3f}" for name, ece, _ in curves)
    return "Confidence against the share of attributions that is right. " + "; ".join(lines) + "."

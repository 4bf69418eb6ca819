"""Draw lines as an SVG, for the manuals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import log10
from typing import NamedTuple

WIDTH, HEIGHT, EDGE = 460, 300, 46
"""Of a panel, and what is around its lines, where the numbers stand."""
STYLE = (
    "rect{fill:#fff}text{font:13px sans-serif;fill:#2a2331}.title{font-weight:bold}"
    ".line{fill:none;stroke:#6b3fa0;stroke-width:2.5}.axis{stroke:#8f8499}circle{fill:#6b3fa0}"
)


class Point(NamedTuple):
    """A number on each axis."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A line through points; both axes begin at 0, or count in powers of ten."""

    title: str
    points: Sequence[Point]
    is_logarithmic: bool = False

    def elements(self, left: int) -> Iterator[str]:
        """Yield the elements of the picture, from ``left`` on."""
        bottom = HEIGHT - EDGE
        yield f'<text class="title" x="{left + EDGE}" y="24">{escape(self.title)}</text>'
        yield (
            f'<path class="axis" fill="none" d="M{left + EDGE} {EDGE}V{bottom}'
            f'H{left + WIDTH - EDGE / 2:g}"/>'
        )
        places = [(left + place.x, place.y) for place in map(self._place, self.points)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="line" points="{line}"/>'
        rises = self.points[-1].y > self.points[0].y
        side, anchor = (-6, "end") if rises else (6, "start")
        for (x, y), point in zip(places, self.points, strict=True):
            shown = f"{point.y:.0f}" if point.y >= 10 else f"{point.y:.1f}"
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{point.x:g}</text>'
            yield f'<text x="{x + side:.1f}" y="{y - 8:.1f}" text-anchor="{anchor}">{shown}</text>'

    def _place(self, point: Point) -> Point:
        width, height = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
        across = self._share(point.x, [one.x for one in self.points])
        up = self._share(point.y, [one.y for one in self.points])
        return Point(EDGE + width * across, HEIGHT - EDGE - height * up)

    def _share(self, value: float, values: Sequence[float]) -> float:
        if not self.is_logarithmic:
            return value / max(values)
        # One step below the least, so that it does not stand on the axis.
        least = log10(min(values)) - 0.1
        return (log10(value) - least) / (log10(max(values)) - least)


def as_svg(*panels: Panel) -> str:
    """Return a picture of the ``panels``, side by side, with a name for screen readers."""
    width = WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" role="img" '
        f'aria-label="{escape("; ".join(panel.title for panel in panels))}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{HEIGHT}"/>',
        *(part for n, panel in enumerate(panels) for part in panel.elements(n * WIDTH)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"

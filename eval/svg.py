"""Small charts as SVG text, for a report that loads nothing: a line over shares, and bars."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 14, 44

Line = Sequence[tuple[float, float]]


def line_chart(lines: Sequence[tuple[str, Line]], *, x: str, y: str, dot: tuple[float, float] | None = None, top: float = 1.0) -> str:
    """Lines of (x, y) over x from 0 to 1 and y from 0 to `top`, axes in percent; `lines` are (css class, points), `dot` is marked."""
    parts = [_frame(x, y), *_percent_grid(top)]
    for style, points in lines:
        path = " ".join(f"{_x(px):.1f},{_y(py / top):.1f}" for px, py in points)
        parts.append(f'<polyline class="{escape(style)}" points="{path}"/>')
    if dot:
        parts.append(f'<circle class="dot" cx="{_x(dot[0]):.1f}" cy="{_y(dot[1] / top):.1f}" r="4.5"/>')
    return _svg(parts, f"{y}，随{x}")


def bar_chart(bars: Sequence[tuple[str, float]], *, x: str, y: str) -> str:
    """Upright bars of (label, value not below 0), the tallest filling the height; values stand above their bars."""
    highest = max((value for _, value in bars), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    parts = [_frame(x, y)]
    for i, (label, value) in enumerate(bars):
        middle, up = LEFT + step * (i + 0.5), 0.92 * value / highest
        height = up * (HEIGHT - TOP - BOTTOM)
        parts.append(f'<rect class="bar" x="{middle - step * 0.38:.1f}" y="{_y(up):.1f}" width="{step * 0.76:.1f}" height="{height:.1f}"/>')
        parts.append(f'<text class="tick" x="{middle:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{escape(label)}</text>')
        if value:
            parts.append(f'<text class="tick" x="{middle:.1f}" y="{_y(up) - 3:.1f}" text-anchor="middle">{value:g}</text>')
    return _svg(parts, f"{y}，按{x}")


def nice_top(highest: float) -> float:
    """The end of a percent axis: the next fifth above the highest value, at most 1."""
    return next((step / 5 for step in range(1, 6) if highest <= step / 5), 1.0)


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _percent_grid(top: float) -> list[str]:
    parts = []
    for i in range(6):
        share = i / 5
        parts.append(f'<text class="tick" x="{_x(share):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{share:.0%}</text>')
        parts.append(f'<text class="tick" x="{LEFT - 6}" y="{_y(share) + 4:.1f}" text-anchor="end">{share * top:.0%}</text>')
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(share):.1f}" y2="{_y(share):.1f}"/>')
    return parts


def _frame(x: str, y: str) -> str:
    middle = TOP + (HEIGHT - TOP - BOTTOM) / 2
    return (
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(0):.1f}" y2="{_y(0):.1f}"/>'
        f'<line class="axis" x1="{LEFT}" x2="{LEFT}" y1="{TOP}" y2="{_y(0):.1f}"/>'
        f'<text class="name" x="{_x(0.5):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x)}</text>'
        f'<text class="name" x="13" y="{middle:.1f}" text-anchor="middle" transform="rotate(-90 13 {middle:.1f})">{escape(y)}</text>'
    )


def _svg(parts: Sequence[str], label: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'

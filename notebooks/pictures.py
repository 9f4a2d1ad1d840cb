"""Pictures of the notebooks: bars and lines as SVG, with the decimal comma and a description for screen readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from IPython.display import SVG

from pipelines.files.bound import text_of

FONT = 'font-family="Be Vietnam Pro, DejaVu Sans, sans-serif"'
BLUE, PALE, ORANGE, GREY = "#2F6DA3", "#B8C7D6", "#D9822B", "#555555"
WIDTH, NAMES = 860, 410  # pixels: the picture, and the part of bars that holds the names


def bars(title: str, rows: Sequence[tuple[str, float]], unit: str = "", mark: str = "", decimals: int = 1) -> SVG:
    """Lying bars, one a row; the row named `mark` is orange. Numbers below 0 have no length."""
    greatest = max((number for _, number in rows), default=1) or 1
    parts: list[str] = []
    for place, (name, number) in enumerate(rows):
        top, length = 34 + 24 * place, (WIDTH - NAMES - 90) * number / greatest
        colour = ORANGE if name == mark else BLUE
        said = f"{text_of(float(number), decimals)} {unit}".strip()
        parts += [
            _text(NAMES - 8, top + 13, name if len(name) < 52 else name[:51] + "…", "end"),
            f'<rect x="{NAMES}" y="{top}" width="{max(length, 1):.1f}" height="17" fill="{colour}"/>',
            _text(NAMES + length + 6, top + 13, said),
        ]
    about = "; ".join(f"{name}: {text_of(float(number), decimals)}" for name, number in rows)
    return _picture(title, about, parts, 44 + 24 * len(rows))


def lines(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]], decimals: int = 1) -> SVG:
    """Lines over the same labels; the first is thick with its numbers, the others are dashed."""
    known = [number for numbers in series.values() for number in numbers if number is not None]
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = (WIDTH - 130) / max(len(labels) - 1, 1)
    parts: list[str] = []
    for order, (name, numbers) in enumerate(series.items()):
        colour = (BLUE, ORANGE, GREY)[order % 3]
        points = [(50 + step * n, 250 - 190 * (v - low) / span, v) for n, v in enumerate(numbers) if v is not None]
        dash = "" if order == 0 else ' stroke-dasharray="6 4"'
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{3 if order == 0 else 2}"{dash}/>'
        )
        for x, y, value in points if order == 0 else points[-1:]:
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>']
            dx, dy = ((0, -9), (0, 18), (18, 4))[order % 3]  # numbers of different lines do not cover each other
            parts += [_text(x + dx, y + dy, text_of(float(value), decimals), "middle", colour)]
        parts.append(f'<rect x="{50 + 230 * order}" y="308" width="14" height="4" fill="{colour}"/>')
        parts.append(_text(70 + 230 * order, 314, name))
    parts += [_text(50 + step * n, 284, label, "middle") for n, label in enumerate(labels)]
    about = "; ".join(
        f"{name}: " + ", ".join("–" if v is None else text_of(float(v), decimals) for v in numbers)
        for name, numbers in series.items()
    )
    return _picture(title, about, parts, 330)


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#222222") -> str:
    look = f'text-anchor="{anchor}" fill="{colour}" font-size="12" {FONT}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'


def _picture(title: str, about: str, parts: Sequence[str], height: int) -> SVG:
    head = f'<text x="8" y="20" font-size="15" font-weight="bold" {FONT}>{escape(title)}</text>'
    return SVG(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>"
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>{head}{"".join(parts)}</svg>'
    )

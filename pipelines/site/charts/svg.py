"""Scales, and the frame of a picture: title and description for those who do not see it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

# Colours of pictures, from the tokens of assets/site.css: SVG text must keep a contrast of 4.5 on white.
INK, SOFT, LINE, ACCENT, GOAL = "#1d2733", "#4a5868", "#c9d2dc", "#0b5394", "#a14f00"


@dataclass(frozen=True)
class Scale:
    """A linear scale from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_ticks(low: float, high: float, n: int = 4) -> list[float]:
    """About `n` round steps (1, 2, 2.5 or 5 times a power of ten) that cover low to high."""
    if high <= low:
        low, high = low - abs(low) * 0.1 - 1, high + abs(high) * 0.1 + 1
    rough = (high - low) / n
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def picture(name: str, size: tuple[float, float], said: tuple[str, str], parts: Sequence[Markup]) -> Markup:
    """An `svg` element of `size` (width, height); `said` are its title and description, `name` makes its ids unique.

    A picture that holds links is a group of them, not an image.
    """
    width, height = size
    title, about = said
    role = "group" if any("<a " in part for part in parts) else "img"
    head = Markup(
        '<svg role="{role}" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        ' height="{height:g}" font-size="12"><title id="{name}-t">{title}</title><desc id="{name}-d">{about}</desc>'
    ).format(role=role, name=name, width=width, height=height, title=title, about=about)
    return head + Markup("").join(parts) + Markup("</svg>")


def text(place: tuple[float, float], words: str, anchor: str = "start", fill: str = INK, weight: int = 400) -> Markup:
    """A line of text at (x, y)."""
    bold = Markup(' font-weight="600"') if weight > 400 else Markup("")
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}"{}>{}</text>').format(
        *place, anchor, fill, bold, escape(words)
    )


def line(start: tuple[float, float], end: tuple[float, float], stroke: str = LINE, dash: str = "") -> Markup:
    """A straight line."""
    dashed = Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}"{}/>').format(
        *start, *end, stroke, dashed
    )


def polyline(points: Sequence[tuple[float, float]], stroke: str = ACCENT, width: float = 2.5, dash: str = "") -> Markup:
    """A line through points."""
    dashed = Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")
    return Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="{:g}"{}/>').format(
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points), stroke, width, dashed
    )


def dot(place: tuple[float, float], radius: float = 3.5, fill: str = ACCENT) -> Markup:
    """A filled circle."""
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:g}" fill="{}"/>').format(*place, radius, fill)

"""A waterfall: from the score before, by what each cause adds or takes away, to the score now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipelines.indices.changes.sentences import number
from pipelines.site.charts import svg
from pipelines.site.context import Site

ROW, TOP, BOTTOM = 26.0, 30.0, 10.0
NAME_WIDTH, NUMBER_WIDTH, WIDTH = 290.0, 70.0, 760.0
TOTAL = "#4a5868"


@dataclass(frozen=True)
class Step:
    """One cause and by how much it moved the score."""

    name: str
    change: float


def waterfall(site: Site, name: str, title: str, ends: tuple[str, float, str, float], steps: Sequence[Step]) -> Markup:
    """The picture; `ends` are the label and score before, the label and score now. The scale does not begin at 0."""
    first, start, last, end = ends
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step.change)
    ticks = svg.nice_ticks(min([*levels, end]), max([*levels, end]), 5)
    scale = svg.Scale(ticks[0], ticks[-1], NAME_WIDTH, WIDTH - NUMBER_WIDTH)
    height = TOP + ROW * (len(steps) + 2) + BOTTOM
    decimals = max(len(f"{tick:.12g}".partition(".")[2]) for tick in ticks)
    parts = [part for tick in ticks for part in _tick(scale(tick), site.number(tick, decimals), height)]
    parts += _mark(scale(start), 0, first, number(start, site.lang))
    for row, step in enumerate(steps, start=1):
        parts += _bar(scale(levels[row - 1]), scale(levels[row]), row, step, site.lang)
    parts += _mark(scale(end), len(steps) + 1, last, number(end, site.lang))
    about = site.t(
        "Vạch trên cùng là điểm trước, vạch dưới cùng là điểm nay; mỗi thanh là phần của một nguyên nhân, sang phải là"
        " tăng. Thang không bắt đầu từ 0; đoạn văn bên cạnh ghi cùng nội dung.",
        "The upper stroke is the score before, the lower one the score now; each bar is the part of a cause, to the"
        " right a gain. The scale does not begin at 0; the paragraph beside it says the same.",
    )
    return svg.picture(name, (WIDTH, height), (title, about), parts)


def _tick(x: float, words: str, height: float) -> list[Markup]:
    return [svg.line((x, TOP - 6), (x, height - BOTTOM)), svg.text((x, TOP - 10), words, "middle", svg.SOFT)]


def _y(row: int) -> float:
    return TOP + ROW * (row + 0.5)


def _mark(x: float, row: int, name: str, value: str) -> list[Markup]:
    """The score at one end: an upright stroke, its name and number."""
    stroke = Markup('<rect x="{:.1f}" y="{:.1f}" width="4" height="{:.1f}" fill="{}"/>')
    return [
        svg.text((NAME_WIDTH - 12, _y(row) + 4), name, "end", weight=600),
        stroke.format(x - 2, _y(row) - 10, 20.0, TOTAL),
        svg.text((WIDTH - 4, _y(row) + 4), value, "end", weight=600),
    ]


def _bar(start: float, end: float, row: int, step: Step, lang: str) -> list[Markup]:
    """A bar from the level before to the level after; a part that rounds to nothing is two pixels wide."""
    bar = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="14" fill="{}"/>')
    y = _y(row)
    return [
        svg.text((NAME_WIDTH - 12, y + 4), step.name, "end"),
        svg.line((start, y - ROW + 10), (start, y - 7), svg.SOFT, "2 2"),
        bar.format(min(start, end), y - 7, max(abs(end - start), 2.0), svg.ACCENT if step.change >= 0 else svg.GOAL),
        svg.text((WIDTH - 4, y + 4), number(step.change, lang, signed=True), "end"),
    ]

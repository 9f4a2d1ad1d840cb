"""Intervals of ranks: one line a unit from its 5th to its 95th percentile, its median, and its published rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipelines.site.charts import svg
from pipelines.site.context import Site

ROW, TOP, BOTTOM = 17.0, 46.0, 8.0
NAME_WIDTH, WIDTH = 190.0, 760.0
LONGEST_NAME = 28  # letters of 12 px that fit beside the lines
BAND = "#8fbbe0"


@dataclass(frozen=True)
class RankInterval:
    """A unit's published rank and the quantiles of its ranks; `is_marked` prints its name bold."""

    name: str
    rank: int
    low: int
    median: int
    high: int
    is_marked: bool = False


def interval_chart(site: Site, name: str, title: str, rows: Sequence[RankInterval], n_field: int) -> Markup:
    """The picture; ranks go from 1 at the left to `n_field` at the right."""
    scale = svg.Scale(1, max(n_field, 2), NAME_WIDTH, WIDTH - 20)
    height = TOP + ROW * len(rows) + BOTTOM
    parts = [*_legend(site), *_axis(scale, n_field, height)]
    for number, row in enumerate(rows):
        parts += _row(row, scale, TOP + ROW * (number + 0.5))
    about = site.t(
        f"Mỗi dòng một trong {len(rows)} địa bàn: thanh từ phân vị 5 % đến 95 % của hạng, chấm là trung vị, vạch đứng"
        " là hạng đã nêu; bảng bên dưới ghi cùng nội dung.",
        f"One line for each of {len(rows)} areas: a bar from the 5th to the 95th percentile of its rank, a dot at the"
        " median, an upright stroke at the stated rank; the table below says the same.",
    )
    return svg.picture(name, (WIDTH, height), (title, about), parts)


def _legend(site: Site) -> list[Markup]:
    words = (
        (NAME_WIDTH, site.t("5–95 % số lần tính", "5–95 % of replicates")),
        (NAME_WIDTH + 190, site.t("trung vị", "median")),
        (NAME_WIDTH + 300, site.t("hạng đã nêu", "stated rank")),
    )
    y = 14.0
    band, dot, stroke = (x for x, _ in words)
    return [
        _bar(band, band + 24, y - 4),
        svg.dot((dot + 6, y - 4), 3),
        _stroke(stroke + 4, y - 4),
        *[svg.text((x + (30 if x == band else 16), y), text, fill=svg.SOFT) for x, text in words],
    ]


def _axis(scale: svg.Scale, n_field: int, height: float) -> list[Markup]:
    ticks = [1.0, *[tick for tick in svg.nice_ticks(1, n_field, 6) if 1 < tick < n_field], float(max(n_field, 2))]
    ticks = [tick for n, tick in enumerate(ticks) if n == len(ticks) - 1 or scale(ticks[-1]) - scale(tick) > 24]
    parts: list[Markup] = []
    for tick in ticks:
        x = scale(tick)
        parts += [
            svg.line((x, TOP - 6), (x, height - BOTTOM)),
            svg.text((x, TOP - 10), f"{tick:g}", "middle", svg.SOFT),
        ]
    return parts


def _row(row: RankInterval, scale: svg.Scale, y: float) -> list[Markup]:
    name = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
    return [
        svg.text((NAME_WIDTH - 10, y + 4), name, "end", weight=600 if row.is_marked else 400),
        _bar(scale(row.low), scale(row.high), y),
        _stroke(scale(row.rank), y),
        svg.dot((scale(row.median), y), 3),
    ]


def _bar(start: float, end: float, y: float) -> Markup:
    """A bar; one rank alone is drawn four pixels wide."""
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="6" fill="{}"/>').format(
        min(start, end - 4), y - 3, max(end - start, 4.0), BAND
    )


def _stroke(x: float, y: float) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="2" height="12" fill="{}"/>').format(x - 1, y - 6, svg.GOAL)

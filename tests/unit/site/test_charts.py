"""Pictures: round ticks, labels that do not lie on each other, and contrast of every text."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from pipelines.site.charts import intervals, svg, tiles
from pipelines.site.charts.series import Goal, Point, Series, chart
from pipelines.site.context import Site
from pipelines.site.render import ASSETS

SITE = Site(None, "vi")  # pyright: ignore[reportArgumentType]  # pictures need no release
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, level AA
SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    parts = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(part, 16) / 255 for part in parts)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def parsed(picture: Any) -> ElementTree.Element:
    return ElementTree.fromstring(str(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (18.3, 20.4, [18, 19, 20, 21]),
        (0, 0.31, [0, 0.1, 0.2, 0.3, 0.4]),
        (-2, 3, [-2, 0, 2, 4]),
        (5, 5, [2.5, 5, 7.5]),  # one value: some air around it
    ],
)
def test_ticks_are_round_and_cover_the_values(low: float, high: float, ticks: list[float]) -> None:
    found = svg.nice_ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert found == ticks if low != high else len(found) >= 3


def test_a_series_says_in_words_what_it_shows() -> None:
    points = [Point(date(2026, 8, 14), 21.5), Point(date(2027, 1, 14), 22.8, is_estimate=True)]
    goal = Goal(date(2030, 12, 31), 25.0, "trên 25 %", forecast=36.7)
    drawn = parsed(chart(SITE, Series("p", "T000-04 – tỷ lệ", "%", points, goal)))
    assert drawn.get("role") == "img"
    title, about = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert title.text == "T000-04 – tỷ lệ"
    assert about.text == (
        "2 kỳ, từ 21,50\N{NO-BREAK SPACE}% (08/2026) đến 22,80\N{NO-BREAK SPACE}% (01/2027). Mục tiêu: trên 25 %, 2030."
    )


def test_labels_beside_a_series_keep_their_distance_and_stay_inside() -> None:
    points = [Point(date(2026, 8, 14), 99.0), Point(date(2027, 1, 14), 99.9)]
    goal = Goal(date(2030, 12, 31), 100.0, "100 %", forecast=100.1)
    drawn = parsed(chart(SITE, Series("p", "t", "%", points, goal)))
    bold = sorted(float(text.get("y", "")) for text in drawn.iter(f"{SVG}text") if text.get("font-weight"))
    assert len(bold) == 3
    assert all(below - above >= 14.9 for above, below in pairwise(bold))  # 15 px, printed to 0.1
    assert bold[0] > 0
    assert bold[-1] < float(drawn.get("height", ""))


def test_a_tile_map_has_a_link_a_tile_and_its_place_in_words() -> None:
    drawn = [
        tiles.AreaTile(0, 0, "Lũng Cú", 1, 2, "don-vi/c00715.html"),
        tiles.AreaTile(1, 0, "Pà Vầy Sủ", None, 2, "don-vi/c1.html"),
    ]
    picture = parsed(tiles.tile_map(SITE, "map", "Hạng", drawn, "chi-so/cxi.html"))
    links = list(picture.iter(f"{SVG}a"))
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("../don-vi/c00715.html", "Lũng Cú: 1/2"),
        ("../don-vi/c1.html", "Pà Vầy Sủ"),
    ]
    assert picture.get("role") == "group"  # an image may not hold links


def test_an_interval_of_ranks_lies_between_its_quantiles_on_the_scale() -> None:
    long = "Một xã có tên dài hơn hai mươi tám chữ"
    rows = [
        intervals.RankInterval("Lũng Cú", rank=1, low=1, median=1, high=1),
        intervals.RankInterval(long, rank=3, low=2, median=4, high=9, is_marked=True),
    ]
    drawn = parsed(intervals.interval_chart(SITE, "i", "Khoảng hạng", rows, 9))
    scale = svg.Scale(1, 9, intervals.NAME_WIDTH, intervals.WIDTH - 20)
    bars = [rect for rect in drawn.iter(f"{SVG}rect") if rect.get("fill") == intervals.BAND][1:]  # after the legend
    dots = list(drawn.iter(f"{SVG}circle"))[1:]
    # numbers are printed to 0.1
    assert [float(bar.get("width", "")) for bar in bars] == pytest.approx([4, scale(9) - scale(2)], abs=0.1)
    assert [float(dot.get("cx", "")) for dot in dots] == pytest.approx([scale(1), scale(4)], abs=0.1)
    names = [text.text or "" for text in drawn.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert names[0] == "Lũng Cú" and names[1].endswith("…") and len(names[1]) == intervals.LONGEST_NAME
    ends = [float(line.get("x1", "")) for line in drawn.iter(f"{SVG}line")]
    assert (ends[0], ends[-1]) == pytest.approx((scale(1), scale(9)), abs=0.1)


def test_every_text_of_a_picture_can_be_read_on_its_ground() -> None:
    for colour in (svg.INK, svg.SOFT, svg.ACCENT, svg.GOAL):
        assert contrast(colour, "#fff") >= LEAST_CONTRAST, colour
    for ground, ink in (*tiles.SHADES, tiles.NO_FIGURE):
        assert contrast(ground, ink) >= LEAST_CONTRAST, ground


def test_every_token_can_be_read_on_its_ground() -> None:
    style = (ASSETS / "site.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", style))
    for name in ("good", "watch", "bad", "neutral"):
        assert contrast(tokens[name], tokens[f"{name}-ground"]) >= LEAST_CONTRAST, name
    for name in ("ink", "soft", "accent"):
        for ground in ("ground", "shade", "accent-ground"):
            assert contrast(tokens[name], tokens[ground]) >= LEAST_CONTRAST, (name, ground)
    assert contrast("#fff", tokens["accent"]) >= LEAST_CONTRAST

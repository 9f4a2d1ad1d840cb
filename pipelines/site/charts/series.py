"""A series over time, with a goal where there is one: the pace it needs, and where its present pace leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pipelines.site.charts import svg
from pipelines.site.context import Site

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720.0, 260.0, 64.0, 118.0, 18.0, 30.0
LEAST_LABEL_GAP = 15.0  # pixels between the lines of text at the right


@dataclass(frozen=True)
class Point:
    """A value at a day; `is_estimate` draws it hollow."""

    day: date
    value: float
    is_estimate: bool = False


@dataclass(frozen=True)
class Goal:
    """The level of a target at the end of its last year; `forecast` is the value there at the present pace."""

    day: date
    value: float
    words: str
    forecast: float | None = None


@dataclass(frozen=True)
class Series:
    """What is drawn. `name` is unique on its page; `breaks` are days from which figures are not comparable."""

    name: str
    title: str
    unit: str
    points: Sequence[Point]
    goal: Goal | None = None
    breaks: Sequence[date] = ()


def chart(site: Site, series: Series) -> Markup:
    """The picture of a series with at least one point."""
    points, goal = sorted(series.points, key=lambda point: point.day), series.goal
    ticks = svg.nice_ticks(*_range(points, goal))
    last_day = max(points[-1].day, goal.day) if goal else points[-1].day
    first = points[0].day.toordinal()
    across = svg.Scale(first, max(last_day.toordinal(), first + 1), LEFT, WIDTH - RIGHT)
    up = svg.Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    parts = [*_axes(site, ticks, across, up, (points[0].day, last_day))]
    parts += [
        svg.line((across(day.toordinal()), TOP), (across(day.toordinal()), HEIGHT - BOTTOM), svg.SOFT, "2 4")
        for day in series.breaks
        if points[0].day < day <= last_day
    ]
    places = [(across(point.day.toordinal()), up(point.value)) for point in points]
    labels = [(places[-1][1], site.number(points[-1].value, _places(points[-1].value)), svg.ACCENT)]
    if goal:
        parts += _goal(goal, places, across, up)
        labels.append((up(goal.value), site.t("mục tiêu ", "goal ") + site.number(goal.value), svg.GOAL))
        if goal.forecast is not None:
            said = site.t("giữ nhịp này: ", "at this pace: ") + site.number(goal.forecast, 1)
            labels.append((up(goal.forecast), said, svg.SOFT))
    parts.append(svg.polyline(places))
    for point, place in zip(points, places, strict=True):
        parts.append(svg.dot(place, fill="#fff") + svg.dot(place, 2) if point.is_estimate else svg.dot(place))
    parts += [svg.text((WIDTH - RIGHT + 10, y + 4), words, fill=fill, weight=600) for y, words, fill in _apart(labels)]
    return svg.picture(series.name, (WIDTH, HEIGHT), (series.title, _about(site, series, points)), parts)


def _range(points: Sequence[Point], goal: Goal | None) -> tuple[float, float]:
    values = [point.value for point in points]
    if goal:
        values += [goal.value, *([goal.forecast] if goal.forecast is not None else [])]
    low, high = min(values), max(values)
    # a series of shares or counts starts at zero where that does not flatten it
    return (0.0 if 0 <= low < (high - low) * 2 else low, high)


def _axes(site: Site, ticks: list[float], across: svg.Scale, up: svg.Scale, days: tuple[date, date]) -> list[Markup]:
    """Horizontal lines with numbers, and years or months below."""
    places = max(len(f"{tick:g}".partition(".")[2]) for tick in ticks)
    parts = [svg.line((LEFT, up(tick)), (WIDTH - RIGHT, up(tick))) for tick in ticks]
    parts += [svg.text((LEFT - 8, up(tick) + 4), site.number(tick, places), "end", svg.SOFT) for tick in ticks]
    first, last = days
    years = last.year - first.year
    if years >= 2:
        marks = [(date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1, max(1, years // 8))]
    else:
        marks = [(first, f"{first:%m/%Y}"), *([(last, f"{last:%m/%Y}")] if last != first else [])]
    base = HEIGHT - BOTTOM
    for day, words in marks:
        x = across(day.toordinal())
        parts += [svg.line((x, base), (x, base + 5), svg.SOFT), svg.text((x, base + 18), words, "middle", svg.SOFT)]
    return parts


def _goal(goal: Goal, places: Sequence[tuple[float, float]], across: svg.Scale, up: svg.Scale) -> list[Markup]:
    """The way from the first point to the goal, the goal itself, and where the present pace leads."""
    x, y = across(goal.day.toordinal()), up(goal.value)
    parts = [svg.line(places[0], (x, y), svg.SOFT, "6 5")]
    if goal.forecast is not None:
        parts.append(svg.line(places[-1], (x, up(goal.forecast)), svg.ACCENT, "1 5"))
    diamond = Markup('<path d="M{0:.1f} {1:.1f}l6 6l-6 6l-6 -6z" fill="{2}"/>').format(x, y - 6, svg.GOAL)
    return [*parts, diamond]


def _apart(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """The labels from top to bottom, moved apart where they would lie on each other, and kept inside the picture."""
    found: list[tuple[float, str, str]] = []
    for y, words, fill in sorted(labels):
        at = max(y, found[-1][0] + LEAST_LABEL_GAP) if found else y
        found.append((at, words, fill))
    above = HEIGHT - BOTTOM + LEAST_LABEL_GAP
    for number in range(len(found) - 1, -1, -1):
        above = min(found[number][0], above - LEAST_LABEL_GAP)
        found[number] = (above, *found[number][1:])
    return found


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _about(site: Site, series: Series, points: Sequence[Point]) -> str:
    """The picture in a sentence."""
    first, last = points[0], points[-1]
    said = site.t(
        f"{len(points)} kỳ, từ {site.with_unit(first.value, series.unit)} ({first.day:%m/%Y}) đến"
        f" {site.with_unit(last.value, series.unit)} ({last.day:%m/%Y}).",
        f"{len(points)} periods, from {site.with_unit(first.value, series.unit)} ({first.day:%m/%Y}) to"
        f" {site.with_unit(last.value, series.unit)} ({last.day:%m/%Y}).",
    )
    if series.goal:
        goal = series.goal
        said += site.t(f" Mục tiêu: {goal.words}, {goal.day.year}.", f" Goal: {goal.words}, {goal.day.year}.")
    return said

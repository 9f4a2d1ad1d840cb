"""What the commands about targets share: queries to the current release; numbers, years and classes in words."""

from __future__ import annotations

import math
from typing import Any

from pipelines.cli.context import CommandContext
from pipelines.cli.screen import Screen
from pipelines.vocabulary import PROGRESS_CLASS

Row = dict[str, Any]
DECIMALS = {"ratio": 2, "score": 3}  # kinds of figures that are not counted


def query_release(context: CommandContext, sql: str) -> tuple[str, list[Row]]:
    """The current release's id, and the rows of a query. That figures are simulated is printed."""
    from pipelines.publication.release.current import current_release

    release = current_release(context.places)
    context.screen.print_notice(release.simulated)
    return release.release_id, release_rows(context, sql)


def release_rows(context: CommandContext, sql: str) -> list[Row]:
    """The rows of a query to the current release, in which `$area` is the province's area."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import query

    parameters = {"area": f"p34-{context.places.province}"} if "$area" in sql else None
    return query(current_release(context.places).folder, sql, parameters).to_dicts()


def number(value: float | None) -> str:
    """A number as Vietnamese print it: points between thousands, a decimal comma, no trailing zeros; … for None."""
    if value is None:
        return "…"
    whole, _, part = f"{value:,.3f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def figure(row: Row, value: float | None) -> str:
    """A figure of a target with the decimals of its kind: what is counted is whole."""
    return number(None if value is None else round(value, DECIMALS.get(row["kind"], 0)))


def step(row: Row) -> str:
    """The yearly step that is still needed, without its sign; of what is counted, the whole number that suffices."""
    size = abs(row["required_step"])
    return figure(row, size) if row["kind"] in DECIMALS else number(math.ceil(round(size, 9)))


def horizon(screen: Screen, row: Row) -> str:
    """The years for which a target is set, in words."""
    first, last = row["horizon_from"], row["horizon_to"]
    if last is None:
        years = screen.text("target_no_year" if first is None else "target_from", first=first)
    else:
        years = screen.text("target_until" if first is None else "target_span", first=first, year=last)
    return screen.text("target_yearly", horizon=years) if row["accumulation"] == "per_year" else years


def state(screen: Screen, row: Row) -> str:
    """The class in words: a level that is reached with the year it was set for, and where it rests on one period."""
    label = screen.label(PROGRESS_CLASS, row["progress_class"] or "no_data")
    if row["progress_class"] not in ("met", "fully_met", "maintained"):
        return label
    has_year = row["horizon_to"] and row["accumulation"] != "per_year"  # a yearly goal is met in the figure's own year
    year = f" {screen.text('target_level_of', year=row['horizon_to'])}" if has_year else ""
    is_rounded = row["judged_as"] == "near" and row["value"] < row["judged_low"]
    said = [label + year, screen.text("target_rounded") if is_rounded else ""]
    said.append(screen.text("target_one_period") if row["n_periods"] == 1 else "")
    return ", ".join(filter(None, said))


def figure_status(screen: Screen, row: Row) -> str:
    """How complete and how final a figure is, in words."""
    code = "target_status_partial" if row["obs_status"] == "partial" else "target_status_whole"
    status = screen.text(code, n=row["n_areas"], due=row["n_areas_expected"])
    if row["current_share"] is not None and row["current_share"] < 1:
        status += ", " + screen.text("target_status_share", share=number(round(100 * row["current_share"], 1)))
    if row["figure_status"]:
        status += ", " + screen.text(f"figure_{row['figure_status']}")
    if row["is_questioned"]:
        status += ", " + screen.text("target_asked")
    return status + ("; " + screen.text("target_lower_bound") if row["is_lower_bound"] else "")

"""The pace chart of a target: its figures, the goal, and where the present pace leads."""

from __future__ import annotations

from datetime import date

from pipelines.files.content.release import Row
from pipelines.site.blocks import Picture
from pipelines.site.charts.series import Goal, Point, Series, chart
from pipelines.site.context import Site


def pace_chart(site: Site, target: Row, history: list[Row]) -> Picture | None:
    """The picture of a target with two figures or more; None where a line would say nothing.

    `history` holds the target's rows of target_progress with the last day of each period.
    """
    rows = [row for row in history if row["value"] is not None]
    if len(rows) < 2:
        return None
    unit = site.word("uom", target["uom_code"])
    points = [Point(row["end_date"], row["value"], row["figure_status"] == "uoc") for row in rows]
    goal = None
    if target["horizon_to"] and rows[-1]["goal_low"] is not None:
        year = date(target["horizon_to"], 12, 31)
        goal = Goal(year, rows[-1]["goal_low"], target["number_vi"], rows[-1]["forecast"])
    title = f"{target['target_id']} – {site.name(target, 'indicator_name')} ({unit})"
    caption = site.t(
        "Nét liền: số liệu; vòng rỗng: số ước. Gạch dài: đường thẳng tới mục tiêu. Chấm: giữ nhịp này thì tới đâu.",
        "Solid: figures; hollow: estimates. Long dashes: straight way to the goal. Dots: where the present pace leads.",
    )
    return Picture(chart(site, Series(f"p-{target['target_id'].lower()}", title, unit, points, goal)), caption)

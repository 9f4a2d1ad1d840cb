"""Areas without a score of an index in its last period, each with the reason."""

from __future__ import annotations

from collections.abc import Collection

from pipelines.site.blocks import NUMBER, Cell, Column, Section, Table
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import place_cell

# The last period in which an area has a score.
UNSCORED = """
select s.index_code, s.area_id, s.area_name_vi, s.undefined_reason, s.coverage
from index_score as s
inner join period as p on p.period_code = s.period_code
where s.series = 'computed' and s.parent_code is null
qualify s.score is null
    and p.start_date = max(case when s.score is not null then p.start_date end) over (partition by s.index_code)
order by s.area_name_vi
"""
TOO_LOW = ("zero_in_mean", "not_positive")


def unscored(site: Site, code: str, reasons: Collection[str] | None = None) -> list[Section]:
    """A section that lists them; none where all have a score. With `reasons` those of these reasons alone."""
    found = [row for row in site.source.rows(UNSCORED) if row["index_code"] == code]
    rows = [row for row in found if reasons is None or row["undefined_reason"] in reasons]
    if not rows:
        return []
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Lý do", "Reason")),
        Column(site.t("Trọng số có điểm", "Weight with a score"), NUMBER),
    ]
    lines = [
        [
            place_cell(row),
            Cell(site.word("undefined_reason", row["undefined_reason"])),
            Cell(site.with_unit(100 * row["coverage"], "%", 0), sort=row["coverage"]),
        ]
        for row in rows
    ]
    caption = site.t(
        "Không có điểm thì không có hạng; không ai được lợi vì số thấp nhất",
        "Without a score there is no place; no area gains by the lowest figure",
    )
    return [
        Section(site.t("Địa bàn không có điểm", "Areas without a score"), [Table(caption, columns, lines)], "unscored")
    ]

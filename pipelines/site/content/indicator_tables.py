"""More about an indicator: the province's goal by commune, other sources, old borders, per 1,000 people."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import GOOD, NUMBER, WATCH, Cell, Column, Mark, Section, Table
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site

# The latest period of each indicator up to the release's.
LATEST = """
inner join period as p on p.period_code = t.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
"""
GOALS = f"""
select t.*, p.name_vi as period_name_vi, p.name_en as period_name_en from commune_goal as t {LATEST}
qualify p.end_date = max(p.end_date) over (partition by t.indicator_code)
order by t.indicator_code, t.n_lacking desc nulls last, t.area_id
"""
SOURCES = f"""
with latest as (
    select t.* from headline_choice as t {LATEST} qualify p.end_date = max(p.end_date) over (partition by t.topic_code)
)
select l.*, k.indicator_code as of_indicator, i.uom_code from latest as l
inner join (select distinct topic_code, indicator_code from latest) as k on k.topic_code = l.topic_code
left join (select indicator_code, max_by(uom_code, version) as uom_code from indicator group by indicator_code) as i
    on i.indicator_code = l.indicator_code
order by k.indicator_code, l.topic_code, l.place
"""
BORDERS = f"""
select t.*, p.name_vi as period_name_vi, p.name_en as period_name_en from border_value as t {LATEST}
where t.area_set = 'p63' and t.from_set = 'c25' and t.breakdown_code = '_T' and t.method <> 'withheld'
    and t.measure_code <> 'ytd'
qualify p.end_date = max(p.end_date) over (partition by t.indicator_code)
order by t.indicator_code, t.area_name_vi, t.source_code, t.measure_code
"""
PER_CAPITA = f"""
select t.indicator_code, t.per_1000, t.unit_vi, t.population_note_vi, t.population_note_en from per_capita as t {LATEST}
where t.area_id = $area qualify p.end_date = max(p.end_date) over (partition by t.indicator_code)
"""


BOUNDS = ("value", "value_low", "value_high")


@dataclass(frozen=True)
class More:
    """Rows of the four tables, by indicator."""

    goals: dict[str, list[Row]]
    sources: dict[str, list[Row]]
    borders: dict[str, list[Row]]
    per_capita: dict[str, list[Row]]


def more(site: Site) -> More:
    """What is known of all indicators."""
    source, code = site.source, "indicator_code"
    return More(
        goals=grouped(source.rows(GOALS), code),
        sources=grouped(source.rows(SOURCES), "of_indicator"),
        borders=grouped(source.rows(BORDERS), code),
        per_capita=grouped(source.rows(PER_CAPITA), code),
    )


def sections(site: Site, code: str, known: More) -> list[Section]:
    """The sections of an indicator's page that have rows."""
    found: list[Section] = []
    if rows := known.goals[code]:
        title = site.t("Các xã so với mục tiêu của tỉnh", "Communes against the province's goal")
        found.append(Section(title, [_goals(site, rows)], "goal"))
    if rows := known.sources[code]:
        title = site.t("Nguồn nào được nêu trước", "Which source leads")
        found.append(Section(title, [_sources(site, rows)], "sources"))
    if rows := known.borders[code]:
        title = site.t("Theo địa giới tỉnh trước 01/7/2025", "Within the borders before 1 July 2025")
        found.append(Section(title, [_borders(site, rows)], "borders"))
    return found


def per_capita_cell(site: Site, row: Row) -> Cell:
    """The figure per 1,000 people, or why there is none."""
    if row["per_1000"] is None:
        return Cell(site.name(row, "population_note"))
    return Cell(site.number(row["per_1000"], 2), note=site.name(row, "population_note"))


def _goals(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Xã, phường", "Commune")),
        Column(site.t("Giá trị", "Value"), NUMBER),
        Column(site.t("So với mục tiêu", "Against the goal"), NUMBER),
        Column(site.t("Còn thiếu", "Units lacking"), NUMBER),
        Column(site.t("Phần trong số còn thiếu", "Share of all lacking"), NUMBER),
        Column(site.t("Kết quả", "Result")),
    ]
    results = {None: None, True: Mark(site.t("đạt", "met"), GOOD), False: Mark(site.t("chưa đạt", "not met"), WATCH)}
    cells = [
        [
            Cell(row["area_name_vi"], links.commune_page(row["area_id"])),
            number_cell(site, row["value"], 1),
            number_cell(site, row["difference"], 1),
            number_cell(site, row["n_lacking"], 0),
            number_cell(site, row["share_of_lacking_pct"], 1, "%"),
            Cell("", sort="" if row["is_met"] is None else int(row["is_met"]), mark=results[row["is_met"]]),
        ]
        for row in rows
    ]
    known = [row for row in rows if row["is_met"] is not None]
    n, first = sum(row["is_met"] for row in known), rows[0]
    caption = site.t(
        f"{first['target_id']}: {first['goal_vi']}. {n} trong {len(known)} xã có số đã đạt"
        f" ({site.number(100 * n / max(len(known), 1), 1)} %), {first['period_name_vi']}.",
        f"{first['target_id']}: {first['goal_vi']}. {n} of {len(known)} communes with a figure meet it"
        f" ({site.number(100 * n / max(len(known), 1), 1)} %), {first['period_name_en']}.",
    )
    return Table(caption, columns, cells, has_filter=True)


def _sources(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Nguồn", "Source")),
        Column(site.t("Giá trị", "Value"), NUMBER),
        Column(site.t("Được nêu trước", "Leads")),
        Column(site.t("Vì sao", "Why")),
    ]
    leads = Mark(site.t("nêu trước", "leads"), GOOD)
    cells = [
        [
            Cell(row["indicator_name_vi"], links.indicator_page(row["indicator_code"])),
            Cell(site.word("source", row["source_code"])),
            number_cell(site, row["value"], unit=site.word("uom", row["uom_code"])),
            Cell("", sort=1, mark=leads) if row["is_headline"] else Cell("–", sort=0),
            Cell(site.name(row, "reason") or "–") if row["reason_vi"] else Cell("–"),
        ]
        for row in rows
    ]
    return Table(rows[0]["topic_name_vi"], columns, cells)


def _borders(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Tỉnh cũ", "Former province")),
        Column(site.t("Giá trị", "Value"), NUMBER),
        Column(site.t("Ít nhất", "At least"), NUMBER),
        Column(site.t("Nhiều nhất", "At most"), NUMBER),
        Column(site.t("Tình trạng", "State")),
        Column(site.t("Nguồn", "Source")),
    ]
    cells = [
        [
            Cell(row["area_name_vi"]),
            *[number_cell(site, row[key], 0 if row["method"] == "sum" else 1) for key in BOUNDS],
            Cell(site.word("border_status", row["obs_status"])),
            Cell(site.word("source", row["source_code"])),
        ]
        for row in rows
    ]
    return Table(site.name(rows[0], "period_name"), columns, cells)

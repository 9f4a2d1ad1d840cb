"""Communes and departments: one page each with its figures, reports, and what it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import (
    BAD,
    GOOD,
    NUMBER,
    WATCH,
    Cell,
    Column,
    Facts,
    Mark,
    Page,
    Section,
    Table,
)
from pipelines.site.content import figures, unit_tables
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site

UNITS = """
select r.reporter_code, r.kind, r.area_id, r.name_vi, r.name_en, r.sort_key
from reporter as r inner join area as a on a.area_id = r.area_id and (a.area_id = $area or a.parent_id = $area)
where r.kind <> 'publisher' and r.valid_to is null order by r.kind, r.sort_key
"""
REPORTS = """
select d.reporter_code, d.duty_code, d.duty_name_vi, d.duty_name_en, d.period_code, p.name_vi as period_name_vi,
    p.name_en as period_name_en, d.state, d.timeliness, d.n_working_days_late, d.last_date, d.first_received_date,
    d.n_cells_due, d.n_unanswered
from duty_status as d inner join period as p on p.period_code = d.period_code
inner join period as o on o.period_code = $period
where p.start_date > o.end_date - interval 1 year and p.end_date <= o.end_date
order by d.reporter_code, p.end_date desc, d.duty_code
"""
ASKED = """
select v.area_id, v.indicator_code, i.indicator_name_vi, v.period_code, v.severity, v.message_vi, v.message_en,
    r.reporter_code
from violation as v
inner join indicator_value as i on i.slice_id = v.slice_id
left join (select distinct c.violation_id, s.reporter_code from violation_cell as c
    inner join submission_status as s on s.submission_id = c.submission_id) as r on r.violation_id = v.violation_id
where v.severity in ('hold', 'question') and v.outcome = 'fail' and not v.is_waived
order by v.period_code desc, v.violation_id
"""
INDEX = """
select s.area_id, s.index_code, s.period_code, s.score, s.rank, s.rank_low, s.rank_high, s.n_field, s.node_name_vi
from index_score as s inner join area as a on a.area_id = s.area_id and a.parent_id = $area
inner join period as p on p.period_code = s.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
where s.series = 'computed' and s.parent_code is null
qualify p.end_date = max(p.end_date) over (partition by s.index_code)
"""
EFFECTS = """
select e.area_id, e.index_code, e.node_name_vi, e.score, e.mean_score, e.rank, e.n_field, e.effect_points
from index_effect as e inner join area as a on a.area_id = e.area_id and a.parent_id = $area
inner join period as p on p.period_code = e.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
qualify p.end_date = max(p.end_date) over (partition by e.index_code) order by e.area_id, e.place
"""


# Registers as last sent: the lists behind counts, such as start-ups.
REGISTERS = """
select reporter_code, form_code, period_code, entity_name, fields_vi from register_line
qualify period_code = max(period_code) over (partition by reporter_code, form_code)
order by reporter_code, form_code, entity_name
"""


@dataclass(frozen=True)
class Known:
    """What is known of all units, by reporter code or area."""

    reports: dict[str, list[Row]]
    asked_of: dict[str, list[Row]]
    asked_in: dict[str, list[Row]]
    scores: dict[str, Row]
    effects: dict[str, list[Row]]
    figures: dict[str, list[Row]]
    registers: dict[str, list[Row]]


def pages(site: Site) -> Iterator[Page]:
    """The list of units, then the page of each."""
    units = site.source.rows(UNITS)
    known = _known(site)
    yield _list(site, units, known)
    for unit in units:
        yield _unit(site, unit, known)


def _known(site: Site) -> Known:
    asked = site.source.rows(ASKED)
    return Known(
        reports=grouped(site.source.rows(REPORTS), "reporter_code"),
        asked_of=grouped([row for row in asked if row["reporter_code"]], "reporter_code"),
        asked_in=grouped(asked, "area_id"),
        scores={row["area_id"]: row for row in site.source.rows(INDEX)},
        effects=grouped(site.source.rows(EFFECTS), "area_id"),
        figures=grouped(figures.latest(site), "area_id"),
        registers=grouped(site.source.rows(REGISTERS), "reporter_code"),
    )


def _asked(unit: Row, known: Known) -> list[Row]:
    """Questions about a commune's figures, or about those that another unit sent."""
    return known.asked_in[unit["area_id"]] if unit["kind"] == "commune" else known.asked_of[unit["reporter_code"]]


def _list(site: Site, units: list[Row], known: Known) -> Page:
    communes = [unit for unit in units if unit["kind"] == "commune"]
    others = [unit for unit in units if unit["kind"] != "commune"]
    shared = [
        Column(site.t("Báo cáo đã đến hạn", "Reports due"), NUMBER),
        Column(site.t("Còn thiếu", "Missing"), NUMBER),
        Column(site.t("Muộn", "Late"), NUMBER),
        Column(site.t("Câu hỏi", "Questions"), NUMBER),
    ]
    unit = Column(site.t("Đơn vị", "Unit"))
    score = [Column(site.t("Hạng CXI", "CXI place"), NUMBER), Column(site.t("Điểm CXI", "CXI score"), NUMBER)]
    months = site.t("12 tháng qua", "last 12 months")
    of_communes = Table(
        site.t(f"{len(communes)} xã, phường; {months}", f"{len(communes)} communes; {months}"),
        [unit, *score, *shared],
        [[_name(site, one), *_score(site, one, known), *_counts(one, known)] for one in communes],
        has_filter=True,
    )
    of_others = Table(
        site.t(f"{len(others)} cơ quan; {months}", f"{len(others)} offices; {months}"),
        [unit, *shared],
        [[_name(site, one), *_counts(one, known)] for one in others],
    )
    return Page(
        links.UNITS,
        site.t("Xã, phường và sở, ngành", "Communes and departments"),
        [
            Section(site.t("Xã, phường", "Communes"), [of_communes], "communes"),
            Section(site.t("Sở, ngành, cơ quan", "Departments and other offices"), [of_others], "departments"),
        ],
        nav=links.UNITS,
        lead=site.t(
            "CXI là chỉ số nội bộ của tỉnh, không phải chỉ số chính thức.",
            "CXI is an internal index of the province, not an official one.",
        ),
    )


def _name(site: Site, unit: Row) -> Cell:
    return Cell(site.name(unit, "name"), links.unit_page(unit["reporter_code"]), sort=unit["sort_key"])


def _score(site: Site, unit: Row, known: Known) -> list[Cell]:
    row = known.scores.get(unit["area_id"])
    if row is None or row["rank"] is None:
        return [Cell("–", sort=""), Cell("–", sort="")]
    return [Cell(_place(row), sort=row["rank"]), Cell(site.number(row["score"], 2), sort=row["score"])]


def _place(row: Row) -> str:
    """The place, as a band where figures are asked about."""
    if row["rank_low"] is not None and row["rank_low"] != row["rank_high"]:
        return f"{row['rank_low']}–{row['rank_high']}/{row['n_field']}"
    return f"{row['rank']}/{row['n_field']}"


def _counts(unit: Row, known: Known) -> list[Cell]:
    reports = [row for row in known.reports[unit["reporter_code"]] if row["state"] != "not_due"]
    counts = (
        len(reports),
        sum(row["state"] != "read" for row in reports),
        sum(row["timeliness"] == "late" for row in reports),
        len(_asked(unit, known)),
    )
    return [Cell(str(n), sort=n) for n in counts]


def _unit(site: Site, unit: Row, known: Known) -> Page:
    """The page of one unit."""
    reports, asked = known.reports[unit["reporter_code"]], _asked(unit, known)
    sections = [Section("", [Facts(_facts(site, unit, known))])]
    if asked:
        table = unit_tables.questions_table(site, asked)
        sections.append(Section(site.t("Cần trả lời", "To be answered"), [table], "asked"))
    if unit["kind"] == "commune":
        table = unit_tables.figures_table(site, known.figures[unit["area_id"]])
        sections.append(Section(site.t("Số liệu", "Figures"), [table], "figures"))
        if effects := known.effects.get(unit["area_id"]):
            title = site.t("Điều gì nâng, kéo hạng", "What lifts and lowers it")
            sections.append(Section(title, [unit_tables.effects_table(site, effects)], "why"))
    table = unit_tables.reports_table(site, reports)
    sections.append(Section(site.t("Báo cáo", "Reports"), [table], "reports"))
    if register := known.registers.get(unit["reporter_code"]):
        title = site.t("Danh sách đã gửi", "Registers")
        sections.append(Section(title, [unit_tables.register_table(site, register)], "registers"))
    name = site.name(unit, "name")
    parents = [(site.t("Đơn vị", "Units"), links.UNITS)]
    return Page(links.unit_page(unit["reporter_code"]), name, sections, nav=links.UNITS, parents=parents)


def _facts(site: Site, unit: Row, known: Known) -> list[tuple[str, Cell]]:
    """Its place, its reports and how much it is asked."""
    reports, asked = known.reports[unit["reporter_code"]], _asked(unit, known)
    score = known.scores.get(unit["area_id"]) if unit["kind"] == "commune" else None
    pairs: list[tuple[str, Cell]] = []
    if score and score["rank"] is not None:
        points = site.number(score["score"], 2)
        said = site.t(f"hạng {_place(score)}, {points} điểm", f"place {_place(score)}, {points} points")
        pairs.append((site.t("CXI (nội bộ)", "CXI (internal)"), Cell(said, links.index_page(score["index_code"]))))
    n_missing = sum(row["state"] not in ("read", "not_due") for row in reports)
    n_late = sum(row["timeliness"] == "late" for row in reports)
    word = site.t(f"{n_missing} còn thiếu, {n_late} muộn", f"{n_missing} missing, {n_late} late")
    tone = BAD if n_missing else WATCH if n_late else GOOD
    pairs.append((site.t("Báo cáo 12 tháng qua", "Reports of 12 months"), Cell("", mark=Mark(word, tone))))
    word = site.t(f"{len(asked)} câu hỏi", f"{len(asked)} questions")
    pairs.append((site.t("Đang được hỏi", "Asked"), Cell("", mark=Mark(word, WATCH if asked else GOOD))))
    return pairs

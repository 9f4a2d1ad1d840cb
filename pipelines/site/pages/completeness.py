"""Completeness and timeliness: what came of each form, and a matrix of units by month."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content import reports
from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import BAD, NEUTRAL, NUMBER, SHORT, WATCH, Cell, Column, Matrix, Page, Section, Sign, Table
from pipelines.site.content.marks import state_cell
from pipelines.site.context import Site

N_PERIODS = 12  # columns that fit an A4 page beside the name of the unit
# Reports of monthly forms in the last months up to the release's, and the unit that owes them.
MONTHLY = """
select d.duty_code, d.duty_name_vi, d.duty_name_en, d.reporter_code, d.reporter_name_vi, d.reporter_name_en,
    d.period_code, d.state, d.timeliness, d.n_working_days_late, p.start_date, r.sort_key
from duty_status as d
inner join period as p on p.period_code = d.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
inner join reporter as r on r.reporter_code = d.reporter_code
where d.form_code is not null and p.kind = 'month' and p.calendar = o.calendar
order by d.duty_code, r.sort_key, p.start_date
"""
# What is neither monthly nor due later: the latest of each duty and unit.
OTHERS = """
select d.duty_code, d.duty_name_vi, d.duty_name_en, d.reporter_code, d.reporter_name_vi, d.reporter_name_en,
    d.period_code, p.name_vi as period_name_vi, p.name_en as period_name_en, d.state, d.timeliness,
    d.n_working_days_late, d.last_date, d.first_received_date
from duty_status as d inner join period as p on p.period_code = d.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
where p.kind <> 'month' and d.state <> 'not_due'
qualify row_number() over (partition by d.duty_code, d.reporter_code order by p.end_date desc, p.period_code) = 1
order by d.reporter_name_vi, d.duty_code
"""


TWICE = """
select form_code, row_key, other_form_code, other_row_key, tolerance_pct, reason_vi, reason_en from asked_twice
order by form_code, row_key, other_form_code
"""


def sign(site: Site, row: Row | None) -> Sign:
    """The sign of a report, with words where something is wrong; a dot where none was owed."""
    if row is None or row["state"] == "not_due":
        return Sign("·")
    if row["state"] != "read":
        shown = "✕" if row["state"] == "missing" else "◐"
        return Sign(shown, site.word("duty_state", row["state"]), BAD)
    if row["timeliness"] == "late":
        n = row["n_working_days_late"]
        return Sign("▲", site.t(f"muộn {n} ngày làm việc", f"{n} working days late"), WATCH)
    return Sign("●")


def pages(site: Site) -> Iterator[Page]:
    """The page of what came and when."""
    monthly: dict[str, list[Row]] = {}
    for row in site.source.rows(MONTHLY):
        monthly.setdefault(row["duty_code"], []).append(row)
    matrices = [
        Section(site.name(rows[0], "duty_name"), [_matrix(site, rows)], f"m-{code.lower()}")
        for code, rows in sorted(monthly.items(), key=lambda item: -len(item[1]))
    ]
    yield Page(
        links.COMPLETENESS,
        site.t("Tiến độ gửi báo cáo", "Completeness and timeliness"),
        [
            Section(site.t("Theo biểu và kỳ", "By form and period"), [_forms(site)], "forms"),
            *matrices,
            Section(site.t("Báo cáo khác", "Other reports"), [_others(site)], "others"),
            Section(site.t("Hỏi hai lần", "Asked twice"), [_twice(site)], "twice", is_folded=True),
        ],
        nav=links.COMPLETENESS,
        lead=site.t(
            "Ai đã gửi, ai gửi muộn, ai còn thiếu. Bấm vào tên đơn vị để xem báo cáo và số liệu của đơn vị đó.",
            "Who sent, who was late, who is missing. A unit's name leads to its reports and figures.",
        ),
    )


def _forms(site: Site) -> Table:
    columns = [
        Column(site.t("Biểu", "Form"), SHORT),
        Column(site.t("Kỳ", "Period")),
        *[Column(site.t(*name), NUMBER) for name in COUNTS],
    ]
    rows = [
        [
            Cell(row["form_code"], note=row["form_name"] if site.lang == "vi" else ""),
            Cell(row["period_name"] if site.lang == "vi" else row["period_code"], sort=row["period_code"]),
            *[Cell(site.number(row[key]), sort=row[key]) for key in ("n_due", "n_read", "n_late", "n_missing")],
            Cell(site.with_unit(100 * row["share"], "%", 0), sort=row["share"]),
        ]
        for row in reports.received(site.source)
    ]
    return Table(site.t("Báo cáo phải gửi và đã gửi", "Reports owed and received"), columns, rows)


COUNTS = (("Phải gửi", "Owed"), ("Đã đọc", "Read"), ("Muộn", "Late"), ("Còn thiếu", "Missing"), ("Tỷ lệ", "Share"))


def _matrix(site: Site, rows: list[Row]) -> Matrix:
    """Units by month, those with most faults in the latest months first."""
    periods = sorted({(row["start_date"], row["period_code"]) for row in rows})[-N_PERIODS:]
    found: dict[str, dict[str, Row]] = {}
    names: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["reporter_code"], {})[row["period_code"]] = row
        names[row["reporter_code"]] = row
    lines = [
        (
            Cell(site.name(names[code], "reporter_name"), links.unit_page(code)),
            [sign(site, of_unit.get(period)) for _, period in periods],
        )
        for code, of_unit in found.items()
    ]
    lines.sort(key=lambda line: -sum(one.tone != NEUTRAL for one in line[1]))
    legend = [
        ("●", site.t("đúng hạn", "in time")),
        ("▲", site.t("muộn", "late")),
        ("◐", site.t("đang chờ hoặc không đọc được", "waiting or unreadable")),
        ("✕", site.t("còn thiếu", "missing")),
        ("·", site.t("chưa đến hạn", "not due")),
    ]
    caption = site.t(f"{len(lines)} đơn vị, đơn vị có lỗi đứng trước", f"{len(lines)} units, those with faults first")
    # the month 2027-01 begins on 15 December: its code names it
    return Matrix(caption, [f"{code[-2:]}/{code[-5:-3]}" for _, code in periods], lines, legend)


def _others(site: Site) -> Table:
    columns = [
        Column(site.t("Đơn vị", "Unit")),
        Column(site.t("Báo cáo", "Report")),
        Column(site.t("Kỳ gần nhất", "Latest period")),
        Column(site.t("Hạn cuối", "Last day"), SHORT),
        Column(site.t("Tình trạng", "State")),
    ]
    rows = [
        [
            Cell(site.name(row, "reporter_name"), links.unit_page(row["reporter_code"])),
            Cell(site.name(row, "duty_name")),
            Cell(site.name(row, "period_name"), sort=row["period_code"]),
            Cell(f"{row['last_date']:%d/%m/%Y}" if row["last_date"] else "–", sort=str(row["last_date"] or "")),
            state_cell(site, row),
        ]
        for row in site.source.rows(OTHERS)
    ]
    return Table(
        site.t("Báo cáo quý, năm và báo cáo một lần", "Quarterly, yearly and single reports"),
        columns,
        rows,
        has_filter=True,
        empty=site.t("Không có.", "None."),
    )


def _twice(site: Site) -> Table:
    """Lines of two forms that ask for one thing, and why both stay."""
    columns = [
        Column(site.t("Biểu, dòng", "Form, line"), SHORT),
        Column(site.t("Cũng hỏi ở", "Also asked in"), SHORT),
        Column(site.t("Được lệch", "May differ by"), NUMBER),
        Column(site.t("Vì sao vẫn hỏi", "Why both ask")),
    ]
    rows = [
        [
            Cell(f"{row['form_code']}, {row['row_key']}"),
            Cell(f"{row['other_form_code']}, {row['other_row_key']}"),
            Cell(site.with_unit(row["tolerance_pct"], "%"), sort=row["tolerance_pct"] or ""),
            Cell(site.name(row, "reason")),
        ]
        for row in site.source.rows(TWICE)
    ]
    title = site.t(f"{len(rows)} cặp dòng", f"{len(rows)} pairs of lines")
    return Table(title, columns, rows, empty=site.t("Không có.", "None."))

"""The tables of a unit's page: figures, questions, what lifts and lowers its score, reports."""

from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import BAD, NUMBER, SHORT, WATCH, Cell, Column, Mark, Table
from pipelines.site.content import figures
from pipelines.site.content.marks import state_cell
from pipelines.site.context import Site


def figures_table(site: Site, rows: list[Row]) -> Table:
    """The latest figure of each indicator of a commune."""
    name = site.t("Chỉ tiêu", "Indicator")
    lines = [figures.figure_row(site, row, figures.by_indicator_link(site, row)) for row in rows]
    return Table(
        site.t("Số mới nhất của từng chỉ tiêu", "Latest figure of each indicator"),
        figures.figure_columns(site, name),
        lines,
    )


def questions_table(site: Site, rows: list[Row]) -> Table:
    """What the unit is asked, the latest first."""
    columns = [
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Kỳ", "Period"), SHORT),
        Column(site.t("Tình trạng", "State")),
        Column(site.t("Câu hỏi", "Question")),
    ]
    cells = [
        [
            Cell(row["indicator_name_vi"], links.indicator_page(row["indicator_code"])),
            Cell(row["period_code"]),
            Cell("", mark=Mark(site.word("severity", row["severity"]), BAD if row["severity"] == "hold" else WATCH)),
            Cell(site.name(row, "message")),
        ]
        for row in rows
    ]
    return Table(site.t("Câu hỏi về số liệu đã gửi", "Questions about what was sent"), columns, cells)


def effects_table(site: Site, rows: list[Row]) -> Table:
    """How far each component lifts or lowers the score, in points."""
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Điểm", "Score"), NUMBER),
        Column(site.t("Trung bình các xã", "Mean of communes"), NUMBER),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Làm đổi điểm chung", "Effect on the score"), NUMBER),
    ]
    cells = [
        [
            Cell(site.node_name(row["index_code"], row["node_name_vi"])),
            Cell(site.number(row["score"], 1), sort=row["score"]),
            Cell(site.number(row["mean_score"], 1), sort=row["mean_score"]),
            Cell(f"{row['rank']}/{row['n_field']}" if row["rank"] else "–", sort=row["rank"] or ""),
            Cell(site.number(row["effect_points"], 2), sort=row["effect_points"]),
        ]
        for row in rows
        if row["score"] is not None
    ]
    caption = site.t("Điểm so với trung bình, nhân với trọng số", "Score against the mean, times the weight")
    return Table(caption, columns, cells)


def reports_table(site: Site, rows: list[Row]) -> Table:
    """The reports that the unit owed, the latest first."""
    columns = [
        Column(site.t("Báo cáo", "Report")),
        Column(site.t("Kỳ", "Period")),
        Column(site.t("Hạn cuối", "Last day"), SHORT),
        Column(site.t("Ngày nhận", "Received"), SHORT),
        Column(site.t("Tình trạng", "State")),
        Column(site.t("Ô bỏ trống", "Blank cells"), NUMBER),
    ]
    cells = [
        [
            Cell(site.name(row, "duty_name")),
            Cell(site.name(row, "period_name"), sort=row["period_code"]),
            *[
                Cell(f"{row[key]:%d/%m/%Y}" if row[key] else "–", sort=str(row[key] or ""))
                for key in ("last_date", "first_received_date")
            ],
            state_cell(site, row),
            Cell(site.number(row["n_unanswered"]), sort=row["n_unanswered"] or 0),
        ]
        for row in rows
    ]
    empty = site.t("Không có báo cáo nào phải gửi.", "No reports are owed.")
    return Table(site.t("Báo cáo của 12 tháng qua", "Reports of the last 12 months"), columns, cells, empty=empty)


def register_table(site: Site, rows: list[Row]) -> Table:
    """The entities of a register as last sent."""
    columns = [
        Column(site.t("Tên", "Name")),
        Column(site.t("Biểu, kỳ", "Form, period"), SHORT),
        Column(site.t("Nội dung", "Fields")),
    ]
    cells = [
        [
            Cell(row["entity_name"] or "–"),
            Cell(f"{row['form_code']}, {row['period_code']}"),
            Cell(row["fields_vi"] or "–"),
        ]
        for row in rows
    ]
    caption = site.t(f"{len(rows)} dòng", f"{len(rows)} lines")
    return Table(caption, columns, cells, has_filter=len(rows) > 10)

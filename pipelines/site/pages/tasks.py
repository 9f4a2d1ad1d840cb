"""Tasks of the plans by office, and commitments of the document in force."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content import figures
from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, SHORT, Block, Cell, Column, Page, Section, Table
from pipelines.site.content.marks import TONES, mark
from pipelines.site.context import Site

AGENCIES = """
select a.task_id, a.role, a.today_name_vi as name_vi, s.text_vi, s.time_vi, s.status, s.document_file, s.line
from task_agency as a inner join task_status as s on s.task_id = a.task_id
where a.home_area_id = $area and a.role <> 'cooperating' order by a.today_name_vi, s.document_file, s.line
"""
COMMITMENTS = """
select commitment_id, quote, owner_vi, time_vi, state, document_file, line from commitment
where home_area_id = $area or area_id = $area order by document_file, line
"""


ORDER = list(TONES["task_status"])


def pages(site: Site) -> Iterator[Page]:
    """The page of tasks and commitments."""
    by_office: dict[str, list[Row]] = {}
    for row in site.source.rows(AGENCIES):
        by_office.setdefault(row["name_vi"], []).append(row)
    no_office = [row for row in figures.tasks(site.source) if not row["agencies"]]
    offices = sorted(by_office, key=lambda name: (-_n_overdue(by_office[name]), name))
    sections = [
        Section(site.t("Theo cơ quan", "By office"), [_summary(site, offices, by_office)], "offices"),
        *[
            Section(name, [_tasks(site, by_office[name], name)], f"o-{number}", is_folded=True)
            for number, name in enumerate(offices, 1)
        ],
    ]
    if no_office:
        title = site.t("Nhiệm vụ chưa ghi cơ quan", "Tasks without an office")
        sections.append(Section(title, [_tasks(site, no_office, title)], "no-office", is_folded=True))
    title = site.t("Cam kết của các văn bản", "Commitments of the documents")
    sections.append(Section(title, [_commitments(site, title)], "commitments", is_folded=True))
    yield Page(
        links.TASKS,
        site.t("Nhiệm vụ và cam kết", "Tasks and commitments"),
        sections,
        nav=links.TASKS,
        lead=site.t(
            "Nhiệm vụ của các kế hoạch, xếp theo cơ quan hiện nay; câu chữ là của văn bản.",
            "Tasks of the plans under the offices of today, in the Vietnamese words of the documents.",
        ),
        finds=[(name, f"{links.TASKS}#o-{number}") for number, name in enumerate(offices, 1)],
    )


def _n_overdue(rows: list[Row]) -> int:
    return sum(row["status"] == "overdue" for row in rows)


def _summary(site: Site, offices: list[str], by_office: dict[str, list[Row]]) -> Block:
    """Counts by office, those with overdue tasks first."""
    columns = [
        Column(site.t("Cơ quan", "Office")),
        Column(site.t("Nhiệm vụ", "Tasks"), NUMBER),
        Column(site.t("Quá hạn", "Overdue"), NUMBER),
        Column(site.t("Hoàn thành", "Done"), NUMBER),
    ]
    rows = [
        [
            Cell(name, f"{links.TASKS}#o-{number}"),
            Cell(str(len(by_office[name])), sort=len(by_office[name])),
            Cell(str(_n_overdue(by_office[name])), sort=_n_overdue(by_office[name])),
            Cell(str(n_done := sum(row["status"] == "done" for row in by_office[name])), sort=n_done),
        ]
        for number, name in enumerate(offices, 1)
    ]
    return Table(site.t("Cơ quan chủ trì hoặc thực hiện", "Offices that lead or carry out"), columns, rows)


def _tasks(site: Site, rows: list[Row], caption: str) -> Block:
    columns = [
        Column(site.t("Mã", "Code"), SHORT),
        Column(site.t("Nhiệm vụ", "Task")),
        Column(site.t("Thời gian", "Time")),
        Column(site.t("Tình trạng", "State")),
        Column(site.t("Văn bản", "Document"), SHORT),
    ]
    cells = [
        [
            Cell(row["task_id"]),
            Cell(row["text_vi"]),
            Cell(row["time_vi"] or "–"),
            Cell(
                "", sort=list(TONES["task_status"]).index(row["status"]), mark=mark(site, "task_status", row["status"])
            ),
            Cell(f"{row['document_file'].split('_')[0]}, {site.t('dòng', 'line')} {row['line']}"),
        ]
        for row in rows
    ]
    return Table(caption, columns, cells)


def _commitments(site: Site, caption: str) -> Block:
    columns = [
        Column(site.t("Mã", "Code"), SHORT),
        Column(site.t("Cam kết", "Commitment")),
        Column(site.t("Ai", "Who")),
        Column(site.t("Thời gian", "Time")),
        Column(site.t("Tình trạng", "State")),
        Column(site.t("Văn bản", "Document"), SHORT),
    ]
    cells = [
        [
            Cell(row["commitment_id"]),
            Cell(row["quote"]),
            Cell(row["owner_vi"] or "–"),
            Cell(row["time_vi"] or "–"),
            Cell(site.word("commitment_state", row["state"]) if row["state"] else "–"),
            Cell(f"{row['document_file'].split('_')[0]}, {site.t('dòng', 'line')} {row['line']}"),
        ]
        for row in site.source.rows(COMMITMENTS)
    ]
    return Table(caption, columns, cells, has_filter=True)

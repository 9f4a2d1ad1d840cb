"""Parts that the monthly bulletin and the yearly reports share: targets, reports received, held figures, closing."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from pipelines.files.bulletins.layout import SMALL, Letter
from pipelines.files.content import reports
from pipelines.files.content.figures import URGENT
from pipelines.files.content.release import Source
from pipelines.files.references import (
    Row,
    decimals_of,
    fixed,
    period_cell,
    period_within,
    progress,
    ref,
    shown,
    target,
)
from pipelines.files.word.binding import Look, Writer

MET = ("met", "fully_met", "maintained")
FAILED = ("missed", "not_maintained", "below")
N_LISTED = 8  # names or figures in one sentence or list; the table or workbook has all
RECEIVED = """
select c.duty_code, c.form_code, c.period_code, c.n_due, p.name_vi as period_name, p.end_date from completeness as c
inner join period as p on p.period_code = c.period_code
where c.form_code is not null and c.n_due > c.n_not_due and p.end_date between date '{first}' and date '{last}'
order by p.end_date, c.duty_code, c.period_code
"""
COUNTS = ("n_due", "n_read", "n_in_time", "n_late", "n_missing")
LATE = """
select duty_code, reporter_code, period_code, timeliness, state from duty_status
where duty_code = '{duty_code}' and period_code = '{period_code}' and ({condition})
order by reporter_name_vi, reporter_code
"""


@dataclass(frozen=True)
class Draft:
    """A document being written from a release."""

    source: Source
    letter: Letter
    writer: Writer

    def say(self, *templates: str) -> bool:
        """Write the first template whose claims hold as a paragraph of its own; without one that holds nothing."""
        paragraph = self.letter.paragraph()
        if self.writer.write(paragraph, *templates):
            return True
        paragraph._p.getparent().remove(paragraph._p)
        return False

    def fill_row(self, line: Any, templates: Sequence[str], numbers: Container[int] = ()) -> None:
        """Write one template into each cell of a table's row; the columns `numbers` stand on the right."""
        for column, (cell, template) in enumerate(zip(line.cells, templates, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            if column in numbers:
                paragraph.alignment = ALIGN.RIGHT
            self.writer.write(paragraph, template, look=Look(SMALL))


def targets_table(draft: Draft, rows: list[Row]) -> None:
    """Each target with its goal, the latest figure, its period and what is said of it."""
    if not rows:
        draft.letter.paragraph("Chưa có số liệu của mục tiêu nào.")
        return
    draft.letter.caption("Tiến độ các mục tiêu")
    heads = ("Chỉ tiêu", "Mục tiêu", "Đến năm", "Thực hiện", "Kỳ số liệu", "Nhận định")
    table = draft.letter.table(heads, len(rows), (48, 30, 14, 19, 24, 30))
    for row, line in zip(rows, table.rows[1:], strict=True):
        estimate = _claim(progress(row, "figure_status"), "uoc") + " (ước)" if row["figure_status"] == "uoc" else ""
        texts = (
            shown(target(row, "indicator_name_vi")),
            shown(target(row, "number_vi")),
            _until(row, is_short=True),
            shown(progress(row, "value"), decimals_of(row["value"])),
            period_cell(row["period_code"]) + estimate,
            fixed(row["class_vi"]) + _claim(progress(row, "progress_class"), row["progress_class"]),
        )
        draft.fill_row(line, texts, numbers=(2, 3))


def target_sentences(draft: Draft, rows: list[Row], n: int = N_LISTED) -> None:
    """The urgent targets and those that are reached, one sentence each; the class decides the words."""
    for row in [row for row in rows if row["progress_class"] in (*URGENT, *MET)][:n]:
        name, goal = shown(target(row, "indicator_name_vi")), shown(target(row, "number_vi"))
        value = shown(progress(row, "value"), decimals_of(row["value"]))
        value = f"hạng {value}" if row["kind"] == "rank" else f"{value}{_unit(row)}"
        until = f" {_until(row)}" if row["horizon_to"] else ""
        when = period_within(row["period_code"], row["period_name"])
        claim = _claim(progress(row, "progress_class"), row["progress_class"])
        if row["progress_class"] in MET:
            words = "đã đạt" if row["progress_class"] != "maintained" else "đang duy trì được"
            words += " (làm tròn)" if row["is_rounded"] else ""
        elif row["progress_class"] in FAILED:
            words = "chưa đạt"
        else:
            words = f"{row['class_vi'].lower()}, chưa đạt"
        draft.say(f"- {name}: {value} ({when}), {words} mục tiêu “{goal}”{until}.{claim}")


def received_table(draft: Draft, rows: list[Row]) -> None:
    """Reports by form and period."""
    if not rows:
        draft.letter.paragraph("Không có báo cáo nào đến hạn trong kỳ.")
        return
    draft.letter.caption("Tình hình gửi báo cáo")
    heads = ("Báo cáo", "Kỳ", "Phải gửi", "Đã đọc", "Đúng hạn", "Muộn", "Chưa gửi")
    table = draft.letter.table(heads, len(rows), (34, 38, 18, 17, 18, 17, 18))
    for row, line in zip(rows, table.rows[1:], strict=True):
        keys = {key: row[key] for key in ("duty_code", "form_code", "period_code")}
        period = period_cell(row["period_code"])
        counts = [shown(ref("completeness", column, **keys), 0) for column in COUNTS]
        draft.fill_row(line, (fixed(row["form_code"]), period, *counts), numbers=range(2, 7))


def received_sentences(draft: Draft, row: Row) -> None:
    """How many communes sent, who was late, who did not send, of one form and period."""
    keys = {key: row[key] for key in ("duty_code", "form_code", "period_code")}
    due, read, late, missing = (ref("completeness", f"n_{name}", **keys) for name in ("due", "read", "late", "missing"))
    start = f"Biểu {fixed(row['form_code'])}, {period_within(row['period_code'], row['period_name'])}: "
    draft.say(
        f"{start}{shown(read, 0)}/{shown(due, 0)} đơn vị đã gửi và đọc được, không đơn vị nào gửi muộn hoặc chưa gửi."
        f"[[{late} == 0]][[{missing} == 0]]",
        f"{start}{shown(read, 0)}/{shown(due, 0)} đơn vị đã gửi và đọc được; {shown(late, 0)} đơn vị gửi muộn,"
        f" {shown(missing, 0)} đơn vị chưa gửi.",
    )
    for words, condition, claim in (
        ("Gửi muộn", "timeliness = 'late'", ("timeliness", "late")),
        ("Chưa gửi", "state = 'missing'", ("state", "missing")),
    ):
        rows = draft.source.rows(LATE.format(**row, condition=condition))
        if not rows:
            continue
        named = [
            {key: found[key] for key in ("duty_code", "reporter_code", "period_code")} for found in rows[:N_LISTED]
        ]
        names = "; ".join(shown(ref("duty_status", "reporter_name_vi", **keys)) for keys in named)
        more = f" và các đơn vị khác, tổng cộng {shown(missing if 'missing' in claim else late, 0)} đơn vị"
        claims = "".join(_claim(ref("duty_status", claim[0], **keys), claim[1]) for keys in named)
        draft.say(f"- {words}: {names}{more if len(rows) > N_LISTED else ''}.{claims}")


def held_sentences(draft: Draft) -> None:
    """How many figures are held, and the first ones by name."""
    held = "count slice_state where state='held'"
    if not draft.say(
        f"Không có số liệu nào đang giữ lại.[[{held} == 0]]",
        f"Đang giữ lại {shown(held, 0)} số liệu chờ đơn vị giải trình hoặc sửa; thay vào đó là số công bố gần nhất."
        f" Gần đây nhất:[[{held} > 0]]",
    ):
        return
    seen: dict[tuple[str, ...], Row] = {}
    for row in reports.held(draft.source):
        if row["kind"] == "held":  # of two measures of one figure the first
            area_id, indicator, breakdown, *_, period_code = row["slice_id"].split("|")
            seen.setdefault((area_id, indicator, breakdown, period_code), row)
    for row in list(seen.values())[:N_LISTED]:
        slice_id = row["slice_id"]
        kind = shown(ref("area", "kind_vi", area_id=row["area_id"]))
        area = shown(ref("indicator_value", "area_name_vi", slice_id=slice_id))
        name = shown(ref("indicator_value", "indicator_name_vi", slice_id=slice_id))
        period = period_within(row["period_code"], row["period_name"])
        draft.say(f"- {kind} {area}: {name}, {period}.{_claim(ref('slice_state', 'state', slice_id=slice_id), 'held')}")


def received_rows(source: Source, first: object, last: object) -> list[Row]:
    """The forms of periods that ended between two days."""
    return source.rows(RECEIVED.format(first=first, last=last))


def _until(row: Row, *, is_short: bool = False) -> str:
    """The year by which a target is to be reached, or that it is a yearly one; `is_short` as a table has it."""
    year = row["horizon_to"]
    if row["accumulation"] == "per_year":
        return "hằng năm" + _claim(target(row, "accumulation"), "per_year")
    if not year:
        return "–"
    return f"{'' if is_short else 'đến năm '}{fixed(year)}[[{target(row, 'horizon_to')} == {year}]]"


def _unit(row: Row) -> str:
    """The unit after a number."""
    return f" {fixed(row['uom_symbol_vi'])}" if row["uom_symbol_vi"] else ""


def _claim(reference: str, value: str) -> str:
    return f"[[{reference} == '{value}']]"

"""What to ask a sender: every cell that was not taken, left blank, or accused by a rule, as marks in Vietnamese.

Here: landing and the last build turned into questions. Not here: how an answer looks (forms), where it is put
(replies.py). A question is the same in a corrected file as long as the same line has the same fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import PublishedFigure, SliceKey
from pipelines.forms.number_text import number_vi
from pipelines.forms.reply.copy import NUMBER, LandedCell
from pipelines.forms.reply.marks import Mark, question_id
from pipelines.publication.release.last_published import last_published
from pipelines.settings import Places
from pipelines.warehouse.query import query

VIOLATIONS = """
select c.submission_id, c.sheet, c.address, v.rule_code, v.rule_kind, v.severity, v.indicator_code, v.breakdown_code,
    v.measure_code, v.period_code, v.expected_low, v.expected_high, v.message_vi
from violation as v
inner join violation_cell as c on c.violation_id = v.violation_id
where v.outcome = 'fail' and not v.is_waived and list_contains($submissions, c.submission_id)
order by v.violation_id, c.sheet, c.address
"""
DIGITS = 4  # decimals of a plausible range: as many as the rules' own messages print
BLANK = "Ô này phải điền nhưng đang để trống.\nĐề nghị: {}."
FILL = "ghi số; không phát sinh thì ghi “-”; có phát sinh nhưng chưa thu thập được thì ghi “...”"
ESTIMATES = {"uoc": "số ước tính", "so_bo": "số sơ bộ"}
PROPOSALS = {
    "cumulative_balance": "kiểm tra số trong kỳ và số luỹ kế; nếu luỹ kế kỳ trước sai, gửi lại biểu của kỳ trước.",
    "part_whole": "kiểm tra cả hai dòng; sửa dòng sai, phần “trong đó” không lớn hơn số chung.",
    "children_sum": "cộng lại các dòng chi tiết; sửa dòng sai để tổng bằng các phần.",
    "jump": "nếu gõ thừa hoặc thiếu chữ số thì sửa; nếu số đúng thì ghi lý do ở cột Giải trình.",
    "share_bounds": "kiểm tra tử số và mẫu số; nếu số đúng thì ghi lý do ở cột Giải trình.",
    "reported_derived": "tính lại tỷ lệ từ hai dòng gốc, hoặc sửa dòng gốc bị sai.",
}


Place = tuple[str | None, str | None]


@dataclass(frozen=True)
class Submission:
    """One submission of a receipt, as landed."""

    row: Mapping[str, Any]
    cells: Sequence[Mapping[str, Any]]
    figures: Mapping[tuple[str, str], tuple[float, str | None]]  # by sheet and address: value, kind of estimate
    settled: frozenset[Place] = frozenset()  # (row_key, col_key) that a later partial submission has answered

    @property
    def key(self) -> tuple[str, str, str]:
        """Whose form for which period: questions are named under it."""
        return tuple(str(self.row[name] or "") for name in ("reporter_code", "form_code", "period_code"))  # type: ignore[return-value]

    def landed(self) -> list[LandedCell]:
        """Every filled cell with its text; personal cells have none."""
        return [LandedCell(one["sheet"], one["address"], one["raw_text"]) for one in self.cells if one["raw_text"]]


class Questions:
    """Asks about submissions; `tables` is the tree of the last build or release, where there is one."""

    def __init__(self, places: Places, codebook: Codebook, submissions: Sequence[Submission], tables: Path | None):
        self.places, self.codebook = places, codebook
        self.periods = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
        self.violations: dict[str, list[dict[str, Any]]] = {}
        if tables is not None:
            asked = {"submissions": [one.row["submission_id"] for one in submissions]}
            for row in query(tables, VIOLATIONS, asked).iter_rows(named=True):
                self.violations.setdefault(row["submission_id"], []).append(row)

    def of(self, submission: Submission) -> list[Mark]:
        """Every question about one submission, in the order of its cells."""
        reporter, form, period = submission.key
        last = last_published(self.places, self.codebook, form, reporter, period)
        slices = self._slices(submission.row)
        raw = {(one["sheet"], one["address"]): one for one in submission.cells}
        marks: list[Mark] = []
        for cell in submission.cells:
            if (cell["row_key"], cell["col_key"]) in submission.settled:
                continue
            figure = submission.figures.get((cell["sheet"], cell["address"]))
            of_cell = self._of_cell(cell, figure, submission.key)
            if of_cell:
                place = (cell["row_key"] or "", cell["col_key"] or "")
                known = self._known(slices.get(place), last)
                text = f"{of_cell[1]}{known}"
                marks.append(Mark(cell["sheet"], cell["address"], of_cell[0], text, of_cell[2]))
        n_own = len(marks)  # the accused cell comes before the others that its rule names
        for row in self.violations.get(submission.row["submission_id"], []):
            if row["period_code"] == period:  # of rules that look back, last month's cells are last month's matter
                cell = raw.get((row["sheet"], row["address"]), {})
                at = len(marks) if self._subject(row) != self._slice(cell, slices) else n_own
                marks.insert(at, self._accused(row, cell, slices, last, submission.key))
        return marks

    @staticmethod
    def _subject(row: Mapping[str, Any]) -> SliceKey:
        return SliceKey(row["indicator_code"], row["breakdown_code"], row["measure_code"])

    @staticmethod
    def _slice(cell: Mapping[str, Any], slices: Mapping[tuple[str, str], SliceKey]) -> SliceKey | None:
        return slices.get((cell.get("row_key") or "", cell.get("col_key") or ""))

    def _of_cell(
        self, cell: Mapping[str, Any], figure: tuple[float, str | None] | None, key: tuple[str, str, str]
    ) -> tuple[str, str, str] | None:
        """Severity, text and name of what is said about a cell: no figure, none there, or one that needed reading."""
        place = (cell["row_key"] or cell["address"], cell["col_key"] or cell["sheet"])
        name = question_id(*key, place, cell["reason_code"])
        if cell["outcome"] == "reject":
            why = cell["evidence"] or "không đọc được thành số"
            read = "" if cell["raw_text"] is None else f"Đã đọc: “{cell['raw_text']}”.\n"  # a restricted text
            return "hold", f"{read}Chưa nhận được: {why}.", name
        if cell["outcome"] == "absence" and cell["reason_code"] == "blank":
            return "note", BLANK.format(cell["evidence"] or FILL), name  # a register says what it lacks
        if (
            cell["outcome"] == "observation"
            and figure
            and (cell["evidence"] or not NUMBER.fullmatch(cell["raw_text"] or ""))
        ):
            why = "; ".join(filter(None, (ESTIMATES.get(figure[1] or ""), cell["evidence"])))
            read = f"Đã đọc: “{cell['raw_text']}”, hiểu là {number_vi(figure[0])}{f' ({why})' if why else ''}."
            return "info", f"{read}\nĐề nghị: nếu hiểu sai thì gõ lại thành số.", name
        return None

    def _accused(
        self,
        row: Mapping[str, Any],
        cell: Mapping[str, Any],
        slices: Mapping[tuple[str, str], SliceKey],
        last: Mapping[SliceKey, PublishedFigure],
        key: tuple[str, str, str],
    ) -> Mark:
        subject, mine = self._subject(row), self._slice(cell, slices)
        text = f"Đã đọc: {_said(cell)}.\n{row['message_vi']}"
        if mine == subject:
            text += _range(row["expected_low"], row["expected_high"])
        text += f"{self._known(mine, last)}\nĐề nghị: {PROPOSALS[row['rule_kind']]}"
        return Mark(row["sheet"], row["address"], row["severity"], text, question_id(*key, subject, row["rule_code"]))

    def _known(self, mine: SliceKey | None, last: Mapping[SliceKey, PublishedFigure]) -> str:
        """The last published figure of the cell's slice, as a line of its own."""
        known = last.get(mine) if mine else None
        return f"\nSố đã công bố ({self.periods[known.period_code]}): {number_vi(known.value)}." if known else ""

    def _slices(self, row: Mapping[str, Any]) -> dict[tuple[str, str], SliceKey]:
        """(row_key, col_key) -> slice, for forms of numbered rows."""
        mine = (pl.col("form_code") == row["form_code"]) & (pl.col("form_version") == row["form_version"])
        rows = self.codebook.tables["form_rows"].filter(mine, pl.col("indicator_code").is_not_null())
        columns = self.codebook.tables["form_columns"].filter(mine, pl.col("measure_code").is_not_null())
        return {
            (line["row_key"], column["col_key"]): SliceKey(
                line["indicator_code"], line["breakdown_code"], column["measure_code"]
            )
            for line in rows.iter_rows(named=True)
            for column in columns.iter_rows(named=True)
        }


def _range(low: float | None, high: float | None) -> str:
    """What the rule would take, as a line of its own."""
    if low is None or high is None:
        return ""
    least, most = number_vi(round(low, DIGITS)), number_vi(round(high, DIGITS))
    if low == high:
        return f"\nGiá trị khớp với các số khác: {least}."
    return f"\nKhoảng hợp lý: từ {least} đến {most}."


def _said(cell: Mapping[str, Any]) -> str:
    """What stood in the cell: a number as it is printed here, any text as it was."""
    raw = cell.get("raw_text") or ""
    return number_vi(float(raw)) if NUMBER.fullmatch(raw) else f"“{raw}”"

"""Questions to a sender, as marks in Vietnamese: cells that were not taken, blank cells, cells that violate a rule.

A question has the same id in a corrected file as long as the same line has the same problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import PublishedFigure, SliceKey
from pipelines.forms.number_text import number_vi
from pipelines.forms.reply.copy import NUMBER
from pipelines.forms.reply.marks import Mark, question_id
from pipelines.ledger import Ledger
from pipelines.publication.release.last_published import last_published
from pipelines.publication.reply.asked import asked_marks, open_questions
from pipelines.publication.reply.messages import text
from pipelines.publication.reply.mistakes import Mistakes, Violated, Violation, marks_of
from pipelines.publication.reply.reply_log import Duty
from pipelines.publication.reply.submissions import CellPlace, LinePlace, ReadFigure, Row, Submission
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.settings import Places
from pipelines.vocabulary import FIGURE_STATUS
from pipelines.warehouse.query import query

VIOLATIONS = """
select c.submission_id, c.sheet, c.address, v.rule_code, v.rule_kind, v.severity, v.indicator_code, v.breakdown_code,
    v.measure_code, v.period_code, v.message_vi
from violation as v
inner join violation_cell as c on c.violation_id = v.violation_id
where v.outcome = 'fail' and not v.is_waived and not v.is_repeated and not (v.is_explained and v.severity = 'note')
    and list_contains($submissions, c.submission_id)
order by v.violation_id, c.sheet, c.address
"""
ESTIMATES = FIGURE_STATUS.without("chinh_thuc")


class _Question(NamedTuple):
    """What is asked about a cell."""

    severity: str
    text: str
    question_id: str


class _Known(NamedTuple):
    """What is known of a submission's figures: the slice of each place, and the last published figure of each slice."""

    duty: Duty
    slices: Mapping[LinePlace, SliceKey]
    published: Mapping[SliceKey, PublishedFigure]

    def slice_of(self, cell: Row) -> SliceKey | None:
        """The slice of a cell; None where the form has none for its row and column."""
        return self.slices.get(LinePlace(cell.get("row_key") or "", cell.get("col_key") or ""))


class Questions:
    """Asks about submissions; `tables` is the tree of the latest build or release, None before the first."""

    def __init__(
        self, places: Places, codebook: Codebook, submissions: Sequence[Submission], tables: Path | None
    ) -> None:
        self.places, self.codebook = places, codebook
        self.periods = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
        self.repairs = dict(codebook.tables["rule_kinds"].select("rule_kind", "repair_vi").iter_rows())
        self.areas = dict(codebook.tables["reporters"].select("reporter_code", "area_id").iter_rows())
        self.asked = open_questions(Ledger(places.ledger).read())
        self.violations: dict[str, list[dict[str, Any]]] = {}
        self.mistakes: Mistakes | None = None
        if tables is not None:
            keys = [str(submission.row["submission_id"]) for submission in submissions]
            self.mistakes = Mistakes(codebook, tables, places.landing, keys)
            parameters = {"submissions": keys}
            for row in query(tables, VIOLATIONS, parameters).iter_rows(named=True):
                self.violations.setdefault(row["submission_id"], []).append(row)

    def of(self, submission: Submission) -> list[Mark]:
        """Every question about one submission: those of its cells in their order, then those of violated rules."""
        duty = submission.duty
        published = last_published(self.places, self.codebook, duty.form, duty.reporter, duty.period)
        known = _Known(duty, self._slices(submission.row), published)
        marks: list[Mark] = []
        for cell in submission.cells:
            if LinePlace(cell["row_key"], cell["col_key"]) in submission.settled:
                continue
            figure = submission.figures.get(CellPlace(cell["sheet"], cell["address"]))
            question = self._of_cell(cell, figure, duty)
            if question:
                last = self._last(known.slice_of(cell), known)
                severity, body, name = question
                marks.append(Mark(cell["sheet"], cell["address"], severity, f"{body}{last}", name))
        cells = {CellPlace(cell["sheet"], cell["address"]): cell for cell in submission.cells}
        slices = {place: known.slice_of(cell) for place, cell in cells.items()}
        marks += asked_marks(submission, self.areas.get(duty.reporter, ""), slices, self.asked)
        return marks + self._of_rules(submission, cells, known)

    def _of_rules(self, submission: Submission, cells: Mapping[CellPlace, Row], known: _Known) -> list[Mark]:
        """The questions of violated rules, one for each mistake.

        Cells of an earlier period, which some rules name too, are asked about in the reply for that period.
        """
        key = submission.row["submission_id"]
        violations: dict[Violated, Violation] = {}
        for row in self.violations.get(key, []):
            if row["period_code"] != known.duty.period:
                continue  # asked in the reply for that period
            place = CellPlace(row["sheet"], row["address"])
            name = Violated(row["rule_code"], Cell(*_subject(row), row["period_code"]))
            of_rule = violations.get(name)
            others = of_rule.places if of_rule else ()
            is_subject = _subject(row) == known.slice_of(cells.get(place, {}))
            places = (place, *others) if is_subject else (*others, place)
            repair = self.repairs[row["rule_kind"]]
            violations[name] = Violation(name, row["severity"], row["message_vi"], repair, places)
        marks: list[Mark] = []
        for question in self.mistakes.questions(key, violations) if self.mistakes else ():
            cell = cells.get(question.place, {})
            marks += marks_of(question, _raw(cell), self._last(known.slice_of(cell), known), known.duty)
        return marks

    @staticmethod
    def _of_cell(cell: Row, figure: ReadFigure | None, duty: Duty) -> _Question | None:
        """The question about one cell: it was not taken, is blank, or was understood from a text."""
        place = (cell["row_key"] or cell["address"], cell["col_key"] or cell["sheet"])
        name, raw = question_id(*duty, place, cell["reason_code"]), cell["raw_text"] or ""
        evidence = cell["evidence_vi"]
        if cell["outcome"] == "reject":
            read = text("read", raw=raw) if cell["raw_text"] is not None else ""  # a restricted text is not repeated
            return _Question("hold", read + text("not_taken", reason=evidence or text("no_number")), name)
        if cell["outcome"] == "absence" and cell["reason_code"] == "blank":  # a register's evidence names what it lacks
            return _Question("note", text("blank", proposal=evidence or text("fill")), name)
        if cell["outcome"] == "observation" and figure and (evidence or not NUMBER.fullmatch(raw)):
            status = text(f"estimate_{figure.figure_status}") if figure.figure_status in ESTIMATES else ""
            reason = "; ".join(filter(None, (status, evidence)))
            understood = {"raw": cell["raw_text"], "value": number_vi(figure.value)}
            return _Question("info", text("understood", **understood, reason=f" ({reason})" if reason else ""), name)
        return None

    def _last(self, of_cell: SliceKey | None, known: _Known) -> str:
        """The last published figure of a slice, as a line; nothing where there is none."""
        last = known.published.get(of_cell) if of_cell else None
        return text("known", period=self.periods[last.period_code], value=number_vi(last.value)) if last else ""

    def _slices(self, row: Row) -> dict[LinePlace, SliceKey]:
        """The slice of every place of a form of numbered rows."""
        of_form = (pl.col("form_code") == row["form_code"]) & (pl.col("form_version") == (row["form_version"] or 0))
        rows = self.codebook.tables["form_rows"].filter(of_form, pl.col("indicator_code").is_not_null())
        columns = self.codebook.tables["form_columns"].filter(of_form, pl.col("measure_code").is_not_null())
        return {
            LinePlace(line["row_key"], column["col_key"]): SliceKey(
                line["indicator_code"], line["breakdown_code"], column["measure_code"]
            )
            for line in rows.iter_rows(named=True)
            for column in columns.iter_rows(named=True)
        }


def _subject(row: Row) -> SliceKey:
    """The slice that a violation is about."""
    return SliceKey(row["indicator_code"], row["breakdown_code"], row["measure_code"])


def _raw(cell: Row) -> str:
    """What stood in the cell: a number as Vietnamese print it, any other text as it was."""
    raw = cell.get("raw_text") or ""
    return number_vi(float(raw)) if NUMBER.fullmatch(raw) else f"“{raw}”"

"""The submissions that replies ask about, as landed: their cells, their figures, and what later ones corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.reply.copy import LandedCell
from pipelines.publication.candidate.in_force import DUTY
from pipelines.publication.reply.reply_log import Duty
from pipelines.submissions.intake.order.landed import landed

Row = Mapping[str, Any]


class LinePlace(NamedTuple):
    """A figure's place in a form: its row and its column."""

    row_key: str | None
    col_key: str | None


class CellPlace(NamedTuple):
    """A cell's place in a workbook."""

    sheet: str
    address: str


class ReadFigure(NamedTuple):
    """A number that was read, and whether it is an estimate."""

    value: float
    figure_status: str | None


@dataclass(frozen=True)
class Submission:
    """One submission of a receipt with its cells."""

    row: Row
    cells: Sequence[Row]
    figures: Mapping[CellPlace, ReadFigure]
    settled: frozenset[LinePlace] = frozenset()  # places that a later partial submission has filled

    @property
    def duty(self) -> Duty:
        """Whose form for which period; question ids depend on it."""
        return Duty(*(str(self.row[name] or "") for name in DUTY))

    def landed(self) -> list[LandedCell]:
        """Every filled cell with its text; personal cells have none."""
        return [LandedCell(cell["sheet"], cell["address"], cell["raw_text"]) for cell in self.cells if cell["raw_text"]]


def read_submissions(
    folder: Path, submissions: pl.DataFrame, standing: pl.DataFrame, receipts: set[str], upto: int
) -> dict[str, list[Submission]]:
    """By receipt: its submissions with their cells.

    `folder` is the landing, `submissions` all of them up to the ledger position `upto`, `standing` those in force.
    """
    cells: dict[str, list[Row]] = {}
    for cell in landed(folder, "cell", upto).filter(pl.col("receipt_id").is_in(list(receipts))).iter_rows(named=True):
        cells.setdefault(cell["submission_id"], []).append(cell)
    wanted = submissions.filter(pl.col("receipt_id").is_in(list(receipts)))
    observations = landed(folder, "observation", upto).filter(
        pl.col("submission_id").is_in(wanted["submission_id"].to_list())
    )
    figures: dict[str, dict[CellPlace, ReadFigure]] = {}
    for row in observations.drop_nulls("value").iter_rows(named=True):
        of_submission = figures.setdefault(row["submission_id"], {})
        of_submission[CellPlace(row["sheet"], row["address"])] = ReadFigure(row["value"], row["figure_status"])
    settled = _settled(standing, observations)
    found: dict[str, list[Submission]] = {receipt: [] for receipt in receipts}
    for row in wanted.iter_rows(named=True):
        key = row["submission_id"]
        submission = Submission(row, cells.get(key, []), figures.get(key, {}), settled.get(key, frozenset()))
        found[row["receipt_id"]].append(submission)
    return found


def _settled(standing: pl.DataFrame, observations: pl.DataFrame) -> dict[str, frozenset[LinePlace]]:
    """By submission in force: the places that a later partial one of the same duty has filled."""
    in_force = standing.select("submission_id", "receipt_seq", *DUTY)
    later = observations.select("submission_id", "row_key", "col_key").join(in_force, on="submission_id")
    pairs = in_force.join(later, on=DUTY, suffix="_later").filter(pl.col("receipt_seq_later") > pl.col("receipt_seq"))
    found: dict[str, set[LinePlace]] = {}
    for submission, row_key, col_key in pairs.select("submission_id", "row_key", "col_key").iter_rows():
        found.setdefault(submission, set()).add(LinePlace(row_key, col_key))
    return {submission: frozenset(places) for submission, places in found.items()}

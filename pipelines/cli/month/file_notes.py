"""The notes that `chiso receive` prints beside a file: rejected cells, undeclared numbers, bytes received before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipelines.cli.screen import Screen

if TYPE_CHECKING:
    import polars as pl

    from pipelines.publication.month import Review
    from pipelines.submissions.intake.receive import Receipt

NUMBER = r"^[+-]?\d[\d.,\u00a0 ]*%?$"
OUTSIDE = ("unclaimed",)  # reasons of cells in a visible sheet that no declared table holds
UNREAD_OUTCOMES = ("refused", "unreadable")
NAMED = 3  # sheets named in one note


class FileNotes:
    """Notes on received files; `cells` are the landed cells of their receipts."""

    def __init__(self, screen: Screen, cells: pl.DataFrame, receipts: Sequence[Receipt], review: Review) -> None:
        import polars as pl

        self.screen = screen
        self._rejects = cells.filter(pl.col("outcome") == "reject").partition_by("submission_id", as_dict=True)
        is_number = pl.col("raw_text").str.strip_chars().str.contains(NUMBER)
        outside = cells.filter(pl.col("outcome") == "context", pl.col("reason_code").is_in(OUTSIDE), is_number)
        self._outside = outside.partition_by("submission_id", as_dict=True)
        self._same = {receipt.receipt_id: receipt.same_as for receipt in receipts}
        self._late = {file.receipt_id: file.judged_as for file in review.late}
        self.evidence = review.evidence

    def of(self, row: Mapping[str, Any]) -> str:
        """Everything to say about one submission, in one line."""
        screen, receipt = self.screen, row["receipt_id"]
        is_evidence = receipt in self.evidence and row["outcome"] in UNREAD_OUTCOMES
        notes = [self._evidence_of(receipt) if is_evidence else row[f"message_{screen.lang}"] or ""]
        notes += self._of_cells(row) if row["outcome"] == "read" else []
        if self._same.get(receipt):
            notes.append(screen.text("note_same", receipt=self._same[receipt]))
        if receipt in self._late:
            notes.append(screen.text("note_late", judged=self._late[receipt]))
        return "; ".join(note.rstrip(".") if n < len(notes) - 1 else note for n, note in enumerate(notes) if note)

    def _evidence_of(self, receipt: str) -> str:
        reporter, form, period = self.evidence[receipt]
        return self.screen.text("note_evidence", reporter=reporter, form=form, period=period)

    def _of_cells(self, row: Mapping[str, Any]) -> list[str]:
        key = (row["submission_id"],)
        found: list[str] = []
        if row["n_absence_blank"] and not row["n_observation"]:
            found.append(self.screen.text("note_nothing", n=row["n_absence_blank"]))
        rejects, outside = self._rejects.get(key), self._outside.get(key)
        if rejects is not None:
            most = rejects["reason_code"].value_counts(sort=True, name="n").row(0, named=True)
            cell = rejects.filter(rejects["reason_code"] == most["reason_code"]).row(0, named=True)
            n, of = rejects.height, rejects.height + row["n_observation"]
            reason = cell[f"evidence_{self.screen.lang}"] or most["reason_code"]
            where = f"{cell['sheet']}!{cell['address']}"
            found.append(self.screen.text("note_rejects", n=n, of=of, n_same=most["n"], cell=where, reason=reason))
        if outside is not None:
            sheets = [part.row(0, named=True) | {"n": part.height} for part in outside.partition_by("sheet")]
            where = ", ".join(
                f"{place['sheet']}!{place['address']}" + (" …" if place["n"] > 1 else "") for place in sheets[:NAMED]
            )
            where += " …" if len(sheets) > NAMED else ""
            found.append(self.screen.text("note_undeclared", n=outside.height, where=where))
        return found

"""Writes the reply to each received file: the sender's workbook with the questions in it, and the record of them.

Which cells are asked about is decided in questions.py; workbooks are edited by forms/reply.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_ascii
from pipelines.forms.reply.annotate import annotate
from pipelines.forms.reply.copy import LandedCell, copy_with_marks
from pipelines.forms.reply.marks import Mark, Summary
from pipelines.forms.reply.xml_edits import NotEditableError
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.file_names import technical_name
from pipelines.ledger.simulated import simulated_hashes
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.candidate.candidate import candidate, latest_build
from pipelines.publication.candidate.in_force import DUTY, standing_submissions
from pipelines.publication.month import land
from pipelines.publication.release.current import current_release
from pipelines.publication.reply.first_sheet import facts_of, is_read, verdict, whom_to_answer
from pipelines.publication.reply.messages import text
from pipelines.publication.reply.questions import Questions
from pipelines.publication.reply.reply_log import Asked, ReplyLog, by_question
from pipelines.publication.reply.submissions import Submission, read_submissions
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places
from pipelines.submissions.intake.order.landed import landed
from pipelines.submissions.intake.receive import blob_path
from pipelines.submissions.intake.review.open_files import OpenFile, open_files
from pipelines.vocabulary import OUTCOME

PACKAGES = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Reply:
    """One reply on disk, with its numbers of questions, of questions still open and of answered ones."""

    receipt_id: str
    original_name: str
    path: Path
    n_marks: int
    n_open: int
    n_answered: int
    is_edited: bool  # the sender's package, not a copy of its values
    outcome: str  # the worst of its submissions


def reply(
    places: Places,
    seeds: Path,
    out: Path | None = None,
    receipt: str | None = None,
    period: str | None = None,
) -> list[Reply]:
    """Reply to one receipt, or to all in force and all that still need a person (of a period).

    Replies are written to `out`, by default `data/reply/<province>`, where the record of questions is kept too.
    """
    codebook = note_codebook(places, seeds)
    entries = Ledger(places.ledger).read()
    landing, last = land(places, seeds), entries[-1].seq
    rows = landed(landing.folder, "submission", last).sort("receipt_seq", "block_no")
    standing = standing_submissions(rows)
    replaced = rows.filter(pl.col("outcome") == "read").join(standing, on="submission_id", how="anti")["submission_id"]
    still_open = open_files(entries, rows)
    needs_nobody = (pl.col("outcome") != "read") & ~pl.col("receipt_id").is_in([file.file_id for file in still_open])
    settled = needs_nobody | pl.col("submission_id").is_in(replaced.to_list())
    wanted = rows.filter(pl.col("receipt_id") == receipt if receipt else ~settled)
    wanted = wanted.filter(pl.col("period_code") == period) if period else wanted
    of_same_duties = standing.join(wanted.select(DUTY).unique(), on=DUTY)["receipt_id"]
    submissions = read_submissions(landing.folder, rows, standing, {*wanted["receipt_id"], *of_same_duties}, last)
    all_submissions = [submission for of_receipt in submissions.values() for submission in of_receipt]
    (out or _home(places)).mkdir(parents=True, exist_ok=True)
    replies = _Replies(
        places=places,
        questions=Questions(places, codebook, all_submissions, _tables(places)),
        log=ReplyLog(_home(places)),
        names=_names(codebook),
        out=out or _home(places),
        replaced=set(replaced),
        whom_to_answer=whom_to_answer(codebook, places.province),
        open_files=still_open,
        submissions=all_submissions,
        simulated=simulated_hashes(entries),
    )
    receipts = {entry.payload["receipt_id"]: entry for entry in entries if entry.kind == "receipt"}
    return [replies.to(receipts[key], submissions[key]) for key in wanted["receipt_id"].unique(maintain_order=True)]


@dataclass
class _Replies:
    """What every reply of one run needs."""

    places: Places
    questions: Questions
    log: ReplyLog
    names: Mapping[str, str]
    out: Path
    replaced: set[str]
    whom_to_answer: list[tuple[str, str]]  # lines about the day of an answer and the office that takes it
    open_files: Sequence[OpenFile]
    submissions: Sequence[Submission]  # of the receipts to reply to, and those in force for the same duties
    simulated: frozenset[str]  # hashes of simulated files

    def to(self, entry: Entry, submissions: Sequence[Submission]) -> Reply:
        """Write the reply to one receipt."""
        receipt, name = entry.payload["receipt_id"], entry.payload["original_name"]
        asked = [(submission, self.questions.of(submission)) for submission in submissions if is_read(submission)]
        marks = [mark for _, of_submission in asked for mark in of_submission]
        before = self.log.before(entry.seq, [submission.duty for submission, _ in asked])
        beside = {submission.row["submission_id"]: self._beside(submission) for submission, _ in asked}
        elsewhere = {key: place for questions in beside.values() for key, place in questions.items()}
        still = {key: place for key, place in before.items() if key in elsewhere}
        previous = {key: place for key, place in before.items() if key not in still}
        notes = [submission.row["message_vi"] for submission in submissions if submission.row["message_vi"]]
        notes += [text("still_open", question=key, text=place) for key, place in still.items()]
        notes += self._others(receipt, submissions)
        facts = facts_of(entry, submissions, self.names, self.simulated)
        if still or not all(map(is_read, submissions)) or any(mark.severity != "info" for mark in marks):
            facts += self.whom_to_answer
        summary = Summary(facts, verdict(submissions, marks, len(still)), notes, previous)
        cells = [cell for submission in submissions for cell in submission.landed()]
        content, is_edited = _workbook(blob_path(self.places, entry.payload["sha256"]), cells, marks, summary)
        path = self.out / _file_name(receipt, name, is_edited)
        write_atomic(path, content)
        if not any(submission.row["submission_id"] in self.replaced for submission in submissions):
            questions = [
                (s.duty, by_question(of_submission) | beside[s.row["submission_id"]]) for s, of_submission in asked
            ]
            self.log.remember(entry, questions)
        n_open = len({mark.question_id for mark in marks} & previous.keys()) + len(still)
        n_marks = len({mark.question_id for mark in marks})
        outcome = max((submission.row["outcome"] for submission in submissions), key=OUTCOME.codes.index)
        return Reply(receipt, name, path, n_marks, n_open, len(summary.answered(marks)), is_edited, outcome)

    def _others(self, receipt: str, submissions: Sequence[Submission]) -> list[str]:
        """Other files of the same reporter that need a person, by the technical part of their names.

        Which office a file is of may be taken from a folder or a hint, so its name may not be for this reader.
        """
        reporters = {submission.duty.reporter for submission in submissions} - {""}
        return [
            text(
                "other_file",
                name=technical_name(file.source.rpartition("/")[2], file.file_id),
                outcome=text(f"outcome_{file.state}"),
            )
            for file in self.open_files
            if file.reporter_code in reporters and file.file_id != receipt
        ]

    def _beside(self, partial: Submission) -> Asked:
        """What is still open in the submissions that a partial one corrects, since it fills its own cells only."""
        if partial.row["mode"] != "partial":
            return {}
        corrected = [
            submission
            for submission in self.submissions
            if submission.duty == partial.duty
            and submission.row["receipt_seq"] < partial.row["receipt_seq"]
            and submission.row["submission_id"] not in self.replaced
        ]
        return by_question([mark for submission in corrected for mark in self.questions.of(submission)])


def _workbook(blob: Path, cells: list[LandedCell], marks: list[Mark], summary: Summary) -> tuple[bytes, bool]:
    """The sender's own workbook and True where it can be edited, else a copy of what was read and False."""
    try:
        return annotate(blob.read_bytes(), marks, summary), True
    except (NotEditableError, OSError):
        return copy_with_marks(cells, marks, summary), False


def _file_name(receipt: str, original_name: str, is_edited: bool) -> str:
    """An ASCII name with the receipt in front; the sender's suffix for the sender's package."""
    stem, suffix = Path(original_name).stem, Path(original_name).suffix.lower()
    ascii_stem = re.sub(r"[^A-Za-z0-9-]+", "_", name_ascii(stem)).strip("_")[:60]
    return f"{receipt}_{ascii_stem or 'tep'}{suffix if is_edited and suffix in PACKAGES else '.xlsx'}"


def _tables(places: Places) -> Path | None:
    """The tree of the latest candidate, else the current release; None before the first of both."""
    if (places.build / "latest").exists():
        tree = candidate(places, latest_build(places)).tree
        if (tree / "manifest.json").exists():
            return tree
    return current_release(places).folder if places.current.exists() else None


def _names(codebook: Codebook) -> dict[str, str]:
    """Printed names of periods and reporters, by code."""
    periods = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
    return periods | dict(codebook.tables["reporters"].select("reporter_code", "name_vi").iter_rows())


def _home(places: Places) -> Path:
    """The folder of replies of a province."""
    return places.data / "reply" / places.province

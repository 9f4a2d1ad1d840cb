"""The answer to each received file: the sender's workbook with the questions in it, and the record of what was asked.

Here: which receipts, which marks, what the first sheet says, where files go. Not here: what is wrong (questions.py),
how a workbook is edited (forms).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_ascii
from pipelines.forms.reply.annotate import annotate
from pipelines.forms.reply.copy import LandedCell, copy_with_marks
from pipelines.forms.reply.marks import Mark, Summary
from pipelines.forms.reply.xml_edits import NotEditableError
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.days import last_day_of
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.candidate.candidate import candidate, latest_build
from pipelines.publication.candidate.in_force import DUTY, standing_submissions
from pipelines.publication.candidate.run_suites import landed
from pipelines.publication.month import land
from pipelines.publication.release.release import current_release
from pipelines.publication.reply.questions import Place, Questions, Submission
from pipelines.publication.reply.reply_log import ReplyLog, by_question
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path

OUTCOMES = {
    "read": "Đã đọc",
    "waiting": "Đang chờ người quyết định",
    "refused": "Chưa nhận (cần gửi lại)",
    "unreadable": "Không mở được (cần gửi lại)",
}
MODES = {"full": "", "partial": ", bổ sung, điều chỉnh", "withdrawal": ", rút báo cáo"}
GRAVE = ("stop", "hold")


@dataclass(frozen=True)
class Reply:
    """One answer on disk."""

    receipt_id: str
    original_name: str
    path: Path
    n_marks: int
    n_open: int
    n_answered: int
    is_own_workbook: bool  # the sender's own package, not a copy of its values


def reply(
    places: Places,
    seeds: Path,
    out: Path | None = None,
    receipt: str | None = None,
    period: str | None = None,
) -> list[Reply]:
    """Answer one receipt, or all in force (of a period); answers go to `out`, what was asked is kept with the data."""
    codebook = note_codebook(places, seeds)
    entries = Ledger(places.ledger).read()
    landing = land(places, seeds)
    rows = landed(landing.folder, "submission", entries[-1].seq).sort("receipt_seq", "block_no")
    standing = standing_submissions(rows)
    replaced = rows.filter(pl.col("outcome") == "read").join(standing, on="submission_id", how="anti")
    replaced = replaced["submission_id"].to_list()
    wanted = rows.filter(pl.col("receipt_id") == receipt if receipt else ~pl.col("submission_id").is_in(replaced))
    wanted = wanted.filter(pl.col("period_code") == period) if period else wanted
    receipts = {entry.payload["receipt_id"]: entry for entry in entries if entry.kind == "receipt"}
    chosen = [receipts[one] for one in wanted["receipt_id"].unique(maintain_order=True)]
    beside = standing.join(wanted.select(DUTY).unique(), on=DUTY)["receipt_id"]
    needed = {*wanted["receipt_id"], *beside}
    submissions = _submissions(landing.folder, rows, standing, needed, entries[-1].seq)
    flat = [one for of_receipt in submissions.values() for one in of_receipt]
    questions = Questions(places, codebook, flat, _tables(places))
    target = out or _home(places)
    target.mkdir(parents=True, exist_ok=True)
    answer = _Answers(places, questions, ReplyLog(_home(places)), _names(codebook), target, set(replaced), flat)
    return [answer.to(one, submissions[one.payload["receipt_id"]]) for one in chosen]


@dataclass
class _Answers:
    """What every answer of one run needs."""

    places: Places
    questions: Questions
    known: ReplyLog
    names: Mapping[str, str]
    out: Path
    replaced: set[str]
    submissions: Sequence[Submission]  # of the receipts to answer, and what stands beside them

    def to(self, entry: Entry, submissions: Sequence[Submission]) -> Reply:
        """Write the answer to one receipt."""
        receipt, name = entry.payload["receipt_id"], entry.payload["original_name"]
        asked = [(one, self.questions.of(one)) for one in submissions if one.row["outcome"] == "read"]
        marks = [mark for _, of_one in asked for mark in of_one]
        before = self.known.before(entry.seq, [one.key for one, _ in asked])
        beside = {one.row["submission_id"]: self._beside(one) for one, _ in asked}
        elsewhere = {key: text for questions in beside.values() for key, text in questions.items()}
        still = {key: text for key, text in before.items() if key in elsewhere}
        previous = {key: text for key, text in before.items() if key not in still}
        notes = [*_notes(submissions), *(f"Chưa xử lý ({key}): {text}" for key, text in still.items())]
        summary = Summary(
            _facts(entry, submissions, self.names), _verdict(submissions, marks, len(still)), notes, previous
        )
        cells = [cell for one in submissions for cell in one.landed()]
        content, is_own = _made(blob_path(self.places, entry.payload["sha256"]), cells, marks, summary)
        suffix = Path(name).suffix.lower() if is_own and Path(name).suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
        stem = re.sub(r"[^A-Za-z0-9-]+", "_", name_ascii(Path(name).stem)).strip("_")[:60]
        path = self.out / f"{receipt}_{stem or 'tep'}{suffix}"
        write_atomic(path, content)
        if not any(one.row["submission_id"] in self.replaced for one in submissions):
            said = [(one.key, by_question(of_one) | beside[one.row["submission_id"]]) for one, of_one in asked]
            self.known.remember(entry, said)
        n_open = len({mark.question_id for mark in marks} & previous.keys()) + len(still)
        return Reply(receipt, name, path, len(marks), n_open, len(summary.answered(marks)), is_own)

    def _beside(self, partial: Submission) -> dict[str, str]:
        """What is still open in the submissions that a partial one corrects: it answers for its own cells only."""
        if partial.row["mode"] != "partial":
            return {}
        corrected = [
            one
            for one in self.submissions
            if one.key == partial.key
            and one.row["receipt_seq"] < partial.row["receipt_seq"]
            and one.row["submission_id"] not in self.replaced
        ]
        return by_question([mark for one in corrected for mark in self.questions.of(one)])


def _made(blob: Path, cells: list[LandedCell], marks: list[Mark], summary: Summary) -> tuple[bytes, bool]:
    """The sender's own workbook where it can be edited, else a copy of what was read."""
    try:
        return annotate(blob.read_bytes(), marks, summary), True
    except (NotEditableError, OSError):
        return copy_with_marks(cells, marks, summary), False


def _facts(entry: Entry, submissions: Sequence[Submission], names: Mapping[str, str]) -> list[tuple[str, str]]:
    received = f"{entry.payload['receipt_id']}, nhận ngày {last_day_of([entry]):%d/%m/%Y}"
    facts = [("Tệp", entry.payload["original_name"]), ("Biên nhận", received)]
    for one in submissions:
        reporter, form, period = one.key
        said = ", ".join(filter(None, (form, names.get(reporter, reporter), names.get(period, period))))
        counts = f"{one.row['n_observation']} số liệu đã nhận, {one.row['n_reject']} ô chưa nhận"
        said = f"{said or 'chưa nhận ra'}{MODES[one.row['mode']]}"
        facts.append(("Nội dung", f"{said}. {OUTCOMES[one.row['outcome']]}: {counts}"))
    return facts


def _verdict(submissions: Sequence[Submission], marks: Sequence[Mark], n_still: int) -> str:
    if any(one.row["outcome"] != "read" for one in submissions):
        return "Tệp chưa được nhận. Xem lý do và cách sửa dưới đây, rồi gửi lại."
    if all(one.row["mode"] == "withdrawal" for one in submissions):
        return "Báo cáo đã được rút: số liệu đã gửi không còn được dùng. Khi có số liệu, gửi lại biểu đầy đủ."
    grave = {mark.question_id for mark in marks if mark.severity in GRAVE}
    slight = {mark.question_id for mark in marks if mark.severity == "note"} - grave
    before = f" Còn {n_still} câu hỏi của báo cáo đã gửi trước, liệt kê dưới đây." if n_still else ""
    if not grave and not slight:
        read = " Ô màu xanh cho biết máy đã hiểu chữ trong ô thành số nào." if marks else ""
        nothing = (
            "Không có câu hỏi nào về tệp này." if before else "Không có câu hỏi nào. Đơn vị không phải làm gì thêm."
        )
        return nothing + before + read
    counts = f"{len(grave)} điểm phải sửa hoặc giải trình, {len(slight)} điểm cần xem lại"
    return f"{counts}. Sửa ngay trong tệp này và gửi lại.{before}"


def _notes(submissions: Sequence[Submission]) -> list[str]:
    return [text for one in submissions if (text := one.row["message_vi"])]


def _submissions(
    folder: Path, rows: pl.DataFrame, standing: pl.DataFrame, receipts: set[str], upto: int
) -> dict[str, list[Submission]]:
    """The submissions of the receipts with their cells."""
    cells: dict[str, list[dict[str, Any]]] = {}
    for cell in landed(folder, "cell", upto).filter(pl.col("receipt_id").is_in(list(receipts))).iter_rows(named=True):
        cells.setdefault(cell["submission_id"], []).append(cell)
    mine = rows.filter(pl.col("receipt_id").is_in(list(receipts)))
    reported = landed(folder, "observation", upto).filter(
        pl.col("submission_id").is_in(mine["submission_id"].to_list())
    )
    figures: dict[str, dict[tuple[str, str], tuple[float, str | None]]] = {}
    columns = ("submission_id", "sheet", "address", "value", "figure_status")
    for submission, sheet, address, value, status in reported.drop_nulls("value").select(columns).iter_rows():
        figures.setdefault(submission, {})[sheet, address] = (value, status)
    settled = _settled(standing, reported)
    found: dict[str, list[Submission]] = {one: [] for one in receipts}
    for row in mine.iter_rows(named=True):
        key = row["submission_id"]
        one = Submission(row, cells.get(key, []), figures.get(key, {}), settled.get(key, frozenset()))
        found[row["receipt_id"]].append(one)
    return found


def _settled(standing: pl.DataFrame, observations: pl.DataFrame) -> dict[str, frozenset[Place]]:
    """By submission in force: the places that a later partial one of the same duty has filled."""
    own = standing.select("submission_id", "receipt_seq", *DUTY)
    later = observations.select("submission_id", "row_key", "col_key").join(own, on="submission_id")
    pairs = own.join(later, on=DUTY, suffix="_later").filter(pl.col("receipt_seq_later") > pl.col("receipt_seq"))
    found: dict[str, set[Place]] = {}
    for submission, row_key, col_key in pairs.select("submission_id", "row_key", "col_key").iter_rows():
        found.setdefault(submission, set()).add((row_key, col_key))
    return {submission: frozenset(places) for submission, places in found.items()}


def _tables(places: Places) -> Path | None:
    """The candidate built last, else the current release: where the rules have spoken."""
    if (places.build / "latest").exists():
        tree = candidate(places, latest_build(places)).tree
        if (tree / "marts.duckdb").exists():
            return tree
    return current_release(places).folder if places.current.exists() else None


def _names(codebook: Codebook) -> dict[str, str]:
    """Printed names of periods and reporters, by code."""
    periods = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
    return periods | dict(codebook.tables["reporters"].select("reporter_code", "name_vi").iter_rows())


def _home(places: Places) -> Path:
    return places.data / "reply" / places.province

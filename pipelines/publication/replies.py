"""The answer to each received file: the sender's workbook with the questions in it, and the record of what was asked.

Here: which receipts, which marks, what the first sheet says, where files go. Not here: what is wrong (questions.py),
how a workbook is edited (forms).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_ascii
from pipelines.forms.reply import CannotAnnotate, annotate
from pipelines.forms.reply_copy import Landed, copy_with_marks
from pipelines.forms.reply_marks import Mark, Summary
from pipelines.ledger import Entry, Ledger
from pipelines.publication.build import note_codebook
from pipelines.publication.candidate import candidate, latest_build
from pipelines.publication.checks import landed
from pipelines.publication.month import land
from pipelines.publication.questions import Questions, Submission
from pipelines.publication.release import current_release
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places
from pipelines.submissions.receive import blob_path

OUTCOMES = {
    "read": "Đã đọc",
    "waiting": "Đang chờ người quyết định",
    "refused": "Chưa nhận (cần gửi lại)",
    "unreadable": "Không mở được (cần gửi lại)",
}
GRAVE = ("stop", "hold")
Key = tuple[str, str, str]  # reporter, form, period


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
    replaced = _replaced(rows)
    wanted = rows.filter(pl.col("receipt_id") == receipt if receipt else ~pl.col("submission_id").is_in(replaced))
    wanted = wanted.filter(pl.col("period_code") == period) if period else wanted
    receipts = {entry.payload["receipt_id"]: entry for entry in entries if entry.kind == "receipt"}
    chosen = [receipts[one] for one in wanted["receipt_id"].unique(maintain_order=True)]
    submissions = _submissions(landing.folder, rows, {one.payload["receipt_id"] for one in chosen}, entries[-1].seq)
    flat = [one for of_receipt in submissions.values() for one in of_receipt]
    questions = Questions(places, codebook, flat, _tables(places))
    target = out or _home(places)
    target.mkdir(parents=True, exist_ok=True)
    answer = _Answers(places, questions, _Asked(_home(places)), _names(codebook), target, set(replaced))
    return [answer.to(one, submissions[one.payload["receipt_id"]]) for one in chosen]


@dataclass
class _Answers:
    """What every answer of one run needs."""

    places: Places
    questions: Questions
    known: _Asked
    names: Mapping[str, str]
    out: Path
    replaced: set[str]

    def to(self, entry: Entry, submissions: Sequence[Submission]) -> Reply:
        """Write the answer to one receipt."""
        receipt, name = entry.payload["receipt_id"], entry.payload["original_name"]
        asked = [(one, self.questions.of(one)) for one in submissions if one.row["outcome"] == "read"]
        marks = [mark for _, of_one in asked for mark in of_one]
        previous = self.known.before(entry.seq, [one.key for one in submissions])
        facts = _facts(entry, submissions, self.names)
        summary = Summary(facts, _verdict(submissions, marks), _notes(submissions), previous)
        cells = [cell for one in submissions for cell in one.landed()]
        content, is_own = _made(blob_path(self.places, entry.payload["sha256"]), cells, marks, summary)
        suffix = Path(name).suffix.lower() if is_own and Path(name).suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
        stem = re.sub(r"[^A-Za-z0-9-]+", "_", name_ascii(Path(name).stem)).strip("_")[:60]
        path = self.out / f"{receipt}_{stem or 'tep'}{suffix}"
        write_atomic(path, content)
        if not any(one.row["submission_id"] in self.replaced for one in submissions):
            self.known.remember(entry, [(one.key, of_one) for one, of_one in asked])
        n_open = len({mark.question_id for mark in marks} & previous.keys())
        return Reply(receipt, name, path, len(marks), n_open, len(summary.answered(marks)), is_own)


def _made(blob: Path, cells: list[Landed], marks: list[Mark], summary: Summary) -> tuple[bytes, bool]:
    """The sender's own workbook where it can be edited, else a copy of what was read."""
    try:
        return annotate(blob.read_bytes(), marks, summary), True
    except (CannotAnnotate, OSError):
        return copy_with_marks(cells, marks, summary), False


def _facts(entry: Entry, submissions: Sequence[Submission], names: Mapping[str, str]) -> list[tuple[str, str]]:
    facts = [("Tệp", entry.payload["original_name"]), ("Biên nhận", f"{entry.payload['receipt_id']}, {entry.at[:10]}")]
    for one in submissions:
        reporter, form, period = one.key
        said = ", ".join(filter(None, (form, names.get(reporter, reporter), names.get(period, period))))
        counts = f"{one.row['n_observation']} số liệu đã nhận, {one.row['n_reject']} ô chưa nhận"
        facts.append(("Nội dung", f"{said or 'chưa nhận ra'}. {OUTCOMES[one.row['outcome']]}: {counts}"))
    return facts


def _verdict(submissions: Sequence[Submission], marks: Sequence[Mark]) -> str:
    if any(one.row["outcome"] != "read" for one in submissions):
        return "Tệp chưa được nhận. Xem lý do và cách sửa dưới đây, rồi gửi lại."
    grave = {mark.question_id for mark in marks if mark.severity in GRAVE}
    slight = {mark.question_id for mark in marks if mark.severity == "note"} - grave
    if not grave and not slight:
        read = " Ô màu xanh cho biết máy đã hiểu chữ trong ô thành số nào." if marks else ""
        return f"Không có câu hỏi nào. Đơn vị không phải làm gì thêm.{read}"
    counts = f"{len(grave)} điểm phải sửa hoặc giải trình, {len(slight)} điểm cần xem lại"
    return f"{counts}. Sửa ngay trong tệp này và gửi lại."


def _notes(submissions: Sequence[Submission]) -> list[str]:
    return [text for one in submissions if (text := one.row["message_vi"])]


def _submissions(folder: Path, rows: pl.DataFrame, receipts: set[str], upto: int) -> dict[str, list[Submission]]:
    """The submissions of the receipts with their cells."""
    cells: dict[str, list[dict[str, Any]]] = {}
    for cell in landed(folder, "cell", upto).filter(pl.col("receipt_id").is_in(list(receipts))).iter_rows(named=True):
        cells.setdefault(cell["submission_id"], []).append(cell)
    mine = rows.filter(pl.col("receipt_id").is_in(list(receipts)))
    reported = landed(folder, "observation", upto).filter(
        pl.col("value").is_not_null(), pl.col("submission_id").is_in(mine["submission_id"].to_list())
    )
    figures: dict[str, dict[tuple[str, str], tuple[float, str | None]]] = {}
    columns = ("submission_id", "sheet", "address", "value", "figure_status")
    for submission, sheet, address, value, status in reported.select(columns).iter_rows():
        figures.setdefault(submission, {})[sheet, address] = (value, status)
    found: dict[str, list[Submission]] = {one: [] for one in receipts}
    for row in mine.iter_rows(named=True):
        key = row["submission_id"]
        found[row["receipt_id"]].append(Submission(row, cells.get(key, []), figures.get(key, {})))
    return found


def _replaced(rows: pl.DataFrame) -> list[str]:
    """Submissions that a later one of the same form, reporter and period replaced: rules no longer speak of them."""
    key = ["form_code", "reporter_code", "period_code"]
    read = rows.filter(pl.col("outcome") == "read")
    last = pl.col("receipt_seq").max().over(key)
    return read.filter(pl.col("receipt_seq") < last)["submission_id"].to_list()


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


class _Asked:
    """What every answer asked, kept beside them: the next file of the same form and period is held against it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.home.mkdir(parents=True, exist_ok=True)
        self.known: dict[Key, dict[int, dict[str, str]]] = {}  # questions by ledger position of the receipt
        for path in sorted(home.glob("*.questions.json")):
            said = json.loads(path.read_text("utf-8"))
            for one in said["asked"]:
                reporter, form, period = one["key"]
                self.known.setdefault((reporter, form, period), {})[said["receipt_seq"]] = one["questions"]

    def before(self, seq: int, keys: Sequence[Key]) -> dict[str, str]:
        """The questions of the last answer before this receipt, for the same reporters, forms and periods."""
        found: dict[str, str] = {}
        for key in keys:
            earlier = [at for at in self.known.get(key, {}) if at < seq]
            found |= self.known[key][max(earlier)] if earlier else {}
        return found

    def remember(self, entry: Entry, asked: Sequence[tuple[Key, list[Mark]]]) -> None:
        """Keep the questions of one answer."""
        said: list[dict[str, object]] = []
        for key, marks in asked:
            questions = {mark.question_id: f"{mark.sheet}!{mark.address}: {mark.text_vi}" for mark in reversed(marks)}
            self.known.setdefault(key, {})[entry.seq] = questions
            said.append({"key": list(key), "questions": questions})
        text = json.dumps({"receipt_seq": entry.seq, "asked": said}, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self.home / f"{entry.payload['receipt_id']}.questions.json", text.encode())

"""The mode of a submission: it replaces what came before (full), corrects some cells (partial), or withdraws it.

`apply` finds the words of the head that say so and changes the account accordingly. Which earlier figures are meant is
decided in the warehouse, by the order of the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.codebook.text import FoldedPattern, name_ascii, name_fold
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.notes import note
from pipelines.vocabulary import MODE

FULL, PARTIAL, WITHDRAWAL = MODES = MODE.codes
KIND = "loai bao cao"
WORDS = {  # after `Loại báo cáo:`
    FULL: FoldedPattern(r"\b(?:đầy đủ|toàn bộ|lần đầu|chính thức|thay thế)\b"),
    PARTIAL: FoldedPattern(r"\b(?:bổ sung|điều chỉnh|đính chính|một phần)\b"),
    WITHDRAWAL: FoldedPattern(r"\b(?:rút(?! gọn)|thu hồi|hủy)\b"),
}
CORRECTS = r"(?:bổ sung|điều chỉnh|đính chính)"
LINES = {  # a line of its own
    PARTIAL: FoldedPattern(
        rf"(?:(?:báo cáo|biểu|bản|số liệu) )?{CORRECTS}(?: (?:và |hoặc )?{CORRECTS})*(?: số liệu| báo cáo)?"
        r"(?: lần(?: thứ)? (?:\d+|nhất|hai|ba|tư|năm))?"
    ),
    WITHDRAWAL: FoldedPattern(
        r"(?:đề nghị )?(?:rút|thu hồi|hủy)(?: lại)? (?:báo cáo|biểu|số liệu)(?: đã (?:gửi|nộp))?"
    ),
}


class _StatedMode(NamedTuple):
    """The mode that a head states; else, where it states several, the text that does."""

    mode: str | None
    unclear: str = ""


def apply(account: Account, head: Sequence[Cell], stated: str | None) -> str:
    """Change the account to fit its mode and return the mode; `stated` at receipt takes precedence over the head."""
    found = _of_head(head)
    mode = stated or found.mode or FULL
    if found.unclear and not stated:
        account.notes.append(note("mode_unclear", text=found.unclear))
    if mode == PARTIAL:
        _make_partial(account)
    elif mode == WITHDRAWAL:
        _withdraw(account)
    return mode


def _of_head(head: Sequence[Cell]) -> _StatedMode:
    unclear = ""
    for cell, following in pairwise([*head, None]):
        if cell is None:
            break
        for piece in (cell.raw_text or "").splitlines():
            folded = name_fold(piece).strip()
            if name_ascii(piece).startswith(KIND):
                is_beside = name_ascii(piece) == KIND and following is not None and _row(cell) == _row(following)
                text = name_fold(following.raw_text or "") if is_beside and following else folded
                modes = [mode for mode, words in WORDS.items() if words.of(text).search(text)]
                if len(modes) == 1:
                    return _StatedMode(modes[0])
                unclear = unclear or (piece.strip() if modes else "")
            elif mode := _mode_of_line(folded):
                return _StatedMode(mode)
    return _StatedMode(None, unclear)


@lru_cache(maxsize=4096)  # the same lines come in every file of a form
def _mode_of_line(folded: str) -> str | None:
    return next((mode for mode, line in LINES.items() if line.of(folded).fullmatch(folded)), None)


def _row(cell: Cell) -> tuple[str, str]:
    """Sheet and row of the cell."""
    return cell.sheet, cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _make_partial(account: Account) -> None:
    """Drop blanks and missing rows: what is not filled is left as it was. Note explanations without a figure."""
    account.cells = [cell for cell in account.cells if cell.reason_code != "blank"]
    account.observations = {at: seen for at, seen in account.observations.items() if seen.obs_status != "blank"}
    _drop_missing_rows(account)
    filled = {
        (cell.sheet, cell.row_key) for cell in account.cells if cell.outcome in ("observation", "absence", "reject")
    }
    without_figure = [
        cell.address
        for cell in account.cells
        if cell.reason_code == "explanation" and cell.row_key and (cell.sheet, cell.row_key) not in filled
    ]
    if without_figure:
        account.notes.append(note("explanation_alone", cells=", ".join(without_figure)))


def _withdraw(account: Account) -> None:
    """Take no figure from the file; every filled cell stays in the account."""
    account.cells = [
        cell if cell.outcome == "context" else cell._replace(outcome="context", reason_code="withdrawn")
        for cell in account.cells
        if cell.reason_code != "blank"
    ]
    account.observations = {}
    account.records.clear()
    _drop_missing_rows(account)


def _drop_missing_rows(account: Account) -> None:
    """A row that is left out of such a file is not missing."""
    account.notes = [message for message in account.notes if message.code != "rows_missing"]

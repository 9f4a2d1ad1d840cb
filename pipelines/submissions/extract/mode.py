"""How a submission stands to what came before: it replaces all of it, corrects some cells, or withdraws it.

Here: the words that say so, and what becomes of the account then. Not here: which earlier figures are meant (the
warehouse, by the order of the ledger).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.codebook.text import name_fold
from pipelines.submissions.extract.account import Account, Cell
from pipelines.submissions.notes import note

FULL, PARTIAL, WITHDRAWAL = MODES = ("full", "partial", "withdrawal")
KIND = "loại báo cáo"
WORDS = {  # after `Loại báo cáo:`
    FULL: re.compile(r"\b(?:đầy đủ|toàn bộ|lần đầu|chính thức|thay thế)\b"),
    PARTIAL: re.compile(r"\b(?:bổ sung|điều chỉnh|đính chính|một phần)\b"),
    WITHDRAWAL: re.compile(r"\b(?:rút(?! gọn)|thu hồi|hủy)\b"),
}
CORRECTS = r"(?:bổ sung|điều chỉnh|đính chính)"
LINES = {  # a line of its own
    PARTIAL: re.compile(
        rf"(?:(?:báo cáo|biểu|bản|số liệu) )?{CORRECTS}(?: (?:và |hoặc )?{CORRECTS})*(?: số liệu| báo cáo)?"
        r"(?: lần(?: thứ)? (?:\d+|nhất|hai|ba|tư|năm))?"
    ),
    WITHDRAWAL: re.compile(r"(?:đề nghị )?(?:rút|thu hồi|hủy)(?: lại)? (?:báo cáo|biểu|số liệu)(?: đã (?:gửi|nộp))?"),
}


def apply(takings: Account, head: Sequence[Cell], stated: str | None) -> str:
    """The submission's mode, with its account made to fit; what was stated at receipt outweighs the sheet."""
    told, doubt = _told(head)
    mode = stated or told or FULL
    if doubt and not stated:
        takings.notes.append(note("mode_unclear", text=doubt))
    if mode == PARTIAL:
        _partial(takings)
    elif mode == WITHDRAWAL:
        _withdrawal(takings)
    return mode


def _told(head: Sequence[Cell]) -> tuple[str | None, str]:
    """The mode that the head of the sheet tells; else, where it tells several, the text that does."""
    lines = [(cell[0], cell[1], cell[2] or "") for cell in head]
    doubt = ""
    for (sheet, at, text), (next_sheet, next_at, answer) in pairwise([*lines, ("", "", "")]):
        for piece in text.splitlines():
            folded = name_fold(piece).strip()
            if folded.startswith(KIND):
                is_beside = folded == KIND and (sheet, _row(at)) == (next_sheet, _row(next_at))
                said = [
                    mode for mode, words in WORDS.items() if words.search(name_fold(answer) if is_beside else folded)
                ]
                if len(said) == 1:
                    return said[0], ""
                doubt = doubt or (piece.strip() if said else "")
            elif mode := next((mode for mode, line in LINES.items() if line.fullmatch(folded)), None):
                return mode, ""
    return None, doubt


def _row(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _partial(takings: Account) -> None:
    """What is not filled is not spoken of: no blank, no missing row. A reason without a figure is told."""
    takings.cells = [cell for cell in takings.cells if cell[6] != "blank"]
    takings.observations = {at: one for at, one in takings.observations.items() if one[12] != "blank"}
    _forgive(takings)
    given = {(cell[0], cell[3]) for cell in takings.cells if cell[5] in ("observation", "absence", "reject")}
    lone = [cell for cell in takings.cells if cell[6] == "explanation" and cell[3] and (cell[0], cell[3]) not in given]
    if lone:
        where = ", ".join(cell[1] for cell in lone)
        takings.notes.append(note("explanation_alone", cells=where))


def _withdrawal(takings: Account) -> None:
    """Nothing in the file counts any more; every cell stays accounted for."""
    takings.cells = [
        (*cell[:5], "context", "withdrawn", cell[7]) if cell[5] != "context" else cell
        for cell in takings.cells
        if cell[6] != "blank"
    ]
    takings.observations = {}
    takings.records.clear()
    _forgive(takings)


def _forgive(takings: Account) -> None:
    """A row that is left out is not missing here."""
    takings.notes = [message for message in takings.notes if message.code != "rows_missing"]

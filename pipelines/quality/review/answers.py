"""Reads the decisions out of a review list: every fault at its cell, decisions with the cells of their fields.

Lines are known by their key, so they may have been sorted, filtered or deleted, and columns moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.review_sheet import ANSWERS, COLUMNS, OWNER_LABEL, WAIT, WORDS, LineKey, key_of
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.errors import ChisoError, Message, message
from pipelines.ledger import Entry
from pipelines.ledger.reasons import is_stated
from pipelines.quality.decisions import Decision, problems_of
from pipelines.quality.review.messages import ANSWERS as TEXTS
from pipelines.quality.standing import Sent, Slice, payload_of, written_before
from pipelines.submissions.book.book import BrokenCell, Row, Sheet, UnreadableError, address, raw_text
from pipelines.submissions.book.read import read_book
from pipelines.submissions.messages import unreadable

NUMBER = re.compile(r"-?\d+(?:,(\d+)|\.(\d+))?")
OPTION = re.compile(r" \(--[a-z]+\)")
THOUSANDS = 3  # digits behind a separator that may be one of thousands
KINDS = {name_ascii(word): kind for kind, word in WORDS.items()} | {kind: kind for kind in WORDS}
CELL = re.compile(r"([A-Z]+)(\d+)")
COLUMN_OF = {"expected_value": "value", "new_value": "new_value", "reason": "reason"}


class AnswersError(ChisoError):
    """The file cannot be opened, or is no review list."""


class Fault(NamedTuple):
    """Something wrong in a cell: what was found, what was expected, and the repair."""

    file: str
    sheet: str
    address: str
    text: Message

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands, to sort by rows, then columns."""
        match = CELL.fullmatch(self.address)
        return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")

    def in_lang(self, lang: str) -> str:
        """File, sheet, cell and text as one line."""
        return f"{self.file}, {self.sheet}!{self.address}: {self.text.in_lang(lang)}"


class Answered(NamedTuple):
    """One decision, and the cells of its line by column."""

    decision: Decision
    cells: Mapping[str, str]


@dataclass
class Answers:
    """What a person wrote into a list."""

    file: str
    sheet: str = ""
    decided: list[Answered] = field(default_factory=list[Answered])
    n_waiting: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])

    def add_fault(self, cell: str, code: str, /, **values: object) -> None:
        """Note a fault of the catalogue at a cell."""
        self.faults.append(Fault(self.file, self.sheet, cell, message(TEXTS, code, **values)))


def read_answers(path: Path, owner: str = "") -> Answers:
    """The decisions in the list at `path`; `owner` takes the place of the owner that stands in it.

    Raises AnswersError where the file is no review list.
    """
    found = Answers(path.name)
    try:
        book = read_book(path.read_bytes(), {}, lambda _: None)
    except UnreadableError as error:
        vi, en = unreadable(error.reason, path.name, error.detail)
        raise AnswersError(Message(error.reason, vi, en)) from error
    for sheet in book.sheets:
        if (head := _head(sheet)) is not None:
            found.sheet = sheet.name
            _read_sheet(found, sheet, head, owner)
            return found
    raise AnswersError(message(TEXTS, "no_list", file=path.name, column=COLUMNS["key"]))


def find_faults(
    codebook: Codebook, answers: Answers, sent: Mapping[Slice, Sent], entries: Sequence[Entry]
) -> Iterator[Fault]:
    """Yield what is wrong with the decisions themselves, at the cell of the field concerned.

    Decisions that the ledger has already are not looked at: the figure may have changed because of them.
    """
    known = written_before(entries)
    for answer in answers.decided:
        if payload_of(answer.decision) in known:
            continue
        for problem in problems_of(codebook, answer.decision, sent, entries):
            if problem.field != "owner":  # reported once, at the cell of the owner
                cell = answer.cells[COLUMN_OF.get(problem.field, "decision")]
                yield Fault(answers.file, answers.sheet, cell, _as_in_a_list(problem.message, answer.decision))


def _as_in_a_list(text: Message, decision: Decision) -> Message:
    """A sentence without the options of the command line, the kind of decision in the words of the list."""
    kind, word = decision.decision_kind, WORDS[decision.decision_kind]
    return Message(text.code, *(OPTION.sub("", part).replace(f"“{kind}”", f"“{word}”") for part in text[1:]))


class _Head(NamedTuple):
    """The row of the headings, and the column of each."""

    row: int
    columns: Mapping[str, int]


def _head(sheet: Sheet) -> _Head | None:
    """The headings of a review list; None where the sheet has no column of keys."""
    names = {name_fold(heading): name for name, heading in COLUMNS.items()}
    for row, cells in sheet.rows.items():
        columns = {names[text]: at for at, value in cells.items() if (text := name_fold(raw_text(value))) in names}
        if "key" in columns:
            return _Head(row, columns)
    return None


def _read_sheet(found: Answers, sheet: Sheet, head: _Head, owner: str) -> None:
    missing = [COLUMNS[name] for name in ("value", *ANSWERS) if name not in head.columns]
    if missing:
        found.add_fault(address(head.row, head.columns["key"]), "columns_gone", columns=", ".join(missing))
        return
    owner, owner_cell = (owner, "") if owner else _owner(sheet)
    seen: dict[LineKey, int] = {}
    for row in sorted(row for row in sheet.rows if row > head.row):
        cells = {name: address(row, at) for name, at in head.columns.items()}
        texts = {name: _text(sheet.rows[row], at) for name, at in head.columns.items()}
        if not any(texts[name] for name in ANSWERS):
            continue
        key = key_of(texts["key"])
        if key is None:
            found.add_fault(cells["key"], "key_damaged", text=texts["key"] or "–")
            continue
        if key in seen:
            found.add_fault(cells["key"], "repeated", row=seen[key])
            continue
        seen[key] = row
        _read_line(found, _Line(key, texts, cells, sheet.rows[row].get(head.columns["new_value"], "")), owner)
    if found.decided and not is_stated(owner):
        found.add_fault(owner_cell or address(head.row, 1), "owner_missing", label=OWNER_LABEL, text=owner or "–")


class _Line(NamedTuple):
    """One line with an answer."""

    key: LineKey
    texts: Mapping[str, str]
    cells: Mapping[str, str]
    new_value: object


def _read_line(found: Answers, line: _Line, owner: str) -> None:
    kind = KINDS.get(name_ascii(line.texts["decision"]))
    if kind is None:
        choices = ", ".join(WORDS.values())
        found.add_fault(line.cells["decision"], "no_decision", text=line.texts["decision"] or "–", choices=choices)
        return
    if kind == WAIT:
        found.n_waiting += 1
        return
    if kind == "waive" and not line.key.rule_code:
        found.add_fault(line.cells["decision"], "cannot_waive")
        return
    n_faults = len(found.faults)
    new = _new_value(found, line)
    if len(found.faults) > n_faults:
        return
    reason, asked = line.texts["reason"], line.texts["asked"]
    decision = Decision(
        kind,
        *line.key[:6],
        reason=f"{reason} (đã hỏi: {asked})" if asked and is_stated(reason) else reason,
        owner=owner,
        rule_code=line.key.rule_code if kind == "waive" else None,
        expected_value=line.key.value,
        new_value=new,
    )
    found.decided.append(Answered(decision, line.cells))


def _new_value(found: Answers, line: _Line) -> float | None:
    """The new value, a number or a text that can only be one."""
    cell, text, value = line.cells["new_value"], line.texts["new_value"], line.new_value
    if isinstance(value, BrokenCell):
        found.add_fault(cell, "broken_cell", text=text)
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if not text:
        return None
    match = NUMBER.fullmatch(text)
    if match is None or len(match[1] or match[2] or "") == THOUSANDS:
        found.add_fault(cell, "no_number", text=text)
        return None
    return float(text.replace(",", "."))


def _owner(sheet: Sheet) -> tuple[str, str]:
    """The text to the right of the owner's label, and the cell where it belongs."""
    for row, cells in sheet.rows.items():
        for at, value in sorted(cells.items()):
            if name_fold(raw_text(value)) == name_fold(OWNER_LABEL):
                texts = [(other, _text(cells, other)) for other in sorted(cells) if other > at]
                of_cell = next(((text, address(row, other)) for other, text in texts if text), None)
                return of_cell or ("", address(row, at + 4))
    return "", ""


def _text(cells: Row, at: int) -> str:
    return " ".join(raw_text(cells.get(at, "")).split())

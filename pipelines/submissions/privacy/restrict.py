"""Restricts what one submission gives to the landing: texts that may name a person go to `personal`.

Runs in the worker, after extraction and before anything is written, so that nothing behind it sees such a text.
A rejected text is kept with its unknown words masked. A context text that names a person is taken out. Messages,
evidence, findings and explanations are kept with names masked. No figure, outcome or reason changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import parse_address
from pipelines.submissions.extract.records import Cell, Observation, PersonalText, RecordRow
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.privacy.masks import Masks, Rule, without_contacts
from pipelines.submissions.privacy.person_words import PERSON_HEADER, PERSON_LABEL
from pipelines.submissions.reasons.values import VALUES

LOOSE = frozenset(
    {"title", "header", "label", "note", "unclaimed", "summary_row", "hidden_sheet", "explanation", "identity"}
)
AROUND = frozenset({"title", "header", "note", "unclaimed", "hidden_sheet"})  # cells of no declared column
OF_VALUES = frozenset(code.partition(".")[0] for code in VALUES)
RULED = frozenset({"reject", "context"})
KEYS = frozenset({"duplicate_entity", "no_key"})  # codes of entities: ten digits there are no telephone number
PHONE_DIGITS = 9
BELOW = 6  # rows below `Người lập biểu` in which the name may stand
LONGEST_LABEL = 60  # characters of a header or label
RAW, ROW_KEY, COL_KEY, OUTCOME, REASON, VI, EN = (
    Cell._fields.index(name)
    for name in ("raw_text", "row_key", "col_key", "outcome", "reason_code", "evidence_vi", "evidence_en")
)


class _Place(NamedTuple):
    """Where a cell stands."""

    sheet: str
    row: int
    column: int


def restrict(part: Submission, masks: Masks, keep: Sequence[str]) -> None:
    """Restrict one submission; `keep` are texts that its messages may hold: names of the file and of its sheets."""
    for name in ("message_vi", "message_en"):
        if part.row.get(name):
            part.row[name] = masks.message(part.row[name], keep)
    if part.cells:
        _restrict_cells(part, masks)
    if part.observations:
        _mask(part.observations, Observation._fields.index("explanation"), masks)
    if part.matches:
        for name in ("expected", "found"):
            _mask(part.matches, Finding._fields.index(name), masks)
    if part.records:
        at = RecordRow._fields.index("fields")
        part.records[at] = tuple(_fields(text) for text in part.records[at])


def _mask(columns: list[tuple[Any, ...]], at: int, masks: Masks) -> None:
    """Mask the names in one column of texts."""
    if any(columns[at]):
        columns[at] = tuple(masks.names(text) if text else text for text in columns[at])


def _restrict_cells(part: Submission, masks: Masks) -> None:
    """Restrict the cells; texts that change or go are added to `personal` as they were sent."""
    columns = [list(column) for column in part.cells]
    sheets, addresses, raws = columns[0], columns[1], columns[RAW]
    personal: list[PersonalText] = []

    def keep(index: int, kept: str | None, kind: str) -> None:
        if raws[index] != kept:
            personal.append(PersonalText(sheets[index], addresses[index], raws[index], kind))
            raws[index] = kept

    loose: list[int] = []  # context cells whose place proves nothing about them
    for index, (outcome, reason) in enumerate(zip(columns[OUTCOME], columns[REASON], strict=True)):
        if outcome == "context" and reason in LOOSE:
            if raws[index]:
                loose.append(index)
        elif raws[index] and outcome in RULED and (rule := _rule(outcome, reason, masks)):
            keep(index, rule(raws[index]), reason)
    for index in [index for index, evidence in enumerate(columns[VI]) if evidence]:
        columns[VI][index], columns[EN][index] = _evidence(columns, index, masks)
    doubtful = [index for index in loose if raws[index] not in masks.plain]
    named = _personal(columns, loose, doubtful, masks) if doubtful else set[int]()
    for index in sorted(named.union(doubtful)):
        reason = columns[REASON][index]
        kept = None if index in named else masks.names(raws[index])
        keep(index, kept, "signature" if reason in AROUND else reason)
    part.cells = [tuple(column) for column in columns]
    if personal:
        rows = [*zip(*part.personal, strict=True), *personal]
        part.personal = list(zip(*rows, strict=True))


def _rule(outcome: str, reason: str, masks: Masks) -> Rule | None:
    """Return the function that masks a declared cell's text; None where the text has words of units and forms only."""
    if outcome == "reject":
        return masks.names if reason in KEYS else masks.strict
    if outcome == "context":
        return {"evidence": masks.names, "record": _field}.get(reason)
    return None


def _evidence(columns: list[list[Any]], index: int, masks: Masks) -> tuple[str, str | None]:
    """The evidence of a cell in both languages, masked."""
    outcome, reason, english = columns[OUTCOME][index], columns[REASON][index], columns[EN][index]
    rule = masks.names
    if outcome == "reject" and reason in OF_VALUES:
        rule = masks.strict
    elif reason == "unknown_row_code":
        rule = masks.codes
    return rule(columns[VI][index]), rule(english) if english else english


def _personal(columns: list[list[Any]], loose: Sequence[int], doubtful: Sequence[int], masks: Masks) -> set[int]:
    """Which of the cells `loose` may name a person: by the text itself, its column's header or its neighbour.

    The cells `doubtful` are those of them that may be such a text, header or neighbour.
    """
    raws = columns[RAW]
    found = {index for index in doubtful if masks.names_person(raws[index])}
    headers: list[_Place] = []
    labels: list[_Place] = []
    for index in doubtful:
        folded = name_fold(raws[index]) if len(raws[index]) <= LONGEST_LABEL else ""
        is_header, is_label = PERSON_HEADER.fullmatch(folded), PERSON_LABEL.fullmatch(folded)
        if is_header and columns[REASON][index] in AROUND:
            headers.append(_place(columns, index))
        if is_label and columns[REASON][index] in AROUND:
            labels.append(_place(columns, index))
        if not is_header and not is_label:
            masks.keep_plain(raws[index])
    for index in loose if headers or labels else ():
        if columns[COL_KEY][index] is None and _may_be_named(raws[index]):
            sheet, row, column = _place(columns, index)
            is_below = any(sheet == s and column == c and row > r for s, r, c in headers)
            is_beside = any(sheet == s and row == r and column > c for s, r, c in labels)
            is_under = any(sheet == s and column == c and r < row <= r + BELOW for s, r, c in labels)
            if is_below or (columns[REASON][index] in AROUND and (is_beside or is_under)):
                found.add(index)
    return found


def _place(columns: list[list[Any]], index: int) -> _Place:
    return _Place(columns[0][index], *parse_address(columns[1][index]))


def _may_be_named(text: str) -> bool:
    """True for a text with a letter, or with as many digits as a telephone number."""
    return any(char.isalpha() for char in text) or sum(char.isdigit() for char in text) >= PHONE_DIGITS


def _fields(fields: str) -> str:
    """The fields of a record, as JSON, with contacts masked."""
    if without_contacts(fields) == fields:
        return fields
    kept: dict[str, Any] = json.loads(fields)
    masked = {name: _field(value) if isinstance(value, str) else value for name, value in kept.items()}
    return json.dumps(masked, ensure_ascii=False, sort_keys=True)


def _field(text: str) -> str:
    """A field of a record with contacts masked; digits alone are the code of an entity."""
    return without_contacts(text) if any(map(str.isalpha, text)) else text

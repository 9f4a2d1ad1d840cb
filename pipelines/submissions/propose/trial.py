"""Tries proposed or declared rows out on a copy of the seeds: how the file would be read, and what would be lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.additions.addition import added_files, changed_files, problems_with
from pipelines.codebook.errors import Problem
from pipelines.codebook.load import Codebook
from pipelines.errors import Message
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.read_one import read_one
from pipelines.submissions.propose.form_diff import FormDifference
from pipelines.submissions.propose.stand_ins import StandIns
from pipelines.submissions.templates.packed import NONE, SEPARATOR

REASONS = ("reason_code", "evidence_vi", "evidence_en")


class LostCell(NamedTuple):
    """A figure of the file that the proposed rows would not read, and what becomes of it."""

    sheet: str
    address: str
    reason: Message


@dataclass(frozen=True)
class Trial:
    """How the file would be read with the proposed rows; open choices are tried with stand-ins."""

    problems: list[Problem]  # of the codebook with the rows as they are, open choices among them
    faults: list[Problem]  # that remain where every choice has a stand-in; then nothing is read
    then: Sequence[Mapping[str, Any]]  # rows of the landing's `submission`
    n_figures: int  # in the tables of the file
    lost: list[LostCell]


def trial(seeds: Path, province: str, path: Path, stated: dict[str, str | None], found: FormDifference) -> Trial:
    """Add the rows to a copy of the seeds, check it as `chiso codebook check` does, and read the file with it.

    Where choices are open, the check says so, and the file is read with stand-ins for them.
    """
    proposals = [proposal for proposal in found.proposals if proposal.addition.rows]
    tables = [table for proposal in found.proposals for table in proposal.observed.tables]
    figures = [(table.sheet, place) for table in tables for place in table.figures]
    files = changed_files([proposal.addition for proposal in proposals], seeds)
    problems, changed = problems_with(files, seeds)
    if changed is None:
        stand_ins = StandIns(found.codebook)
        filled = [stand_ins.fill(proposal) for proposal in proposals]
        stated = stated | ({"period": stand_ins.period} if stand_ins.period and not stated["period"] else {})
        files = [*changed_files(filled, seeds), *added_files(seeds, "stand_ins", stand_ins.seed_rows())]
        faults, changed = problems_with(files, seeds)
        if changed is None:
            return Trial(problems, faults, [], len(figures), [])
    result = read_one(changed, province, path, _with_sender(changed, province, stated, found), compares=False)
    return Trial(problems, [], [part.row for part in result.parts], len(figures), _lost(figures, result.parts))


def _with_sender(
    codebook: Codebook, province: str, stated: dict[str, str | None], found: FormDifference
) -> dict[str, str | None]:
    """What is stated, with a sender of the form's kind where neither file nor person names one."""
    kinds = {row["reporter_kind"] for p in found.proposals for row in p.addition.rows.get("forms", [])}
    is_known = any(row["reporter_code"] for row in found.today) or any(
        p.observed.form or p.observed.reporter_kind for p in found.proposals
    )
    if stated["sender"] or is_known or len(kinds) != 1:
        return stated
    kind = kinds.pop()
    reporters = codebook.tables["reporters"].filter(pl.col("kind") == ("publisher" if "<" in kind else kind))
    ours = reporters.filter(pl.col("province_code").is_null() | (pl.col("province_code") == province))
    ours = ours.sort("valid_from", "reporter_code")  # the first has existed longest, whichever period the file is of
    return stated | {"sender": ours["reporter_code"][0] if ours.height else None}


def trial_with(codebook: Codebook, province: str, path: Path, stated: dict[str, str | None]) -> Trial:
    """How the file is read with the codebook, and which figures of its tables are lost."""
    result = read_one(codebook, province, path, stated)
    figures = [(table.sheet, place) for form in result.observed for table in form.tables for place in table.figures]
    return Trial([], [], [part.row for part in result.parts], len(figures), _lost(figures, result.parts))


def _lost(figures: list[tuple[str, str]], parts: Sequence[Submission]) -> list[LostCell]:
    """The figures that no observation took, in the order of the file."""
    taken = {place for part in parts for place in _places(part.observations)}
    became: dict[tuple[str, str], Message] = {}
    for part in parts:
        if part.cells:
            codes, vi, en = (_unpacked(part.cells[Cell._fields.index(name)]) for name in REASONS)
            rows = zip(_places(part.cells), codes, vi, en, strict=True)
            became |= {place: Message(code, text or code, english or code) for place, code, text, english in rows}
    nothing = Message("unread", "không thuộc bảng nào đã khai báo", "in no declared table")
    return [LostCell(*place, became.get(place, nothing)) for place in dict.fromkeys(figures) if place not in taken]


def _places(columns: Sequence[Any]) -> list[tuple[str, str]]:
    return list(zip(_unpacked(columns[0]), _unpacked(columns[1]), strict=True)) if columns else []


def _unpacked(column: Any) -> list[str]:
    texts = column.split(SEPARATOR) if isinstance(column, str) else list(column)
    return ["" if text in (None, NONE) else text for text in texts]

"""Compares one workbook with the declared forms, proposes seed rows for its layout, and tries the rows out.

`chiso form diff` prints the result. Nothing is received, stored or changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.addition import added_files, changed_files, problems_with
from pipelines.codebook.errors import Problem
from pipelines.codebook.load import Codebook
from pipelines.errors import ChisoError, Message
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.packing import NONE, SEPARATOR
from pipelines.submissions.intake.read_file import ReadResult, Task
from pipelines.submissions.intake.receive import Delivery, files_of
from pipelines.submissions.intake.worker_pool import WorkerPool
from pipelines.submissions.layout.compile import area_names, compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.propose.form import Proposal, propose
from pipelines.submissions.propose.messages import error
from pipelines.submissions.propose.stand_ins import StandIns

REASONS = ("reason_code", "evidence_vi", "evidence_en")


class NoTableError(ChisoError):
    """There is nothing to compare: the file cannot be read, or holds no table."""


@dataclass(frozen=True)
class FormDifference:
    """How the file is read today, and for each of its forms the nearest one with the rows that would declare it."""

    codebook: Codebook  # what was declared before
    today: Sequence[Mapping[str, Any]]  # rows of the landing's `submission`, as if received now
    proposals: list[Proposal]


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


def difference(
    codebook: Codebook, province: str, path: Path, stated: dict[str, str | None], lang: str = "vi"
) -> FormDifference:
    """Compare a file with every declared form.

    Args:
        codebook: the declared forms.
        province: the code of the province whose reporters are known.
        path: the workbook.
        stated: sender, form and period, as for receiving a file.
        lang: the language of placeholders in the rows, `vi` or `en`.

    Raises:
        NoTableError: the file cannot be read, or holds no table.
    """
    (file,) = files_of(codebook, [path], Delivery(stated.get("sender"), stated.get("form"), stated.get("period")))
    result = _read(codebook, province, file, stated)
    rows = [submission.row for submission in result.parts]
    if not result.observed:
        first = rows[0]
        if first["outcome"] == "unreadable" or first["reason_code"] == "nothing_filled":
            raise NoTableError(Message(first["reason_code"], first["message_vi"], first["message_en"]))
        raise NoTableError(error("no_table", name=file.name))
    proposals = [propose(codebook, observed, lang) for observed in result.observed]
    return FormDifference(codebook, rows, proposals)


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
    result = _read(changed, province, path, _with_sender(changed, province, stated, found), compares=False)
    return Trial(problems, [], [part.row for part in result.parts], len(figures), _lost(figures, result.parts))


def _with_sender(
    codebook: Codebook, province: str, stated: dict[str, str | None], found: FormDifference
) -> dict[str, str | None]:
    """What is stated, with a sender of the form's kind where neither file nor person names one."""
    kinds = {row["reporter_kind"] for p in found.proposals for row in p.addition.rows.get("forms", [])}
    is_known = any(row["reporter_code"] for row in found.today) or any(p.observed.form for p in found.proposals)
    if stated["sender"] or is_known or len(kinds) != 1:
        return stated
    kind = kinds.pop()
    reporters = codebook.tables["reporters"].filter(pl.col("kind") == ("publisher" if "<" in kind else kind))
    ours = reporters.filter(pl.col("province_code").is_null() | (pl.col("province_code") == province))
    return stated | {"sender": ours["reporter_code"][0] if ours.height else None}


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


def _read(
    codebook: Codebook, province: str, path: Path, stated: Mapping[str, str | None], compares: bool = True
) -> ReadResult:
    """Read one file in a worker process of its own."""
    task = Task(
        receipt_seq=1,
        receipt_id="R000001",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        path=str(path.resolve()),
        name=path.name,
        sender=stated["sender"],
        form=stated["form"],
        period=stated["period"],
        compares=compares,
    )
    with WorkerPool(partial(_layouts, codebook, province, compares)) as pool:
        return next(iter(pool.read([task])))


def _layouts(codebook: Codebook, province: str, has_all_areas: bool) -> Layouts:
    """The layouts; with the names of every set of areas, since a new table may be of any."""
    layouts = compile_layouts(codebook, province)
    if not has_all_areas:
        return layouts
    return replace(layouts, areas=area_names(codebook.tables, codebook.tables["areas"]))

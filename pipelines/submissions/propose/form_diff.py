"""Compares one workbook with the declared forms, proposes seed rows for its layout, and tries the rows out.

`chiso form diff` prints the result. Nothing is received, stored or changed.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.codebook.addition import write_additions
from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.load import Codebook, load
from pipelines.errors import ChisoError, Message
from pipelines.submissions.intake.read_file import ReadResult, Task
from pipelines.submissions.intake.receive import Delivery, check_stated
from pipelines.submissions.intake.worker_pool import WorkerPool
from pipelines.submissions.layout.compile import area_names, compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.propose.form import Proposal, propose
from pipelines.submissions.propose.messages import error


class NoTableError(ChisoError):
    """There is nothing to compare: the file cannot be read, or holds no table."""


@dataclass(frozen=True)
class FormDifference:
    """How the file is read today, and for each of its forms the nearest one with the rows that would declare it."""

    today: Sequence[Mapping[str, Any]]  # rows of the landing's `submission`, as if received now
    proposals: list[Proposal]


@dataclass(frozen=True)
class Trial:
    """The codebook with the proposed rows: its problems; where it has none, how the file would be read."""

    problems: list[Problem]
    then: Sequence[Mapping[str, Any]]  # rows of the landing's `submission`


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
    check_stated(codebook, [path], Delivery(stated.get("sender"), stated.get("form"), stated.get("period")))
    result = _read(codebook, province, path, stated)
    rows = [submission.row for submission in result.parts]
    if not result.observed:
        first = rows[0]
        if first["outcome"] == "unreadable" or first["reason_code"] == "nothing_filled":
            raise NoTableError(Message(first["reason_code"], first["message_vi"], first["message_en"]))
        raise NoTableError(error("no_table", name=path.name))
    return FormDifference(rows, [propose(codebook, observed, lang) for observed in result.observed])


def trial(seeds: Path, province: str, path: Path, stated: dict[str, str | None], proposals: list[Proposal]) -> Trial:
    """Add the rows to a copy of the seeds, check it as `chiso codebook check` does, and read the file with it."""
    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(scratch) / "seeds"
        shutil.copytree(seeds, copied)
        write_additions([proposal.addition for proposal in proposals], seeds, copied)
        try:
            codebook = load(copied)
        except CodebookError as codebook_error:
            return Trial(codebook_error.problems, [])
    return Trial([], [submission.row for submission in _read(codebook, province, path, stated, compares=False).parts])


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

"""What a workbook is beside the declared forms: read in the cage, told as proposals of seed rows, and tried out.

Here: the way of one file from its path to its proposals. Not here: finding the nearest form (nearest_form.py), the rows
(form.py), what is printed (cli). Nothing is received, stored or changed.
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
from pipelines.submissions.intake.read_one import ReadResult, Task
from pipelines.submissions.intake.receive import files_of
from pipelines.submissions.intake.worker_pool import WorkerPool
from pipelines.submissions.layout.compile import area_names, compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.propose.form import Proposal, propose


class NoTable(Exception):
    """There is nothing to compare: the file could not be read, or holds no table."""

    def __init__(self, vi: str, en: str) -> None:
        self.message_vi, self.message_en = vi, en
        super().__init__(vi)


@dataclass(frozen=True)
class FormDifference:
    """How the file is read today, what it is nearest to, and which rows would declare it."""

    today: Sequence[Mapping[str, Any]]  # its submissions as received now
    proposals: list[Proposal]


@dataclass(frozen=True)
class Trial:
    """The codebook with the proposed rows: its faults; where it has none, how the file would be read."""

    faults: list[Problem]
    then: Sequence[Mapping[str, Any]]


def difference(codebook: Codebook, province: str, path: Path, stated: dict[str, str | None]) -> FormDifference:
    """The file against every declared form; `stated` as for receive. NoTable where there is nothing to compare."""
    (file,) = files_of(codebook, [path], stated)
    outcome = _read(codebook, province, file, stated)
    rows = [part.row for part in outcome.parts]
    if not outcome.seen:
        if rows[0]["outcome"] == "unreadable" or rows[0]["reason_code"] == "nothing_filled":
            raise NoTable(rows[0]["message_vi"], rows[0]["message_en"])
        vi = f"Tệp “{file.name}”: không trang hiện nào có bảng (tiêu đề và ít nhất hai dòng có tên); kiểm tra lại tệp."
        en = f"File “{file.name}”: no visible sheet has a table (a header and two named rows at least); check the file."
        raise NoTable(vi, en)
    return FormDifference(rows, [propose(codebook, seen) for seen in outcome.seen])


def trial(seeds: Path, province: str, path: Path, stated: dict[str, str | None], proposals: list[Proposal]) -> Trial:
    """Put the rows into a copy of the seeds, check it as `codebook check` does, and read the file with it."""
    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(scratch) / "seeds"
        shutil.copytree(seeds, copied)
        write_additions([proposal.addition for proposal in proposals], seeds, copied)
        try:
            codebook = load(copied)
        except CodebookError as fault:
            return Trial(fault.problems, [])
    return Trial([], [part.row for part in _read(codebook, province, path, stated, compares=False).parts])


def _read(
    codebook: Codebook, province: str, path: Path, stated: Mapping[str, str | None], compares: bool = True
) -> ReadResult:
    """One file in the cage, by itself; names of every set of areas are known, since a new table may be of any."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    given = (stated["sender"], stated["form"], stated["period"])
    task = Task(1, "R000001", sha256, str(path.resolve()), path.name, *given, compares=compares)
    with WorkerPool(partial(_layouts, codebook, province, compares)) as cage:
        return next(iter(cage.read([task])))


def _layouts(codebook: Codebook, province: str, has_all_areas: bool) -> Layouts:
    layouts = compile_layouts(codebook, province)
    if not has_all_areas:
        return layouts
    return replace(layouts, areas=area_names(codebook.tables, codebook.tables["areas"]))

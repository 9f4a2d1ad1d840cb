"""Reads one file in a worker process of its own, without a receipt: nothing is received, stored or changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipelines.codebook.load import Codebook
from pipelines.submissions.intake.read_file import ReadResult, Task
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.layout.compile import area_names, compile_layouts
from pipelines.submissions.layout.layouts import Layouts


def read_one(
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

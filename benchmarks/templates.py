"""Which share of a month's workbooks is read by template, form by form, and what a file costs in either way.

Writes the simulated province's workbooks of some months, mistakes included, and reads them in one process in the order
of their names, month after month. Run: `.venv/bin/python benchmarks/templates.py [period …]`
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipelines.codebook.load import load
from pipelines.sample.province import write_sample
from pipelines.settings import seeds_root
from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.templates import Templates

PERIODS = ("2026-09", "2026-10")
WRITTEN_DUTY = "(no form)"


def main(periods: list[str]) -> None:
    """Write the months, read them in both ways, print the shares."""
    codebook = load(seeds_root())
    layouts = compile_layouts(codebook, "08")
    templates = Templates(layouts)
    with tempfile.TemporaryDirectory() as scratch:
        for period in periods:
            files = sorted(write_sample(codebook, "08", [period], Path(scratch) / period))
            _read(files, layouts, None)  # what is compiled on first use costs neither way
            full = _read(files, layouts, None)
            found = _read(files, layouts, templates)
            print(f"{period}: {len(files)} workbooks, {sum(r.by_template for r in found.results)} by template")
            cost = 1000 / len(files)
            print(
                f"  {full.cpu * cost:.1f} ms of processor a file in the full way, {found.cpu * cost:.1f} with templates"
            )
            forms = Counter(_form(result) for result in found.results)
            taken = Counter(_form(result) for result in found.results if result.by_template)
            for form, n in sorted(forms.items()):
                print(f"  {form:12s} {taken[form]:4d} of {n}")


class _Readings:
    def __init__(self, results: list[ReadResult], cpu: float) -> None:
        self.results, self.cpu = results, cpu


def _read(files: list[Path], layouts: Layouts, templates: Templates | None) -> _Readings:
    start = time.process_time()
    results: list[ReadResult] = []
    for n, path in enumerate(files):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        task = Task(n, f"R{n:06d}", sha256, str(path), path.name, None, None, None)
        results.append(read_workbook(task, layouts, {}, lambda _stage: None, templates))
    return _Readings(results, time.process_time() - start)


def _form(result: ReadResult) -> str:
    return result.parts[0].row.get("form_code") or WRITTEN_DUTY


if __name__ == "__main__":
    main(sys.argv[1:] or list(PERIODS))

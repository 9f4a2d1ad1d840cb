"""Which share of a month's workbooks is read by template, form by form, and what a file costs in either way.

Writes the simulated province's workbooks of some months, mistakes included, and reads them in one process in the order
of their names, month after month. Then the files of one form of the last month are read again with new templates, each
signed by others on another day below another note.
Run: `.venv/bin/python benchmarks/templates.py [period …]`
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

from pipelines.codebook.load import load
from pipelines.sample.province import write_sample
from pipelines.settings import seeds_root
from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.templates import Templates

PERIODS = ("2026-09", "2026-10")
WRITTEN_DUTY = "(no form)"
SIGNED_FORM, SEED = "XA-01", 17
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lý", "Vàng", "Giàng", "Sùng", "Hoàng Văn")
PERSONAL = ("Hoa", "Bình", "Mai", "Hải", "Dung", "Páo", "Dế", "Thu", "Sơn", "Lan", "Minh")
TITLES = ("Thủ trưởng đơn vị", "CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. UBND XÃ\nCHỦ TỊCH")
PLACES = ("Ngọc Đường", "Minh Tân", "Phú Linh", "Đồng Văn", "Lũng Cú", "Yên Minh", "Bắc Quang")


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
        signed = _sign(sorted((Path(scratch) / periods[-1]).glob(f"*_{SIGNED_FORM}_*")), Random(SEED))
        found = _read(signed, layouts, Templates(layouts))
        print(f"{SIGNED_FORM}, signed: {sum(r.by_template for r in found.results)} of {len(signed)} by template")


def _sign(files: list[Path], random: Random) -> list[Path]:
    """Change what stands below the tables: signers and their titles, place and day, a note."""
    for path in files:
        names = [f"{random.choice(FAMILY)} {random.choice(('Văn', 'Thị'))} {random.choice(PERSONAL)}" for _ in "12"]
        day = f"{random.choice(PLACES)}, ngày {random.randint(1, 28)} tháng 11 năm 2026"
        changes = {
            "Ngày …… tháng …… năm ………": day,
            "Thủ trưởng đơn vị": random.choice(TITLES),
            "(Ký, họ tên)": names[0],
            "(Ký, đóng dấu, họ tên)": names[1],
            "Cột 2 cộng dồn": f"Số liệu của {random.randint(3, 19)} thôn. Cột 2 cộng dồn",
        }
        with zipfile.ZipFile(path) as book:
            parts = {part: book.read(part) for part in book.namelist()}
        texts = parts["xl/sharedStrings.xml"].decode()
        for old, new in changes.items():
            if texts.count(old) != 1:
                raise ValueError(f"{path.name}: {old!r} stands {texts.count(old)} times")
            texts = texts.replace(old, new)
        parts["xl/sharedStrings.xml"] = texts.encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for part, content in parts.items():
                book.writestr(part, content)
    return files


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

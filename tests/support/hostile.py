"""Hostile files by family, from a seed: what no honest sender writes, and what careless ones do.

Each family makes one file out of a good workbook of the sample. Nothing here says how a file should be read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from support.stored import store

Family = Callable[[Random, Path, Path], Path]
NAMES = (
    "..%2f..%2fetc",
    "=1+1",
    "<script>",
    "CON",
    "a'b\"c",
    "zzyx \u202e txt",
    "\u200b",
    "báo cáo\nhai dòng",
    "-rf",
    "~x",
)
NUMBERS: tuple[Any, ...] = (
    9e99,
    -9e99,
    1e300,
    1e-300,
    5e-324,
    1e15,
    -1e15,
    999999999999999,
    "9" * 40,
    "0," + "0" * 40 + "1",
)
MARK = 424242


def _figures(sheet: Any) -> list[Any]:
    """The cells of figures, below the row of column codes."""
    top = next(row[0].row for row in sheet.iter_rows() if [str(cell.value) for cell in row[:3]] == ["A", "B", "C"])
    return [
        cell for row in sheet.iter_rows(min_row=top + 1) for cell in row[4:6] if isinstance(cell.value, int | float)
    ]


def random_bytes(rng: Random, source: Path, target: Path) -> Path:
    path = target.with_suffix(rng.choice((".xlsx", ".xls", ".ods", ".csv", ".html", ".xlsb")))
    start = rng.choice((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe"))
    path.write_bytes(start + rng.randbytes(rng.randint(0, 5000)))
    return path


def changed_bytes(rng: Random, source: Path, target: Path) -> Path:
    content = bytearray(source.read_bytes())
    for _ in range(rng.randint(1, 30)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    target.write_bytes(content[: rng.randint(1, len(content))] if rng.random() < 0.3 else content)
    return target


def changed_part(rng: Random, source: Path, target: Path) -> Path:
    """Bytes changed inside one part of the package, which stays a valid archive."""
    with zipfile.ZipFile(source) as package:
        parts = {name: bytearray(package.read(name)) for name in package.namelist()}
    part = parts[rng.choice([name for name in parts if name.endswith(".xml")])]
    for _ in range(rng.randint(1, 10)):
        part[rng.randrange(len(part))] = rng.randrange(32, 127)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, bytes(content))
    return target


def not_finite(rng: Random, source: Path, target: Path) -> Path:
    book = openpyxl.load_workbook(source)
    rng.choice(_figures(book.worksheets[0])).value = MARK
    book.save(target)
    return store(target, {MARK: rng.choice(("NaN", "Infinity", "-Infinity", "1e999", "-1E999", "1e15", "nan"))})


def _edited(rng: Random, source: Path, target: Path, edit: Callable[[Random, Any], None]) -> Path:
    book = openpyxl.load_workbook(source)
    edit(rng, book.worksheets[0])
    book.save(target)
    return target


def huge_numbers(rng: Random, source: Path, target: Path) -> Path:
    def edit(rng: Random, sheet: Any) -> None:
        for cell in rng.sample(_figures(sheet), 8):
            cell.value = rng.choice(NUMBERS)

    return _edited(rng, source, target, edit)


def all_huge(rng: Random, source: Path, target: Path) -> Path:
    """Every figure as large or as small as the warehouse holds: sums, ratios and products of them."""
    number = rng.choice((1e15, -1e15, 1e-300, 1e-9, 0.0000004))

    def edit(_rng: Random, sheet: Any) -> None:
        for cell in _figures(sheet):
            cell.value = number

    return _edited(rng, source, target, edit)


def doubled_block(rng: Random, source: Path, target: Path) -> Path:
    def edit(rng: Random, sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row in rows[rng.randint(0, 12) :]:
            sheet.append(row)

    return _edited(rng, source, target, edit)


def blank_form(rng: Random, source: Path, target: Path) -> Path:
    def edit(_rng: Random, sheet: Any) -> None:
        for cell in _figures(sheet):
            cell.value = None

    return _edited(rng, source, target, edit)


def long_texts(rng: Random, source: Path, target: Path) -> Path:
    def edit(rng: Random, sheet: Any) -> None:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for cell in rng.sample(cells, 6):
            cell.value = rng.choice(("x", "12 ", "Zzyx ", "\n", "“{}”", "=", "%s\t")) * (30_000 // 5)

    return _edited(rng, source, target, edit)


def strange_texts(rng: Random, source: Path, target: Path) -> Path:
    letters = "abcxyzđơưếửΩж中\u0301\u202e\u200b\n\t 0123456789.,-%'\"<>&{}[]()\\/|“”…"

    def edit(rng: Random, sheet: Any) -> None:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for cell in rng.sample(cells, 20):
            cell.value = "'" + "".join(rng.choices(letters, k=rng.randint(1, 40)))

    return _edited(rng, source, target, edit)


def hostile_name(rng: Random, source: Path, target: Path) -> Path:
    path = target.with_name(f"{target.stem}{rng.choice(NAMES).replace('/', '')}.xlsx")
    return changed_bytes(rng, source, path)


def csv_of_noise(rng: Random, source: Path, target: Path) -> Path:
    path = target.with_suffix(".csv")
    lines = [
        ";".join(rng.choice(("", "1", "x", "NaN", "1e999", "-", "Zzyx", "\0", '"')) for _ in range(9))
        for _ in range(50)
    ]
    path.write_text("\n".join(["Biểu số: XA-01", *lines]), "utf-8")
    return path


FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        *(random_bytes, changed_bytes, changed_part, not_finite, huge_numbers, all_huge, doubled_block, blank_form),
        *(long_texts, strange_texts, hostile_name, csv_of_noise),
    )
}


def hostile_files(seed: int, sources: list[Path], folder: Path, n: int) -> list[Path]:
    """`n` files of all families in turn; each is made of another workbook as long as there are any."""
    rng = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    families = list(FAMILIES.values())
    return [
        families[number % len(families)](rng, sources[number % len(sources)], folder / f"h{seed}-{number}.xlsx")
        for number in range(n)
    ]

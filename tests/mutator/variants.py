"""Makes the n-th mutated workbook: which blank, which changes, in which format; always the same for the same n."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from mutator import write_text, write_xlsb, write_xlsx
from mutator.ambiguous import resolve_ambiguous, without_disproved
from mutator.encode import ENCODINGS
from mutator.faults import FAULTS, GRID_ONLY
from mutator.identity import IDENTITY, RECOGNITION, join, stack
from mutator.leftovers import BELOW, LEFTOVERS, leave
from mutator.model import Book
from mutator.moves import MOVES
from mutator.spell import SPELLINGS, fill, mixed, no_numbers, symbols

GRIDS = ("xlsx", "xlsx, texts inline", "xlsx by openpyxl", "xlsm", "xlsb", "xlsx by LibreOffice", "xls", "ods")
TEXTS = ("csv", "html as xls")
OFFICE = {"xlsx by LibreOffice": "xlsx", "xls": "xls", "ods": "ods"}  # what LibreOffice makes of the .xlsx
SEVERAL = ("two forms", "two reporters", "two periods", "two forms on one sheet")
GRID_MOVES = frozenset({"rows hidden", "columns hidden", "something far away", "merged values"})
XLSX_ONLY = ("struck-out text", "struck-out cells")
ONE_SHEET = ("sheet renamed", "more sheets", "hidden copy of the form", "identity of another commune")  # not in a text


@dataclass
class Variant:
    """A book to be written, with the names of all that was done to it."""

    n: int
    book: Book
    format: str
    kinds: list[str]
    path: Path | None = None
    names: dict[str, str] = field(default_factory=dict[str, str])  # sheet -> its name where it is read from a text file


class Kind(NamedTuple):
    """A kind of change."""

    group: str
    name: str


def kinds() -> list[Kind]:
    """Every kind of change with its group."""
    groups: dict[str, Iterable[str]] = {
        "numbers": (*SPELLINGS, "symbols", "no numbers", "mixed spellings"),
        "faults": FAULTS,
        "moves": MOVES,
        "identity": (*IDENTITY, *RECOGNITION),
        "leftovers": LEFTOVERS,
        "encodings": ENCODINGS,
        "several": SEVERAL,
        "formats": (*GRIDS, *TEXTS),
    }
    return [Kind(group, name) for group, names in groups.items() for name in names]


def make(n: int, blanks: dict[str, Book]) -> Variant:
    """The n-th variant; `blanks` by form, reporter and period, separated by blanks."""
    rng = Random(f"mutated workbook {n}")
    everything = kinds()
    first = everything[n % len(everything)]
    chosen = {first.group: first.name}
    for group in ("numbers", "faults", "moves", "identity", "leftovers", "encodings"):
        if group not in chosen and rng.random() < 0.35:
            chosen[group] = rng.choice([name for of, name in everything if of == group and name not in RECOGNITION])
    if chosen.get("moves") == "column of units deleted" and chosen.get("faults", "").startswith("printed unit"):
        chosen.pop("moves" if first.group == "faults" else "faults")  # the one would undo the other
    if chosen.get("leftovers") == BELOW and "several" in chosen:
        chosen.pop("leftovers")
    fitting = _formats(chosen)
    if not fitting:
        chosen.pop("leftovers" if first.group != "leftovers" else "faults")
        fitting = _formats(chosen)
    if chosen.get("formats", fitting[0]) not in fitting:
        chosen = {"formats": chosen["formats"]} | {key: chosen[key] for key in ("numbers",) if key in chosen}
        fitting = _formats(chosen)
    weights = [1 if name in OFFICE else 3 for name in fitting]  # LibreOffice takes a third of a second a file
    shape = chosen.pop("formats", None) or rng.choices(fitting, weights)[0]
    book = mutated(chosen, shape, blanks, rng)
    return Variant(n, book, shape, [f"{group}: {name}" for group, name in (*chosen.items(), ("formats", shape))])


def _formats(chosen: dict[str, str]) -> tuple[str, ...]:
    """The formats that can hold these changes; none where no format holds all."""
    fault, leftover = chosen.get("faults"), chosen.get("leftovers")
    shapes = GRIDS
    if fault in ("formulas with their value", "error cells") or leftover == "values under merges":
        shapes = tuple(shape for shape in shapes if shape != "xlsx by openpyxl")  # which loses them
    if leftover in XLSX_ONLY:
        shapes = tuple(shape for shape in shapes if shape.startswith("xls") and shape not in ("xls", "xlsb"))
    if fault == "formulas never calculated":  # the others calculate, or have no such thing
        return tuple(shape for shape in shapes if shape == "xlsx by openpyxl")
    is_grid = fault in GRID_ONLY or chosen.get("moves") in GRID_MOVES or "several" in chosen
    if is_grid or chosen.get("identity") in ONE_SHEET or leftover not in (None, "line breaks in texts"):
        return shapes
    return (*shapes, "html as xls") if chosen.get("numbers") == "raised marks" else (*shapes, *TEXTS)


def mutated(chosen: dict[str, str], shape: str, blanks: dict[str, Book], rng: Random) -> Book:
    """A blank with these changes, by group, filled as they ask."""
    book = _blank(chosen.get("several"), blanks, rng)
    book.writes = rng.choice(("vi", "vi", "en"))
    _numbers(book, chosen.get("numbers", "typed"), rng)
    if fault := chosen.get("faults"):
        FAULTS[fault](book, rng)
    if shape in TEXTS:
        write_text.flatten(book, rng)
    if move := chosen.get("moves"):
        for sheet in book.forms:
            MOVES[move](sheet, rng)
    if change := chosen.get("identity"):
        (IDENTITY | RECOGNITION)[change](book, rng)
    if name := chosen.get("leftovers"):
        leave(name, book, blanks, rng)
    if encoding := chosen.get("encodings"):
        _encode(book, ENCODINGS[encoding])
    for sheet in book.forms:
        if chosen.get("numbers") == "mixed spellings":
            without_disproved(sheet)
        resolve_ambiguous(sheet)
    return book


def _blank(name: str | None, blanks: dict[str, Book], rng: Random) -> Book:
    """A blank, or two in one workbook."""
    keys = list(blanks)
    if name is None:
        return copy.deepcopy(blanks[rng.choice(keys)])
    department = [key for key in keys if not key.startswith("XA")]
    communes = [key for key in keys if key.startswith("XA")]
    first, second = {
        "two forms": (department[0], department[-1]),
        "two forms on one sheet": (department[0], department[-1]),
        "two reporters": tuple(rng.sample([key for key in communes if key.endswith("2026-10")], 2)),
        "two periods": tuple(key for key in communes if key.split()[1] == communes[0].split()[1])[:2],
    }[name]
    book, other = copy.deepcopy(blanks[first]), copy.deepcopy(blanks[second])
    book.sheets = [sheet for sheet in book.sheets if sheet.name != "_chiso"]  # it names one form only
    (stack if name == "two forms on one sheet" else join)(book, other)
    return book


def _numbers(book: Book, name: str, rng: Random) -> None:
    if name == "mixed spellings":
        mixed(book, rng)
        return
    fill(book, rng, SPELLINGS.get(name, SPELLINGS["typed"]))
    if name == "symbols":
        symbols(book, rng)
    elif name == "no numbers":
        no_numbers(book, rng)


def _encode(book: Book, how: Callable[[str], str]) -> None:
    """Encode every text of the visible sheets; the hidden sheet holds codes."""
    for sheet in book.sheets:
        if sheet.name == "_chiso":
            continue
        for cell in (cell for row in sheet.rows for cell in row.cells):
            if isinstance(cell.value, str) and not (cell.figure and cell.figure.body):
                cell.value = how(cell.value)


def write(variant: Variant, folder: Path) -> Path:
    """Write the variant's file; one that LibreOffice is to convert is still an .xlsx."""
    rng = Random(f"file of workbook {variant.n}")
    stem = folder / f"v{variant.n:04d}"
    book, shape = variant.book, variant.format
    if shape in TEXTS:
        form = book.forms[0]
        variant.names = {form.name: "CSV" if shape == "csv" else "HTML"}
        how = write_text.write_csv if shape == "csv" else write_text.write_html
        variant.path = how(form, stem.with_suffix(".csv" if shape == "csv" else ".xls"), rng)
    elif shape == "xlsb":
        variant.path = write_xlsb.write(book, stem.with_suffix(".xlsb"))
    else:
        variant.path = write_xlsx.write(book, stem.with_suffix(".xlsm" if shape == "xlsm" else ".xlsx"))
        again = {"xlsx by openpyxl": write_xlsx.saved_again, "xlsm": write_xlsx.with_macros}
        again["xlsx, texts inline"] = write_xlsx.inline
        if shape in again:
            again[shape](variant.path)
    return variant.path

"""Fault injection: mistakes and honest oddities, put into a finished workbook as a clerk would make them.

Each kind is one function that changes a PrintedForm and returns the cells that it changed. Nothing is imported from
`pipelines`.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from faults.printed import EXPLANATION, PERIOD, YTD, PrintedForm
from openpyxl.cell import Cell

T = TypeVar("T")
Touched = list[tuple[str, str]]  # (Mã số, column code)
WORDS = ("chưa có số liệu", "khoảng 120", "12 hộ", "như kỳ trước", "1.2.3", "O", "đang rà soát")
ERRORS = ("#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?")


class NoTargetError(Exception):
    """The form has no cell in which this fault would be a fault."""


@dataclass(frozen=True)
class Injection:
    """What was done to which cells of which file."""

    kind: str
    file: str
    sheet: str
    addresses: tuple[str, ...]
    before: tuple[object, ...]
    after: tuple[object, ...]


def inject(source: Path, target: Path, kind: str, seed: int) -> Injection:
    """Write `source` with one fault or oddity of `kind` to `target`; equal arguments choose equal cells."""
    form, clean = PrintedForm(source), PrintedForm(source)
    touched = KINDS[kind](form, random.Random(f"{kind}|{seed}|{source.name}"))
    form.book.save(target)
    cells = [form.cell(*place) for place in touched]
    return Injection(
        kind,
        target.name,
        form.sheet.title,
        tuple(cell.coordinate for cell in cells),
        tuple(clean.cell(*place).value for place in touched),
        tuple(cell.value for cell in cells),
    )


def pick(rng: random.Random, places: Sequence[T]) -> T:
    if not places:
        raise NoTargetError
    return rng.choice(places)


def put(form: PrintedForm, place: tuple[str, str], value: float | str | None) -> Touched:
    form.cell(*place).value = value
    return [place]


def number_at(form: PrintedForm, place: tuple[str, str]) -> float:
    found = form.number(*place)
    assert found is not None
    return found


def counts(form: PrintedForm, least: float = 1) -> Touched:
    """Places that hold a counted figure of at least `least`; percentages are not counted."""
    return [place for place in form.numbers() if place[0] not in form.ratios and number_at(form, place) >= least]


def pairs(form: PrintedForm) -> list[tuple[str, str]]:
    """Percentages that were filled in, by column."""
    return [place for place in form.numbers() if place[0] in form.ratios]


# ---- faults -----------------------------------------------------------------------------------------------------


def ytd_unbalanced(form: PrintedForm, rng: random.Random) -> Touched:
    place = (pick(rng, form.flows), YTD)
    return put(form, place, number_at(form, place) + rng.randint(2, 40))


def part_over_whole(form: PrintedForm, rng: random.Random) -> Touched:
    both = [
        pair for pair in form.wholes.items() if None not in (form.number(pair[0], PERIOD), form.number(pair[1], PERIOD))
    ]
    part, whole = pick(rng, both)
    return put(form, (part, PERIOD), number_at(form, (whole, PERIOD)) + rng.randint(1, 30))


def children_off_total(form: PrintedForm, rng: random.Random) -> Touched:
    total = pick(rng, [(code, column) for code, column in form.numbers() if code in form.sums])
    return put(form, total, number_at(form, total) + rng.randint(2, 40))


def tenfold(form: PrintedForm, rng: random.Random) -> Touched:
    place = pick(rng, counts(form, 20))
    return put(form, place, number_at(form, place) * 10)


def thousandfold(form: PrintedForm, rng: random.Random) -> Touched:
    place = pick(rng, counts(form))
    return put(form, place, number_at(form, place) * 1000)


def negative(form: PrintedForm, rng: random.Random) -> Touched:
    place = pick(rng, counts(form))
    return put(form, place, -number_at(form, place))


def share_over_100(form: PrintedForm, rng: random.Random) -> Touched:
    return put(form, pick(rng, pairs(form)), 100 + rng.randint(5, 900) / 10)


def ratio_wrong(form: PrintedForm, rng: random.Random) -> Touched:
    place = pick(rng, pairs(form))
    wrong = number_at(form, place) + rng.choice((-1, 1)) * rng.randint(3, 15)
    return put(form, place, round(wrong if 0 <= wrong <= 100 else 100 - abs(wrong) % 100, 2))


def text_for_number(form: PrintedForm, rng: random.Random) -> Touched:
    return put(form, pick(rng, form.numbers()), rng.choice(WORDS))


def digits_swapped(form: PrintedForm, rng: random.Random) -> Touched:
    options = [(place, swapped) for place in counts(form, 12) for swapped in swaps(number_at(form, place))]
    place, value = pick(rng, options)
    return put(form, place, value)


def swaps(value: float) -> list[int]:
    """Whole numbers that differ from `value` by two neighbouring digits changing places; none begins with 0."""
    text = f"{value:.0f}"
    found = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1) if text[i] != text[i + 1]]
    return [int(other) for other in found if float(value).is_integer() and other[0] != "0"]


def rows_swapped(form: PrintedForm, rng: random.Random) -> Touched:
    codes = list(form.lines)
    both: list[tuple[str, str, list[str]]] = []
    for upper, lower in itertools.pairwise(codes):
        filled = [
            [column for column in (PERIOD, YTD) if form.number(code, column) is not None] for code in (upper, lower)
        ]
        if filled[0] == filled[1] and any(form.number(upper, c) != form.number(lower, c) for c in filled[0]):
            both.append((upper, lower, filled[0]))
    upper, lower, columns = pick(rng, both)
    touched: Touched = []
    for column in columns:
        first, second = number_at(form, (upper, column)), number_at(form, (lower, column))
        touched += put(form, (upper, column), second) + put(form, (lower, column), first)
    return touched


def blank_where_due(form: PrintedForm, rng: random.Random) -> Touched:
    return put(form, pick(rng, form.numbers()), None)


def error_cell(form: PrintedForm, rng: random.Random) -> Touched:
    return put(form, pick(rng, form.numbers()), rng.choice(ERRORS))


# ---- honest oddities --------------------------------------------------------------------------------------------


def explained_jump(form: PrintedForm, rng: random.Random) -> Touched:
    """A true doubling and more, said so in the column made for it; the part of it grows along."""
    parts = {whole: part for part, whole in form.wholes.items()}
    stocks = [code for code in parts if form.number(code, YTD) is None and (form.number(code, PERIOD) or 0) >= 20]
    code = pick(rng, stocks)
    touched: Touched = []
    for line in (code, *(part for part, whole in form.wholes.items() if whole == code)):
        if form.number(line, PERIOD) is not None:
            touched += put(form, (line, PERIOD), number_at(form, (line, PERIOD)) * 3)
            put(form, (line, EXPLANATION), "Rà soát lại danh sách sau khi sáp nhập thôn")
    return touched


def dash_for_nothing(form: PrintedForm, rng: random.Random) -> Touched:
    """Nothing occurred in the period, printed as “-”; the year's figure is the previous one."""
    tied = {code for total, children in form.sums.items() for code in (total, *children)}
    tied |= {code for pair in form.ratios.values() for code in pair} | set(form.wholes.values())
    code = pick(rng, [code for code in form.flows if code not in tied and number_at(form, (code, PERIOD)) > 0])
    left = number_at(form, (code, YTD)) - number_at(form, (code, PERIOD))
    return put(form, (code, PERIOD), "-") + put(form, (code, YTD), left)


def year_start(form: PrintedForm, _rng: random.Random) -> Touched:
    """The first month of the reporting year: since its start, no more was done than in the period; “-” included."""
    relabel(form, 2027, 1)
    touched: Touched = []
    for code in form.lines:
        if form.number(code, YTD) is not None:
            value = form.cell(code, PERIOD).value
            assert value is None or isinstance(value, int | float | str)
            touched += put(form, (code, YTD), value)
    return touched


def year_end(form: PrintedForm, _rng: random.Random) -> Touched:
    """The month before `year_start`, so that its rules have a predecessor to stumble over."""
    relabel(form, 2026, 12)
    return []


def relabel(form: PrintedForm, year: int, month: int) -> None:
    """Print another month over the head: administrative months run from the 15th to the 14th."""
    first = date(year - 1, 12, 15) if month == 1 else date(year, month - 1, 15)
    for row in form.sheet.iter_rows(max_row=20):
        for cell in row:
            if isinstance(cell, Cell) and isinstance(cell.value, str):
                text = re.sub(r"Tháng \d+ năm \d{4}", f"Tháng {month} năm {year}", cell.value)
                dates = f"Từ ngày {first:%d/%m/%Y} đến ngày {date(year, month, 14):%d/%m/%Y}"
                cell.value = re.sub(r"Từ ngày [\d/]+ đến ngày [\d/]+", dates, text)


FAULTS: dict[str, Callable[[PrintedForm, random.Random], Touched]] = {
    fault.__name__: fault
    for fault in (
        ytd_unbalanced,
        part_over_whole,
        children_off_total,
        tenfold,
        thousandfold,
        negative,
        share_over_100,
        ratio_wrong,
        text_for_number,
        digits_swapped,
        rows_swapped,
        blank_where_due,
        error_cell,
    )
}
HONEST: dict[str, Callable[[PrintedForm, random.Random], Touched]] = {
    oddity.__name__: oddity for oddity in (explained_jump, dash_for_nothing, year_end, year_start)
}
KINDS = {**FAULTS, **HONEST}

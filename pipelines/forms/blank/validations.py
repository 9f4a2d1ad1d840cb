"""What guards each figure while it is typed: a validation, colours for every rule, a hint with the last figure.

Here: validations, colours and their Vietnamese texts as xlsxwriter takes them. Not here: the formulas (hints.py).
A validation refuses what is no figure at all, and a relation that does not hold unless the line is explained; colours
speak for every rule, since pasting goes past validations. Excel allows a validation 255 characters and one a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.forms.blank.hints import Check, Place, Published, Slice, number_vi
from pipelines.forms.blank.layout import Layout, Line

SYMBOLS = ("-", "...", "…", "x")
LONGEST, LONGEST_TITLE = 255, 32
FEW = 10  # a closed scale of at most so many steps is chosen from a list
EXPLAIN = "Số đúng như vậy: ghi lý do ở cột Giải trình trước, rồi nhập lại."


@dataclass(frozen=True)
class Colour:
    """One conditional format: its first cell, its look by name, its options."""

    first: str
    look: str
    options: dict[str, Any]


def validation(line: Line, place: Place, at: Mapping[Place, str], checks: Sequence[Check]) -> dict[str, Any]:
    """The one validation of a figure's cell, without its hint."""
    low, high = number_vi(line.low), None if line.high is None else number_vi(line.high)
    if _is_scale(line):
        steps = [f"{step:g}" for step in _steps(line)]
        return {
            "validate": "list",
            "value": [*steps, SYMBOLS[1]],
            "error_title": "Chọn một mức",
            "error_message": f"Cần một trong các mức {', '.join(steps)}, hoặc “...” (chưa thu thập được).",
        }
    cell, why = at[place].replace("$", ""), at.get((place[0], "explanation"), "").replace("$", "")
    tests = [f"{cell}>={line.low:g}"]
    tests += [f"{cell}<={line.high:g}"] if line.high is not None else []
    tests += [f"{cell}=INT({cell})"] if line.decimals == 0 else []
    symbols = ",".join(f'{cell}="{symbol}"' for symbol in SYMBOLS)
    relations = [check for check in checks if check.is_relation and place in check.says]
    formula, kept = _formula(cell, why, tests, symbols, relations)
    kind = "số nguyên" if line.decimals == 0 else "số"
    top = f" đến {high}" if high else " trở lên"
    says = [f"Cần {kind} từ {low}{top}, hoặc “-” (không phát sinh), “...” (chưa thu thập)."]
    says += [f"Phải: {check.says[place]}" for check in kept if check.says[place]]
    return {
        "validate": "custom",
        "value": formula,
        "error_title": "Số liệu chưa đúng",
        "error_message": _joined([*says, EXPLAIN] if kept and why else says),
    }


def _formula(cell: str, why: str, tests: list[str], symbols: str, relations: list[Check]) -> tuple[str, list[Check]]:
    """A number that passes all tests, or a symbol; as many relations as Excel's limit holds, sums first."""
    kept: list[Check] = []
    formula = _whole(cell, why, tests, symbols, kept)
    for check in sorted(relations, key=lambda check: check.kind):
        longer = _whole(cell, why, tests, symbols, [*kept, check])
        if len(longer) <= LONGEST:
            formula, kept = longer, [*kept, check]
    return formula, kept


def _whole(cell: str, why: str, tests: list[str], symbols: str, relations: list[Check]) -> str:
    held = ",".join(check.formula for check in relations).replace("$", "")
    held = f"AND({held})" if len(relations) > 1 else held
    released = [f"OR(LEN({why})>0,{held})" if why else held] if relations else []
    # IF, not OR alone: INT("-") is an error, and Excel evaluates every argument of OR
    return f"=IF(ISNUMBER({cell}),AND({','.join([*tests, *released])}),OR({symbols}))"


def hint(
    page: Layout,
    line: Line,
    place: Place,
    checks: Sequence[Check],
    published: Mapping[Slice, Published],
    names: Mapping[str, str],
) -> dict[str, str]:
    """What stands beside the cell while it is filled: the last published figure, and what the rules expect."""
    last = published.get((line.indicator, line.breakdown, place[1]))
    header = next(column.header for column in page.columns if column.measure == place[1])
    says = [f"Kỳ trước ({names[last.period_code]}): {number_vi(last.value)} {line.uom}."] if last else []
    says += [check.says[place] for check in checks if check.says.get(place)]
    if not says:
        return {}
    return {"input_title": f"Mã số {line.key} · {header}"[:LONGEST_TITLE], "input_message": _joined(says)}


def colours(check: Check, at: Mapping[Place, str]) -> Colour:
    """The conditional format of a rule's cells: shown while the rule does not hold."""
    cells = [at[place].replace("$", "") for place in check.says]
    look = "wrong" if check.is_relation and check.severity == "hold" else "doubtful"
    options = {"type": "formula", "criteria": f"=NOT({check.formula})", "multi_range": " ".join(cells)}
    return Colour(cells[0], look, options)


def _is_scale(line: Line) -> bool:
    return line.decimals == 0 and line.high is not None and line.high - line.low < FEW


def _steps(line: Line) -> range:
    return range(int(line.low), int(line.high or 0) + 1)


def _joined(says: Sequence[str]) -> str:
    """Whole sentences, as many as fit."""
    text = ""
    for one in dict.fromkeys(says):
        longer = f"{text} {one}".strip()
        text = longer if len(longer) <= LONGEST else text
    return text

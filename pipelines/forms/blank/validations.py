"""Data validation, input prompts and conditional colours of the figure cells, as xlsxwriter takes them.

A validation refuses what is no figure at all, and a relation that does not hold unless the line is explained. Colours
show every rule that does not hold, since pasted figures pass no validation. Excel allows one validation a cell, with
at most 255 characters in its formula and in each of its texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.forms.blank.content import CellKey, PublishedFigure, SliceKey
from pipelines.forms.blank.layout import Layout, Line
from pipelines.forms.blank.rule_formulas import Check
from pipelines.forms.messages import text
from pipelines.forms.number_text import number_vi

SYMBOLS = ("-", "...", "…", "x")
LONGEST, LONGEST_TITLE = 255, 32  # characters, limits of Excel
LONGEST_SCALE = 10  # a closed scale of fewer steps is chosen from a list


@dataclass(frozen=True)
class ConditionalFormat:
    """One conditional format: its first cell, the name of its format, its options."""

    first_cell: str
    format_name: str
    options: dict[str, Any]


@dataclass(frozen=True)
class CellValidations:
    """The validations of one form; `addresses` holds the absolute address of every cell to be filled."""

    layout: Layout
    addresses: Mapping[CellKey, str]
    checks: Sequence[Check]
    published: Mapping[SliceKey, PublishedFigure]
    period_names: Mapping[str, str]

    def options(self, line: Line, cell: CellKey) -> dict[str, Any]:
        """Return the validation of a figure cell with its input prompt, as options of xlsxwriter."""
        rule = _scale_options(line) if _is_scale(line) else self._figure_options(line, cell)
        return rule | self._prompt(line, cell)

    def _figure_options(self, line: Line, cell: CellKey) -> dict[str, Any]:
        relations = [check for check in self.checks if check.is_relation and cell in check.texts]
        explanation = self.addresses.get(CellKey(cell.row_key, "explanation"), "")
        formula = _CellFormula(_relative(self.addresses[cell]), _relative(explanation), line)
        kept = formula.fitting(relations)
        if line.high is None:
            code = "check_integer_from" if line.decimals == 0 else "check_number_from"
            sentences = [text(code, low=number_vi(line.low))]
        else:
            code = "check_integer_between" if line.decimals == 0 else "check_number_between"
            sentences = [text(code, low=number_vi(line.low), high=number_vi(line.high))]
        sentences += [
            text("check_must", condition=_lower_first(check.texts[cell])) for check in kept if check.texts[cell]
        ]
        if kept and explanation:
            sentences.append(text("check_explain"))
        return {
            "validate": "custom",
            "value": formula.build(kept),
            "error_title": text("check_figure_title"),
            "error_message": _as_many_as_fit(sentences),
        }

    def _prompt(self, line: Line, cell: CellKey) -> dict[str, str]:
        """Return what Excel shows beside the selected cell: the last published figure, what the rules expect."""
        last = self.published.get(SliceKey(line.indicator, line.breakdown, cell.measure_code))
        header = next(column.header for column in self.layout.columns if column.measure == cell.measure_code)
        sentences: list[str] = []
        if last:
            period = self.period_names[last.period_code]
            sentences.append(text("check_previous", period=period, value=number_vi(last.value), unit=line.uom))
        sentences += [check.texts[cell] for check in self.checks if check.texts.get(cell)]
        if not sentences:
            return {}
        title = text("check_cell_title", row=line.key, header=header)[:LONGEST_TITLE]
        return {"input_title": title, "input_message": _as_many_as_fit(sentences)}


@dataclass(frozen=True)
class _CellFormula:
    """The formula of one figure cell: a number within the bounds of its line, or a symbol.

    `explanation` is the address of the line's explanation, empty where the form has none.
    """

    cell: str
    explanation: str
    line: Line

    def fitting(self, relations: Sequence[Check]) -> list[Check]:
        """Choose as many relations as Excel's limit allows, sums first."""
        kept: list[Check] = []
        for check in sorted(relations, key=lambda check: check.kind):
            if len(self.build([*kept, check])) <= LONGEST:
                kept.append(check)
        return kept

    def build(self, relations: Sequence[Check]) -> str:
        """Return the formula; a line with an explanation need not satisfy the relations."""
        tests = [f"{self.cell}>={self.line.low:g}"]
        tests += [f"{self.cell}<={self.line.high:g}"] if self.line.high is not None else []
        tests += [f"{self.cell}=INT({self.cell})"] if self.line.decimals == 0 else []
        if relations:
            held = _relative(",".join(check.formula for check in relations))
            held = f"AND({held})" if len(relations) > 1 else held
            tests.append(f"OR(LEN({self.explanation})>0,{held})" if self.explanation else held)
        symbols = ",".join(f'{self.cell}="{symbol}"' for symbol in SYMBOLS)
        # IF, and not a single OR: INT("-") is an error, and Excel evaluates every argument of OR
        return f"=IF(ISNUMBER({self.cell}),AND({','.join(tests)}),OR({symbols}))"


def conditional_format(check: Check, addresses: Mapping[CellKey, str]) -> ConditionalFormat:
    """Return the colours of a rule's cells, shown while the rule does not hold."""
    cells = [_relative(addresses[cell]) for cell in check.texts]
    format_name = "wrong" if check.is_relation and check.severity == "hold" else "doubtful"
    options = {"type": "formula", "criteria": f"=NOT({check.formula})", "multi_range": " ".join(cells)}
    return ConditionalFormat(cells[0], format_name, options)


def _is_scale(line: Line) -> bool:
    return line.decimals == 0 and line.high is not None and line.high - line.low < LONGEST_SCALE


def _scale_options(line: Line) -> dict[str, Any]:
    """Return the list of a closed scale: its steps and the symbol for what was not collected."""
    steps = [f"{step:g}" for step in range(int(line.low), int(line.high or 0) + 1)]
    return {
        "validate": "list",
        "value": [*steps, SYMBOLS[1]],
        "error_title": text("check_scale_title"),
        "error_message": text("check_scale", steps=", ".join(steps)),
    }


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _relative(formula: str) -> str:
    return formula.replace("$", "")


def _as_many_as_fit(sentences: Sequence[str]) -> str:
    """Join different sentences as long as Excel takes the text; a sentence that does not fit is left out."""
    joined = ""
    for sentence in dict.fromkeys(sentences):
        longer = f"{joined} {sentence}".strip()
        joined = longer if len(longer) <= LONGEST else joined
    return joined

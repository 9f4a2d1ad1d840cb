"""Makes the landing's columns of a filled template.

Columns that depend only on which cells are filled are packed once for all files that are filled alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from pipelines.submissions.extract.records import Cell, Observation
from pipelines.submissions.recognise.identify import SubmissionIdentity
from pipelines.submissions.templates.figures import Figures
from pipelines.submissions.templates.foot import Foot
from pipelines.submissions.templates.packed import constant, joined, repeated
from pipelines.submissions.templates.template import NO_END, Template

MOST_PACKED = 64  # ways in which the cells of one template are filled
RAW = Cell._fields.index("raw_text")
OUTCOME = Cell._fields.index("outcome")
SHARED = [at for at in range(len(Cell._fields)) if at != RAW]
FILLED = range(9)  # the columns of Cell

Columns = list[Any]


class Filling(NamedTuple):
    """What one file puts into a template."""

    row: dict[str, Any]  # of `submission`
    who: SubmissionIdentity
    heads: list[list[Cell]]  # of each sheet
    feet: list[Foot]
    figures: Figures
    explained: list[str | None]  # the free texts as explanations, masked
    evidence: dict[int, tuple[str | None, str | None]]  # of odd figures, masked

    @property
    def odd(self) -> tuple[Any, ...]:
        """What is odd about the figures, but for their values."""
        odd = self.figures.odd.items()
        return tuple((at, each[1], each[2], each[3], self.evidence.get(at)) for at, each in odd)


def cell_columns(template: Template, filling: Filling) -> Columns:
    """The columns of `cell`."""
    figures = filling.figures
    missing = tuple(at for at, text in enumerate(figures.texts) if text is None)
    around = [*filling.heads, *(foot.cells for foot in filling.feet)]
    places = tuple(tuple((cell.address, cell.reason_code) for cell in cells) for cells in around)
    key = ("cell", places, tuple(figures.blank), missing, filling.odd)
    shared = template.packed.get(key)
    if shared is None:
        shared = _keep(template, key, [constant(column) for column in _shared_columns(template, filling)])
    return [*shared[:RAW], joined(_raw_texts(template, filling)), *shared[RAW:]]


def observation_columns(template: Template, filling: Filling) -> Columns:
    """The columns of `observation`."""
    if not template.figures:
        return []
    figures = filling.figures
    blank = set(figures.blank)
    order = [*(at for at in range(len(template.figures)) if at not in blank), *figures.blank]
    key = ("observation", tuple(figures.blank), filling.odd)
    shared = template.packed.get(key)
    if shared is None:
        shared = _keep(template, key, _observed(template, filling, order))
    n = len(order)
    texts = (None if (at := figure.explanation) is None else filling.explained[at] for figure in template.figures)
    explanations = list(texts) if any(filling.explained) else [None] * n
    numbers = figures.numbers if not blank else [figures.numbers[at] for at in order]
    explanation = joined([explanations[at] for at in order])
    columns = shared | {
        "area_id": repeated(filling.who.reporter.area_id, n),
        "period_code": repeated(filling.who.period.code, n),
        "value": numbers,
        "explanation": explanation,
    }
    return [columns[name] for name in Observation._fields]


def personal_columns(template: Template, filling: Filling) -> Columns:
    """The columns of `personal`."""
    private = [
        ((0, text.sheet, text.cell), (template.plans[text.sheet].sheet.name, text.address, raw, text.kind))
        for text, raw in zip(template.texts, filling.figures.texts, strict=True)
        if text.is_private and raw is not None
    ]
    for at, foot in enumerate(filling.feet):
        private += [((0, at, NO_END), tuple(text)) for text in foot.personal]
    if private:
        return list(zip(*(row for _, row in sorted([*template.personal, *private], key=itemgetter(0))), strict=True))
    if "personal" not in template.packed:
        columns = zip(*(row for _, row in template.personal), strict=True)
        _keep(template, "personal", [constant(column) for column in columns])
    return template.packed["personal"]


def _keep(template: Template, key: Any, columns: Any) -> Any:
    if len(template.packed) > MOST_PACKED:
        template.packed.clear()
    template.packed[key] = columns
    return columns


def _shared_columns(template: Template, filling: Filling) -> list[list[Any]]:
    """The columns of `cell` but its texts."""
    figures = filling.figures
    rows: list[list[Any]] = [[] for _ in SHARED]
    for at in _sheet_order(template):
        plan = template.plans[at]
        body = [list(plan.cells[n]) for n in SHARED]
        for index, odd in figures.odd.items():
            figure = template.figures[index]
            if figure.sheet == at:
                body[-4][figure.cell], body[-3][figure.cell] = odd.outcome, odd.status
                body[-2][figure.cell], body[-1][figure.cell] = filling.evidence.get(index, (None, None))
        empty = _empty_cells(template, figures, at)
        for column, n, cells in zip(rows, SHARED, body, strict=True):
            column.extend(cell[n] for cell in filling.heads[at])
            column.extend([value for cell, value in enumerate(cells) if cell not in empty] if empty else cells)
            column.extend(cell[n] for cell in filling.feet[at].cells)
        if at == template.last_form:
            for cell in _blank_cells(template, figures):
                for column, n in zip(rows, SHARED, strict=True):
                    column.append(cell[n])
    return rows


def _raw_texts(template: Template, filling: Filling) -> list[str | None]:
    figures = filling.figures
    found: list[str | None] = []
    for at in _sheet_order(template):
        found += [cell.raw_text for cell in filling.heads[at]]
        column: list[str | None] = list(template.plans[at].cells[RAW])
        for cell, index in template.figures_of[at]:
            column[cell] = figures.raws[index]
        for cell, index in template.texts_of[at]:
            column[cell] = figures.texts[index]
        empty = _empty_cells(template, figures, at)
        found += [text for cell, text in enumerate(column) if cell not in empty] if empty else column
        found += [cell.raw_text for cell in filling.feet[at].cells]
        if at == template.last_form:
            found += [""] * len(figures.blank)
    return found


def _sheet_order(template: Template) -> list[int]:
    """Indices of the sheets in the order of the account: those of the form first."""
    return sorted(range(len(template.plans)), key=lambda at: not template.plans[at].tables)


def _empty_cells(template: Template, figures: Figures, sheet: int) -> set[int]:
    """Indices of the variable cells of a sheet's body that are empty."""
    empty = {template.figures[at].cell for at in figures.blank if template.figures[at].sheet == sheet}
    texts = zip(template.texts, figures.texts, strict=True)
    return empty | {text.cell for text, raw in texts if text.sheet == sheet and raw is None}


def _blank_cells(template: Template, figures: Figures) -> list[Cell]:
    found: list[Cell] = []
    for at in figures.blank:
        figure = template.figures[at]
        sheet = template.plans[figure.sheet].sheet.name
        found.append(Cell(sheet, figure.address, "", figure.row_key, figure.col_key, "absence", "blank"))
    return found


def _observed(template: Template, filling: Filling, order: Sequence[int]) -> dict[str, Any]:
    """The columns of `observation` that depend only on which figures are odd or blank."""
    figures, rows = filling.figures, list[tuple[Any, ...]]()
    blank = set(figures.blank)
    for at in order:
        figure, odd = template.figures[at], figures.odd.get(at)
        place = (template.plans[figure.sheet].sheet.name, figure.address, figure.row_key, figure.col_key)
        status = "blank" if at in blank else odd.status if odd else "reported"
        rows.append((*place, *figure.slot.slice, figure.slot.uom, status, odd.figure_status if odd else None))
    names = ("sheet", "address", "row_key", "col_key", "indicator_code", "breakdown_code", "measure_code")
    names += ("source_code", "uom_code", "obs_status", "figure_status")
    return {name: constant(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}

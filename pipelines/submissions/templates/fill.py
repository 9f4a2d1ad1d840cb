"""Fills a template from a workbook that is laid out like it: its sheets and its one submission, as if read in full.

Whatever the full way would look at twice makes the file differ, and it is read in that way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipelines.errors import join
from pipelines.submissions.book.read import Opened
from pipelines.submissions.book.second_reader import texts_differ
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.coverage import stated_coverage
from pipelines.submissions.extract.mode import FULL, apply
from pipelines.submissions.extract.records import Cell, SheetRow, texts_of
from pipelines.submissions.extract.submissions import SentFile, Submission, identity_row, outcome_columns
from pipelines.submissions.privacy.masks import Masks
from pipelines.submissions.privacy.restrict import restrict
from pipelines.submissions.problems import RefusedError
from pipelines.submissions.templates.columns import Filling, cell_columns, observation_columns, personal_columns
from pipelines.submissions.templates.figures import Figures, read_figures
from pipelines.submissions.templates.heads import Heads, read_heads
from pipelines.submissions.templates.template import DiffersError, Template


class Filled(NamedTuple):
    """What a file gives: the rows of `sheet`, and its submission with packed columns."""

    sheets: list[SheetRow]
    part: Submission


class Privacy(NamedTuple):
    """The masks of the codebook, and the names of file and sheets, which messages may hold."""

    masks: Masks
    named: Sequence[str]


def fill(template: Template, opened: Opened, sent: SentFile, masks: Masks) -> Filled | None:
    """The file by the template; None where it differs. `sent.book` is not looked at."""
    try:
        return _fill(template, opened, sent, masks)
    except (DiffersError, RefusedError):
        return None


def _fill(template: Template, opened: Opened, sent: SentFile, masks: Masks) -> Filled:
    grids = opened.grids or []
    _check_sheets(template, opened)
    flat = template.values(grids)
    figures = read_figures(template, flat)
    heads = read_heads(template, grids, sent.hints)
    sheets = _sheet_rows(template, opened, figures, heads)
    who = heads.form.who
    row = identity_row(1, heads.form, who.period.code)
    row |= {"reader_name": "calamine", "n_second": sum(sheet.n_second or 0 for sheet in sheets)}
    row |= _read_columns(template, figures, heads, sent)
    named = [sent.name, *(grid.name for grid in grids)]
    filling = _restricted(template, figures, heads, Submission(row), Privacy(masks, named))
    part = Submission(
        filling.row,
        cell_columns(template, filling),
        observation_columns(template, filling),
        personal_columns(template, filling),
    )
    return Filled(sheets, part)


def _check_sheets(template: Template, opened: Opened) -> None:
    """Hold sheets, merged ranges, formats and what is hidden against the template."""
    grids, scans = opened.grids, opened.scans
    if grids is None or scans is None or not len(grids) == len(scans) == len(template.plans):
        raise DiffersError
    for plan, grid, scan in zip(template.plans, grids, scans, strict=True):
        if (
            (grid.name, scan.name, grid.visibility) != (plan.sheet.name, plan.sheet.name, plan.sheet.visibility)
            or (grid.merged or scan.merged) != plan.sheet.merged
            or not scan.has_cells
            or scan.broken
            or scan.left_out
            or scan.hidden_rows
            or scan.hidden_columns
            or scan.format_effects != plan.scan.format_effects
            or scan.superscripts != plan.scan.superscripts
        ):
            raise DiffersError
        top, left = grid.start
        n_rows, n_columns = len(grid.lines), len(grid.lines[0]) if grid.lines else 0
        for (row, column), text in scan.sample.items():
            at, across = row - 1 - top, column - 1 - left
            value = grid.lines[at][across] if 0 <= at < n_rows and 0 <= across < n_columns else ""
            if type(value) is str and texts_differ(value, text):
                raise DiffersError


def _sheet_rows(template: Template, opened: Opened, figures: Figures, heads: Heads) -> list[SheetRow]:
    """The rows of `sheet`. Raises DiffersError where the second reader counts otherwise."""
    empty = Counter(template.figures[at].sheet for at in figures.blank)
    empty.update(text.sheet for text, value in zip(template.texts, figures.texts, strict=True) if value is None)
    rows: list[SheetRow] = []
    for at, (plan, scan) in enumerate(zip(template.plans, opened.scans or [], strict=True)):
        n = len(heads.cells[at]) + len(plan.cells[0]) + len(heads.feet[at].cells) - empty[at]
        if n != scan.n_nonempty:
            raise DiffersError
        rows.append(SheetRow(plan.sheet.no, plan.sheet.name, plan.sheet.visibility, n, n))
    return rows


def _read_columns(template: Template, figures: Figures, heads: Heads, sent: SentFile) -> dict[str, Any]:
    """The columns of `submission` of a file that is read."""
    stand_in = Account(heads.form.who.period.code)
    head = list(_head(template, heads))
    mode = apply(stand_in, head, sent.mode)
    if mode != FULL:
        raise DiffersError
    n_around = sum(map(len, heads.cells)) + sum(len(foot.cells) for foot in heads.feet)
    n_texts = sum(text is not None for text in figures.texts)
    outcomes: Counter[str] = Counter()
    for plan in template.plans:
        outcomes.update(plan.fixed)
    outcomes["context"] += n_around + n_texts
    outcomes["observation"] += len(template.figures) - len(figures.blank) - len(figures.odd)
    outcomes.update(odd.outcome for odd in figures.odd.values())
    return {
        "mode": mode,
        **outcome_columns("read", join([*heads.form.notes, *stand_in.notes])),
        **stated_coverage(head),
        "n_nonempty": outcomes.total(),
        "n_observation": outcomes["observation"],
        "n_absence_filled": outcomes["absence"],
        "n_absence_blank": len(figures.blank),
        "n_reject": 0,
        "n_context": outcomes["context"],
    }


def _head(template: Template, heads: Heads) -> Iterator[Cell]:
    """The cells above the tables, which speak of the whole form."""
    for plan, cells in zip(template.plans, heads.cells, strict=True):
        if plan.tables:
            yield from cells
            yield from (Cell(*(column[at] for column in plan.cells)) for at in plan.titles)


def _restricted(template: Template, figures: Figures, heads: Heads, part: Submission, privacy: Privacy) -> Filling:
    """What fills the template, names masked; DiffersError where a text names a person or may head names."""
    masks = privacy.masks
    cells = [cell for of_sheet in heads.cells for cell in of_sheet]
    cells += [cell for foot in heads.feet for cell in foot.cells if cell.raw_text is not None]
    n_around = len(cells)
    for text, raw in zip(template.texts, figures.texts, strict=True):
        if raw is not None and not text.is_private:
            keys = (text.row_key, text.col_key)
            cells.append(Cell(template.plans[text.sheet].sheet.name, text.address, raw, *keys, "context", text.reason))
    with_evidence = [at for at, odd in figures.odd.items() if odd.evidence]
    for at in with_evidence:
        figure, odd = template.figures[at], figures.odd[at]
        keys, evidence = (figure.row_key, figure.col_key), texts_of(odd.evidence)
        cells.append(Cell("", figure.address, figures.raws[at], *keys, odd.outcome, odd.status, *evidence))
    part.cells = list(zip(*cells, strict=True))
    restrict(part, masks, privacy.named)
    if part.personal or any(cell.raw_text not in masks.plain for cell in cells[:n_around]):
        raise DiffersError
    restricted = [Cell(*row) for row in zip(*part.cells, strict=True)]
    last = restricted[len(restricted) - len(with_evidence) :]
    evidence = {at: cell[-2:] for at, cell in zip(with_evidence, last, strict=True)}
    explained = [text and masks.names(text.strip()) for text in figures.texts]  # a text of None explains nothing
    return Filling(part.row, heads.form.who, heads.cells, heads.feet, figures, explained, evidence)

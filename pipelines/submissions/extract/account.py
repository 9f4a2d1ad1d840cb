"""What one submission takes from a book: every cell's outcome, the observations, the personal texts.

Here: the account, and the two rules that need the whole of it (a slice twice, a blank where a value was due).
Not here: which cell is what (row_form.py, area_table.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import ge, le
from typing import cast

from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, BrokenCell, Percent, Row, Value, raw_text
from pipelines.submissions.book.legacy_fonts import DecodedText
from pipelines.submissions.layout.layouts import Slice, Slot
from pipelines.submissions.match.cell_plan import FastPath
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason as reason_text
from pipelines.submissions.value.ambiguous import SeenStyles, example, resolve_ambiguous, unit_slip_hint
from pipelines.submissions.value.numbers import ParsedFigure, parse_figure

# Plain tuples: a thousand named ones cost a third of a millisecond more, and there are a thousand a file.
Key = str | None
# sheet, address, raw_text, row_key, col_key, outcome, reason_code, evidence
Cell = tuple[str, str, str | None, Key, Key, str, str, str | None]
# sheet, address, row_key, col_key, area, indicator, breakdown, measure, source, period, value, uom, obs_status,
# figure_status, explanation
Observation = tuple[str, str, Key, Key, str, str, str, str, str, str, float | None, str, str, str | None, str | None]
Personal = tuple[str, str, str, str]  # sheet, address, raw_text, kind
Record = tuple[str, str, str]  # row_key, entity_key, fields
Keys = tuple[Key, Key]  # of row and column
HEAD = frozenset({"title", "identity"})  # reasons
NO_KEYS: Keys = (None, None)
NOT_DUE = "ô này không thu thập số liệu (biểu mẫu in “x”); để nguyên “x”, ghi số vào đúng cột"


class Account:
    """The account of one submission, in the order of the sheet."""

    def __init__(self, period: str) -> None:
        self.period = period
        self.sheets: set[str] = set()  # whose every cell is in this account
        self.cells: list[Cell] = []
        self.observations: dict[int, Observation] = {}  # by the place of their cell in `cells`
        self.personal: list[Personal] = []
        self.records: list[Record] = []
        self.notes: list[Message] = []
        self._slices: dict[tuple[str, Slice], int] = {}
        self._nil: dict[tuple[str, Slice], str] = {}  # sheet and slice -> the cell that says nothing occurred
        self._blanks: list[tuple[tuple[str, Slice], Observation]] = []
        self._styles: SeenStyles = {}  # how the unambiguous numbers are written
        self._hints: dict[int, str] = {}  # place in cells -> what its evidence must say besides
        self._unsure: list[tuple[int, str, Slot, ParsedFigure, Key]] = []  # place in cells … explanation

    def context(self, sheet: str, row: int, column: int, value: Value, reason: str, keys: Keys = NO_KEYS) -> None:
        """A cell that is no figure; a broken one is still a reject, wherever it stands."""
        if type(value) is str:
            raw = value
        elif type(value) is BrokenCell and reason != "hidden_sheet":
            self.reject(sheet, row, column, value, keys, reason_text(f"{value.reason}.elsewhere", text=value.text))
            return
        else:
            raw = raw_text(value)
        evidence = value.evidence.vi if isinstance(value, DecodedText) else None
        self.cells.append((sheet, f"{COLUMN_LETTERS[column]}{row}", raw, *keys, "context", reason, evidence))

    def private(
        self, sheet: str, row: int, column: int, value: Value, reason: str | Message, keys: Keys = NO_KEYS
    ) -> None:
        """A cell whose text goes to the restricted table only: context for a reason code, a reject for a Message."""
        at = f"{COLUMN_LETTERS[column]}{row}"
        if isinstance(reason, Message):
            outcome, code, evidence, kind = "reject", reason.code, reason.vi, reason.code
        else:
            outcome, code, evidence, kind = "context", reason, None, keys[1] or reason
        self.cells.append((sheet, at, None, *keys, outcome, code, evidence))
        self.personal.append((sheet, at, raw_text(value), kind))

    def reject(self, sheet: str, row: int, column: int, value: Value, keys: Keys, problem: Message) -> None:
        """A cell that should be a figure and is none, or must not be one; the code of `problem` is the reason."""
        where = (sheet, f"{COLUMN_LETTERS[column]}{row}", raw_text(value))
        self.cells.append((*where, *keys, "reject", problem.code, problem.vi))

    def value(
        self, sheet: str, row: int, column: int, value: Value, keys: Keys, area: str, slot: Slot, explained: Key
    ) -> None:
        """A filled value cell: observation, absence or reject."""
        if type(value) is Percent and slot.is_ratio:
            value = float(value)
        found = parse_figure(value, slot.is_percent, slot.unit)
        at, raw = f"{COLUMN_LETTERS[column]}{row}", raw_text(value)
        if found.style:
            self._styles.setdefault(found.style, example(at, raw))
        if found.problem:
            if found.alternatives and slot.is_due:
                self._unsure.append((len(self.cells), area, slot, found, explained))
            self.reject(sheet, row, column, value, keys, found.problem)
        elif slot.is_due:
            reported = (found.value, found.status, found.figure_status)
            number = found.value if found.status == "reported" else None
            evidence = found.evidence or (unit_slip_hint(number, slot) if number else None)
            self.figure(sheet, at, raw, keys, area, slot, reported, explained, evidence.vi if evidence else None)
        elif found.status == "not_applicable":
            self.cells.append((sheet, at, raw, *keys, "absence", found.status, None))
        else:
            self.cells.append((sheet, at, raw, *keys, "reject", "unexpected_value", NOT_DUE))

    def figure(
        self,
        sheet: str,
        at: str,
        raw: str,
        keys: Keys,
        area: str,
        slot: Slot,
        found: tuple[float | None, str, Key],
        explained: Key,
        evidence: Key = None,
        place: int = -1,
    ) -> None:
        """A figure or symbol where one was due. Runs for half of all cells, hence tuples without unpacking.

        `place` is where the cell already stands in the account, when only the rest of the form told how to read it.
        """
        number, status, figure_status = found
        key, column_key = keys
        outcome = "observation" if status == "reported" else "absence"
        cell = (sheet, at, raw, key, column_key, outcome, status, evidence)
        if place < 0:
            n = len(self.cells)
            self.cells.append(cell)
        else:
            n = place
            self.cells[n] = cell
        indicator, breakdown, measure, source = part = slot.slice
        if self._slices.setdefault((area, part), n) != n:
            self._twice(self._slices[area, part], n, (number, slot.uom, status))
            return
        # fmt: off
        self.observations[n] = (
            sheet, at, key, column_key, area, indicator, breakdown, measure, source, self.period,
            number, slot.uom, status, figure_status, explained,
        )
        # fmt: on

    def fast_path(self, sheet: str, path: FastPath, lines: Sequence[Row], area: str, explained: Sequence[Key]) -> bool:
        """The rows of a table at once. False, and nothing taken, where one of their cells needs the slow path.

        In whole lists, since it runs for most cells of most files.
        """
        values = [value for line in lines for value in line.values()]
        if list(map(type, values)) != path.types or any(values[at] != "x" for at in path.crosses):
            return False
        numbers = [float(values[at]) for at in path.figures]  # pyright: ignore[reportArgumentType]  floats by type
        is_within = all(map(le, path.lows, numbers)) and all(map(ge, path.highs, numbers))
        keys = list(zip(repeat(area), path.slices))
        if not is_within or not self._slices.keys().isdisjoint(keys):
            return False
        for at, text in zip(path.figures, map(raw_text, numbers), strict=True):
            values[at] = text
        raws = cast(list[str], values)  # texts and figures are all there is
        first, period = len(self.cells), self.period
        self.cells += [
            (sheet, where, raw, key, column_key, outcome, reason, None)
            for (where, key, column_key, outcome, reason), raw in zip(path.cells, raws, strict=True)
        ]
        places = [first + at for at in path.figures]
        self._slices.update(zip(keys, places, strict=True))
        whys = [explained[row] for row in path.rows] if any(explained) else repeat(None)
        # fmt: off
        self.observations.update(zip(places, [
            (sheet, where, key, column_key, area, indicator, breakdown, measure, source, period, number, uom,
             "reported", None, why)
            for (where, key, column_key, indicator, breakdown, measure, source, uom), number, why
            in zip(path.observed, numbers, whys, strict=False)  # whys may be endless
        ], strict=True))
        # fmt: on
        return True

    def blank(self, sheet: str, row: int, column: int, keys: Keys, area: str, slot: Slot, explained: Key) -> None:
        """An empty cell where a value was due; it counts only if no other cell gives the slice."""
        indicator, breakdown, measure, source = slot.slice
        at = f"{COLUMN_LETTERS[column]}{row}"
        where = (sheet, at, *keys, area, indicator, breakdown, measure, source, self.period)
        self._blanks.append(((area, slot.slice), (*where, None, slot.uom, "blank", None, explained)))

    def annotate(self, places: Iterable[int], hint: Message) -> None:
        """Add to the evidence of figures and rejects, however they are decided in the end."""
        for at in places:
            if self.cells[at][5] != "context":
                self._hints[at] = f"{self._hints[at]}; {hint.vi}" if at in self._hints else hint.vi

    def nil_return(self, sheet: str, at: str, slices: set[Slice]) -> None:
        """The sender ticked at `at` that nothing occurred; a figure that says otherwise voids the tick."""
        filled = [
            seen[1] for seen in self.observations.values() if seen[0] == sheet and seen[5:9] in slices and seen[10]
        ]
        if filled:
            cells = ", ".join(filled)
            self.notes.append(note("nil_not_applied", cell=at, cells=cells))
        else:
            self._nil |= {(sheet, part): at for part in slices}

    def finish(self) -> None:
        """Decide the ambiguous numbers by the whole form, and write down the blanks that no other cell filled."""
        self._decide()
        for at, hint in self._hints.items():
            cell = self.cells[at]
            self.cells[at] = (*cell[:7], f"{cell[7]}; {hint}" if cell[7] else hint)
        for key, blank in self._blanks:
            if key not in self._slices:
                at = self._slices[key] = len(self.cells)
                why = None
                if told := self._nil.get((blank[0], key[1])):
                    blank = (*blank[:10], 0.0, blank[11], "none_occurred", *blank[13:])
                    why = f"khai không phát sinh ở ô {told}"
                self.cells.append((blank[0], blank[1], "", blank[2], blank[3], "absence", blank[12], why))
                self.observations[at] = blank
        self._blanks.clear()

    def _decide(self) -> None:
        for place, area, slot, found, explained in self._unsure:
            sheet, at, raw, key, column_key, *_ = self.cells[place]
            proved = resolve_ambiguous(found.alternatives, slot, self._styles)
            if proved:
                keys, reported = (key, column_key), (proved.number, "reported", found.figure_status)
                self.figure(sheet, at, raw or "", keys, area, slot, reported, explained, proved.evidence.vi, place)
        self._unsure.clear()

    def head(self) -> list[Cell]:
        """The cells above a table: only these speak of the whole."""
        return [cell for cell in self.cells if cell[6] in HEAD]

    def _twice(self, earlier: int, later: int, figure: tuple[float | None, str, str]) -> None:
        """Two cells give one slice: a sheet that copies another says it again; on one sheet, neither is believed."""
        both = [self.cells[earlier], self.cells[later]]
        first = self.observations.get(earlier)
        if first is not None and first[10:13] == figure and both[0][0] != both[1][0]:
            evidence = f"trùng số với ô {both[0][0]}!{both[0][1]}"
            self.cells[later] = (*both[1][:5], "context", "repeated", evidence)
            return
        where = " và ".join(f"{cell[0]}!{cell[1]}" for cell in both)
        evidence = f"hai ô {where} cùng ghi một số liệu; giữ lại một ô"
        for at, cell in zip((earlier, later), both, strict=True):
            self.cells[at] = (*cell[:5], "reject", "duplicate_slice", evidence)
        self.observations.pop(earlier, None)

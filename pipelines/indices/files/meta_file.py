"""iMeta in COINr's shape: the tree of indicators and aggregates, read and checked.

Columns beyond COINr's minimum: Denominator, ScaleFactor (of a denominator), Target, goalpost_lower, goalpost_upper
(these two are COINr's as well), and Scale (linear, ln). What the method needs of them is checked in method_needs.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.errors import Message
from pipelines.indices.errors import TableProblem, problem, text
from pipelines.indices.files.csv_table import CsvTable, is_missing, number

NEEDED = ("Level", "iCode", "Parent", "Direction", "Weight", "Type")
NODE_TYPES = ("Indicator", "Aggregate")
OTHER_TYPES = ("Group", "Denominator", "Other")  # columns of iData that are no nodes
RESERVED = ("uCode", "uName", "Time")
SCALES = ("linear", "ln")
MAX_LEVEL = 6  # fct_index_node_score aggregates so many levels


@dataclass(frozen=True)
class MetaNode:
    """A line of iMeta with an indicator or an aggregate; `level` is 0 where it could not be read."""

    line: int
    code: str
    type: str
    parent: str
    level: int
    weight: float
    direction: int
    denominator: str
    scale_factor: float | None
    value_scale: str
    target: float | None
    low: float | None
    high: float | None

    @property
    def is_indicator(self) -> bool:
        """True on level 1, whatever the type says."""
        return self.level == 1


@dataclass
class MetaFile:
    """The nodes in the order of the file."""

    name: str
    nodes: list[MetaNode] = field(default_factory=lambda: [])
    indicator_texts: dict[str, list[str]] = field(default_factory=lambda: {})  # column -> texts of all indicators

    @property
    def indicators(self) -> list[str]:
        """The codes of the indicators."""
        return [node.code for node in self.nodes if node.is_indicator]

    @property
    def denominators(self) -> dict[str, str]:
        """Code of a node -> column of its denominator, where it has one."""
        return {node.code: node.denominator for node in self.nodes if node.denominator}


def read_meta(sheet: CsvTable, problems: list[TableProblem]) -> MetaFile:
    """Return the tree of a file; problems are appended."""
    meta = MetaFile(sheet.name)
    absent = [column for column in NEEDED if column not in sheet.columns]
    if absent:
        if sheet.columns:
            problems += [problem(sheet.name, column, "", "column", column=column) for column in absent]
        return meta
    for line, row in sheet.numbered():
        if row["Type"] in NODE_TYPES:
            meta.nodes.append(_LineReader(sheet.name, line, row, problems).node())
        elif row["Type"] not in OTHER_TYPES:
            known = ", ".join((*NODE_TYPES, *OTHER_TYPES))
            place = text("at_node_cell", line=line, code=row["iCode"], column="Type")
            problems.append(problem(sheet.name, place, row["Type"], "one_of", values=known))
        if row["Type"] == "Indicator":
            for column, cell in row.items():
                meta.indicator_texts.setdefault(column, []).append(cell)
    problems += _shape(meta)
    return meta


class _LineReader:
    """Reads the cells of one line of iMeta; a cell with a problem takes its default."""

    def __init__(self, file: str, line: int, row: dict[str, str], problems: list[TableProblem]) -> None:
        self.file, self.line, self.row, self.problems = file, line, row, problems

    def node(self) -> MetaNode:
        scale = self._word("Scale")
        if scale not in ("", *SCALES):
            self._problem("Scale", "linear_or_ln")
        if self._word("Denominator") and self.row["Type"] == "Aggregate":
            self._problem("Denominator", "denominator_of_indicator")
        return MetaNode(
            line=self.line,
            code=self.row["iCode"],
            type=self.row["Type"],
            parent=self._word("Parent"),
            level=self._level(),
            weight=self._weight(),
            direction=self._direction(),
            denominator=self._word("Denominator"),
            scale_factor=self._scale_factor(),
            value_scale=scale or "linear",
            target=self._number("Target", None),
            low=self._number("goalpost_lower", None),
            high=self._number("goalpost_upper", None),
        )

    def _level(self) -> int:
        level = number(self.row["Level"])
        if level is None or level != int(level) or not 1 <= level <= MAX_LEVEL:
            self._problem("Level", "level", last=MAX_LEVEL)
            return 0
        return int(level)

    def _weight(self) -> float:
        weight = self._number("Weight", 1.0)
        if weight is None or weight < 0:
            self._problem("Weight", "not_negative")
        return 1.0 if weight is None else weight

    def _direction(self) -> int:
        direction = self._number("Direction", 1.0)
        if direction not in (1.0, -1.0):
            self._problem("Direction", "direction")
        return int(direction or 1)

    def _scale_factor(self) -> float | None:
        factor = self._number("ScaleFactor", 1.0)
        if not factor:
            self._problem("ScaleFactor", "not_zero")
        return factor

    def _word(self, column: str) -> str:
        cell = self.row.get(column, "")
        return "" if is_missing(cell) else cell

    def _number(self, column: str, default: float | None) -> float | None:
        cell = self._word(column)
        if not cell:
            return default
        value = number(cell)
        if value is None:
            self._problem(column, "number")
            return default
        return value

    def _problem(self, column: str, code: str, /, **values: object) -> None:
        place = text("at_cell", line=self.line, column=column)
        self.problems.append(problem(self.file, place, self.row[column], code, **values))


def _shape(meta: MetaFile) -> Iterator[TableProblem]:
    """Codes occur once, every aggregate has children, every node stands below a node of the next level."""
    by_code = {node.code: node for node in meta.nodes}
    parents = {node.parent for node in meta.nodes}
    counts = Counter(node.code for node in meta.nodes)
    top = max((node.level for node in meta.nodes), default=1)
    if not meta.indicators:
        yield problem(meta.name, text("at_column", column="Type"), "0 Indicator", "indicator")
    for node in meta.nodes:
        if node.level:
            parent = by_code.get(node.parent) if node.parent else None
            yield from _misplaced(meta.name, node, parent, top)
        if not node.code or counts[node.code] > 1 or node.code in RESERVED:
            yield problem(meta.name, _at(node), node.code, "code_once")
        if node.type == "Aggregate" and node.code not in parents:
            yield problem(meta.name, _at(node), text("found_children", n=0), "child")


def _misplaced(file: str, node: MetaNode, parent: MetaNode | None, top: int) -> Iterator[TableProblem]:
    """A parent stands on the next level, up to the top; indicators on level 1, aggregates above."""
    level = node.level + 1
    if not node.parent and node.level < top:
        yield problem(file, _at(node, "Parent"), "", "parent", level=level)
    elif node.parent and parent is None:
        yield problem(file, _at(node, "Parent"), node.parent, "parent", level=level)
    elif parent is not None and parent.level not in (0, level):  # level 0 is a problem of the parent already
        found = f"{node.parent} (Level {parent.level})"
        yield problem(file, _at(node, "Parent"), found, "parent", level=level)
    if (node.type == "Indicator") != (node.level == 1):
        yield problem(file, _at(node, "Level"), node.level, "aggregate_above")


def _at(node: MetaNode, column: str = "") -> Message:
    """Return the place of a node, or of one of its cells."""
    values = {"line": node.line, "code": node.code}
    return text("at_node_cell", **values, column=column) if column else text("at_node", **values)

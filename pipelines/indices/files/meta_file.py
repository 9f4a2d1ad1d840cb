"""iMeta in COINr's shape: the tree of indicators and aggregates, checked, as rows of index_nodes.

Here belong iMeta's columns and problems. Columns beyond COINr's minimum: Target, goalpost_lower, goalpost_upper (also
COINr's), ScaleFactor of a denominator, and Scale (linear, ln). What the method asks of them is in method_needs.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.indices.errors import TableProblem
from pipelines.indices.files.csv_table import CsvTable, is_missing, number
from pipelines.indices.files.method_file import MethodFile

Row = dict[str, Any]
NEEDED = ("Level", "iCode", "Parent", "Direction", "Weight", "Type")
NODE_TYPES = ("Indicator", "Aggregate")
OTHER_TYPES = ("Group", "Denominator", "Other")  # columns of iData that are no node
RESERVED = ("uCode", "uName", "Time")
SCALES = ("linear", "ln")
DEEPEST = 6  # levels that fct_index_node_score climbs


@dataclass
class MetaFile:
    """The nodes in the file's order, typed."""

    name: str
    nodes: list[Row] = field(default_factory=lambda: [])
    own_columns: dict[str, list[str]] = field(default_factory=lambda: {})  # all texts of the indicators, by column

    @property
    def indicators(self) -> list[str]:
        return [node["code"] for node in self.nodes if node["level"] == 1]

    @property
    def denominators(self) -> dict[str, str]:
        return {node["code"]: node["denominator"] for node in self.nodes if node["denominator"]}

    def rows(self, index: str, source: str, denominator: str, method: MethodFile) -> list[Row]:
        """Rows of index_nodes; the method's lists say how each level is put together."""
        key = {"index_code": index, "structure_version": 1}
        figure = {"breakdown_code": "_T", "measure_code": "level", "source_code": source}
        below = {"denominator_measure_code": "level", "denominator_source_code": source}
        found: list[Row] = []
        for node in self.nodes:
            is_leaf = node["level"] == 1
            if not is_leaf and not method.is_aggregated:
                continue
            row = {
                **{**key, "node_code": node["code"], "level": node["level"], "weight": node["weight"]},
                **{"direction": node["direction"], "target": node["target"], "value_scale": node["scale"]},
                **{"bound_low": node["low"], "bound_high": node["high"], "is_treated": True},
                "parent_code": node["parent"] if method.is_aggregated else None,
            }
            if is_leaf:
                row |= {"indicator_code": node["code"], **figure}
            else:
                row |= {
                    "aggregation": _of_level(method.aggregations, node["level"], "arithmetic"),
                    "min_coverage": _of_level(method.weight_coverages, node["level"], 0.0),
                    "min_coverage_count": _of_level(method.coverages, node["level"], 0.0),
                }
            if node["denominator"]:
                row |= {"denominator_code": denominator + node["denominator"], **below}
                row["denominator_scale"] = node["scale_factor"]
            found.append(row)
        return found


def _of_level(values: list[Any], level: int, default: Any) -> Any:
    """One value stands for all levels; of a list, the first is that of level 2 (COINr's order)."""
    if not values:
        return default
    return values[0] if len(values) == 1 else values[min(level - 2, len(values) - 1)]


def read_meta(sheet: CsvTable, problems: list[TableProblem]) -> MetaFile:
    """The tree; every problem is appended."""
    meta = MetaFile(sheet.name)
    absent = [column for column in NEEDED if column not in sheet.columns]
    if absent:
        for column in absent if sheet.columns else []:
            problems.append(TableProblem(sheet.name, column, "", f"có cột {column}", f"a column {column}"))
        return meta
    for line, row in sheet.numbered():
        if row["Type"] in NODE_TYPES:
            meta.nodes.append(_node(sheet.name, line, row, problems))
        elif row["Type"] not in OTHER_TYPES:
            known = ", ".join((*NODE_TYPES, *OTHER_TYPES))
            place = f"dòng {line}, iCode {row['iCode']}, cột Type"
            problems.append(TableProblem(sheet.name, place, row["Type"], f"một trong: {known}", f"one of {known}"))
        if row["Type"] == "Indicator":
            for column, text in row.items():
                meta.own_columns.setdefault(column, []).append(text)
    _shape(meta, problems)
    return meta


def _node(file: str, line: int, row: dict[str, str], problems: list[TableProblem]) -> Row:
    def problem(column: str, vi: str, en: str) -> None:
        problems.append(TableProblem(file, f"dòng {line}, cột {column}", row[column], vi, en))

    def read(column: str, default: float | None) -> float | None:
        text = row.get(column, "")
        if is_missing(text):
            return default
        value = number(text)
        if value is None:
            problem(column, "một số", "a number")
            return default
        return value

    level, direction, weight = number(row["Level"]), read("Direction", 1.0), read("Weight", 1.0)
    if level is None or level != int(level) or not 1 <= level <= DEEPEST:
        problem("Level", f"số nguyên từ 1 đến {DEEPEST}", f"an integer from 1 to {DEEPEST}")
        level = 0
    if direction not in (1.0, -1.0):
        problem("Direction", "1 hoặc -1", "1 or -1")
    if weight is None or weight < 0:
        problem("Weight", "số không âm", "0 or more")
    names = ("Parent", "Denominator", "Scale")
    named = {name: "" if is_missing(row.get(name, "")) else row[name] for name in names}
    if named["Scale"] not in ("", *SCALES):
        problem("Scale", "linear hoặc ln", "linear or ln")
    if named["Denominator"] and row["Type"] == "Aggregate":
        problem("Denominator", "trống: chỉ chỉ tiêu có mẫu số", "nothing: only an indicator has a denominator")
    scale_factor = read("ScaleFactor", 1.0)
    if not scale_factor:
        problem("ScaleFactor", "một số khác 0", "a number other than 0")
    return {
        **{"code": row["iCode"], "parent": named["Parent"] or None, "level": int(level), "weight": weight},
        **{"direction": int(direction or 1), "denominator": named["Denominator"], "scale": named["Scale"] or "linear"},
        **{"type": row["Type"], "number": line, "target": read("Target", None)},
        **{"low": read("goalpost_lower", None), "high": read("goalpost_upper", None), "scale_factor": scale_factor},
    }


def _shape(meta: MetaFile, problems: list[TableProblem]) -> None:
    """Codes once, every aggregate with children, every node in its place."""
    by_code = {node["code"]: node for node in meta.nodes}
    parents = {node["parent"] for node in meta.nodes}
    codes = Counter(node["code"] for node in meta.nodes)
    top = max((node["level"] for node in meta.nodes), default=1)
    if not meta.indicators:
        problems.append(TableProblem(meta.name, "cột Type", "0 Indicator", "có chỉ tiêu", "at least one Indicator"))
    for node in meta.nodes:
        found = list(_misplaced(node, by_code.get(node["parent"]), top) if node["level"] else ())
        if not node["code"] or codes[node["code"]] > 1 or node["code"] in RESERVED:
            expected = ("mã có và chỉ có một lần, khác uCode, uName, Time", "a code, once, none of these three")
            found.append(("", node["code"], *expected))
        if node["type"] == "Aggregate" and node["code"] not in parents:
            found.append(("", "0 con", "có ít nhất một nút con", "at least one child"))
        for column, text, vi, en in found:
            place = f"dòng {node['number']}, iCode {node['code']}{column}"
            problems.append(TableProblem(meta.name, place, text, vi, en))


def _misplaced(node: Row, parent: Row | None, top: int) -> Iterator[tuple[str, str, str, str]]:
    """Column, found, expected: a parent on the next level up to the top, indicators on level 1, aggregates above."""
    above = (f"một nút ở Level {node['level'] + 1}", f"a node of Level {node['level'] + 1}")
    if not node["parent"] and node["level"] < top:
        yield (", cột Parent", "", *above)
    elif node["parent"] and parent is None:
        yield (", cột Parent", node["parent"], *above)
    elif parent is not None and parent["level"] not in (0, node["level"] + 1):  # 0: its own level is a problem already
        yield (", cột Parent", f"{node['parent']} (Level {parent['level']})", *above)
    if (node["type"] == "Indicator") != (node["level"] == 1):
        expected = ("Indicator ở Level 1, Aggregate ở trên", "an Indicator on Level 1, an Aggregate above")
        yield (", cột Level", str(node["level"]), *expected)

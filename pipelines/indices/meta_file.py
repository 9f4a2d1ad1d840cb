"""iMeta in COINr's shape: the tree of indicators and aggregates, checked, as rows of index_nodes.

Here belong iMeta's columns and faults. Columns beyond COINr's minimum: Target, goalpost_lower, goalpost_upper (also
COINr's), ScaleFactor of a denominator, and Scale (linear, ln).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelines.indices.faults import TableFault
from pipelines.indices.method_file import MethodFile

if TYPE_CHECKING:
    from pipelines.indices.tables import Sheet

Row = dict[str, Any]
NEEDED = ("Level", "iCode", "Parent", "Direction", "Weight", "Type")
NODE_TYPES = ("Indicator", "Aggregate")
DEEPEST = 6  # levels that fct_index_node_score climbs


@dataclass
class MetaFile:
    """The nodes in the file's order, typed."""

    nodes: list[Row] = field(default_factory=lambda: [])

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


def read_meta(sheet: Sheet, faults: list[TableFault]) -> MetaFile:
    """The tree; every fault is appended."""
    for column in NEEDED:
        if column not in sheet.columns and sheet.columns:
            faults.append(TableFault(sheet.name, column, "", f"có cột {column}", f"a column {column}"))
    if faults or not sheet.columns:
        return MetaFile()
    meta = MetaFile()
    for number, row in enumerate(sheet.rows, 2):
        if row["Type"] in NODE_TYPES:
            meta.nodes.append(_node(sheet.name, number, row, faults))
    _shape(sheet.name, meta, faults)
    return meta


def _node(file: str, number: int, row: dict[str, str], faults: list[TableFault]) -> Row:
    def read(column: str, default: float | None) -> float | None:
        text = row.get(column, "")
        if text in ("", "NA"):
            return default
        try:
            return float(text)
        except ValueError:
            faults.append(TableFault(file, f"dòng {number}, cột {column}", text, "một số", "a number"))
            return default

    level, direction, weight = read("Level", None), read("Direction", 1.0), read("Weight", 1.0)
    if level is None or level != int(level) or not 1 <= level <= DEEPEST:
        expected = (f"số nguyên từ 1 đến {DEEPEST}", f"an integer from 1 to {DEEPEST}")
        faults.append(TableFault(file, f"dòng {number}, cột Level", row["Level"], *expected))
    if direction not in (1.0, -1.0):
        faults.append(TableFault(file, f"dòng {number}, cột Direction", row["Direction"], "1 hoặc -1", "1 or -1"))
    if weight is None or weight < 0:
        faults.append(TableFault(file, f"dòng {number}, cột Weight", row["Weight"], "số không âm", "0 or more"))
    named = {
        name: "" if row.get(name, "") == "NA" else row.get(name, "") for name in ("Parent", "Denominator", "Scale")
    }
    return {
        **{"code": row["iCode"], "parent": named["Parent"] or None, "level": int(level or 1), "weight": weight},
        **{"direction": int(direction or 1), "denominator": named["Denominator"], "scale": named["Scale"] or "linear"},
        **{"type": row["Type"], "number": number, "target": read("Target", None)},
        **{"low": read("goalpost_lower", None), "high": read("goalpost_upper", None)},
        "scale_factor": read("ScaleFactor", 1.0),
    }


def _shape(file: str, meta: MetaFile, faults: list[TableFault]) -> None:
    """Codes once; a parent of the next level; indicators on level 1, aggregates above it with children."""
    by_code = {node["code"]: node for node in meta.nodes}
    parents = {node["parent"] for node in meta.nodes}
    codes = [node["code"] for node in meta.nodes]
    for node in meta.nodes:
        place = f"dòng {node['number']}, iCode {node['code']}"
        if not node["code"] or codes.count(node["code"]) > 1:
            faults.append(TableFault(file, place, node["code"], "mã có và chỉ có một lần", "a code, once"))
        parent = by_code.get(node["parent"])
        if node["parent"] and (parent is None or parent["level"] != node["level"] + 1):
            found = node["parent"] if parent is None else f"{node['parent']} (Level {parent['level']})"
            expected = (f"một nút ở Level {node['level'] + 1}", f"a node of Level {node['level'] + 1}")
            faults.append(TableFault(file, f"{place}, cột Parent", found, *expected))
        if (node["type"] == "Indicator") != (node["level"] == 1):
            expected = ("Indicator ở Level 1, Aggregate ở trên", "an Indicator on Level 1, an Aggregate above")
            faults.append(TableFault(file, f"{place}, cột Level", str(node["level"]), *expected))
        if node["type"] == "Aggregate" and node["code"] not in parents:
            faults.append(TableFault(file, place, "0 con", "có ít nhất một nút con", "at least one child"))

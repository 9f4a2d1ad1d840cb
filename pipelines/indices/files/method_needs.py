"""What a method asks of the tree: lists as long as there are levels, goalposts, targets, a reference unit.

Here belong the checks of METHOD.yml against iMeta, and the parameters that COINr keeps in iMeta's columns. Each file by
itself is checked where it is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.indices.errors import TableProblem
from pipelines.indices.files.csv_table import is_missing, number
from pipelines.indices.files.meta_file import MetaFile
from pipelines.indices.files.method_file import MethodFile

# what a kind reads from a leaf: the node's key, and iMeta's column
LEAF_NEEDS = {
    "goalpost": (("low", "goalpost_lower"), ("high", "goalpost_upper")),
    "points_of_maximum": (("high", "goalpost_upper"),),
    "distance_to_target": (("target", "Target"),),
}
# COINr's columns in iMeta that stand for a key of the method: the key, the column of index_methods
OWN_COLUMNS = {
    "goalpost": (("high", "goalpost_scale", "scale_high"), ("clip", "goalpost_trunc2posts", "is_clipped")),
    "distance_to_target": (("cap", "dist2targ_cap_max", "is_capped"),),
}

WORDS = {"TRUE": True, "FALSE": False, "T": True, "F": False}  # R's, whatever their case


def check_needs(method: MethodFile, meta: MetaFile, units: Sequence[str], problems: list[TableProblem]) -> None:
    """Every need that is not met is appended; COINr's own columns are taken over into the method."""
    kind = method.row["normalise_kind"]
    for node in meta.nodes:
        for key, column in LEAF_NEEDS.get(kind, ()):
            if node["level"] == 1 and node[key] is None:
                place = f"dòng {node['number']}, iCode {node['code']}, cột {column}"
                problems.append(TableProblem(meta.name, place, "", f"một số, vì normalise là {kind}", "a number"))
    if kind == "distance_to_reference" and method.row["reference_area_id"] not in units:
        found = str(method.row["reference_area_id"] or "")
        expected = ("một uCode có trong iData", "a uCode of iData")
        problems.append(TableProblem(method.name, "normalise.reference", found, *expected))
    _check_lists(method, meta, problems)
    for key, column, target in OWN_COLUMNS.get(kind, ()):
        if key not in method.given:
            _take_over(column, target, method, meta, problems)


def _check_lists(method: MethodFile, meta: MetaFile, problems: list[TableProblem]) -> None:
    steps = max((node["level"] for node in meta.nodes), default=1) - 1
    lists = {"method": method.aggregations, "coverage": method.coverages, "coverage_weight": method.weight_coverages}
    for key, values in lists.items():
        if method.is_aggregated and steps and len(values) not in (1, steps):
            expected = (f"một giá trị, hoặc {steps} (từ cấp 1 lên cấp {steps + 1})", f"one value, or {steps}")
            problems.append(TableProblem(method.name, f"aggregate.{key}", f"{len(values)} giá trị", *expected))


def _take_over(column: str, target: str, method: MethodFile, meta: MetaFile, problems: list[TableProblem]) -> None:
    """iMeta's one value for all indicators as the method's; two values are a problem: a method has one scale."""
    texts = sorted({text for text in meta.own_columns.get(column, []) if not is_missing(text)})
    values = {number(text) if target == "scale_high" else WORDS.get(text.upper()) for text in texts}
    if len(values) > 1 or None in values:
        expected = ("một giá trị chung cho mọi chỉ tiêu", "one value for all indicators")
        problems.append(TableProblem(meta.name, f"cột {column}", ", ".join(texts), *expected))
    elif values:
        method.row[target] = values.pop()

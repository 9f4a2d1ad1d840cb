"""What a method needs of the tree: lists as long as there are levels, goalposts, targets, a reference unit.

METHOD.yml is checked against iMeta, and parameters that COINr keeps in columns of iMeta are taken over into the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.indices.errors import TableProblem, problem, text
from pipelines.indices.files.csv_table import is_missing, number
from pipelines.indices.files.meta_file import MetaFile
from pipelines.indices.files.method_file import MethodFile

# kind of normalisation -> (attribute of MetaNode, column of iMeta) that every indicator needs
LEAF_NEEDS = {
    "goalpost": (("low", "goalpost_lower"), ("high", "goalpost_upper")),
    "points_of_maximum": (("high", "goalpost_upper"),),
    "distance_to_target": (("target", "Target"),),
}


class MetaParameter(NamedTuple):
    """A column of iMeta that stands for a key of the method: the key, the column, the column of index_methods."""

    key: str
    column: str
    target: str


META_PARAMETERS = {
    "goalpost": (
        MetaParameter("high", "goalpost_scale", "scale_high"),
        MetaParameter("clip", "goalpost_trunc2posts", "is_clipped"),
    ),
    "distance_to_target": (MetaParameter("cap", "dist2targ_cap_max", "is_capped"),),
}
R_FLAGS = {"TRUE": True, "FALSE": False, "T": True, "F": False}  # in any case


def check_needs(method: MethodFile, meta: MetaFile, units: Sequence[str], problems: list[TableProblem]) -> None:
    """Append every need that is not met, and take COINr's parameters of iMeta over into the method."""
    kind = method.row["normalise_kind"]
    for node in meta.nodes:
        for attribute, column in LEAF_NEEDS.get(kind, ()):
            if node.is_indicator and getattr(node, attribute) is None:
                place = text("at_node_cell", line=node.line, code=node.code, column=column)
                problems.append(problem(meta.name, place, "", "number_for_kind", kind=kind))
    if kind == "distance_to_reference" and method.row["reference_area_id"] not in units:
        problems.append(problem(method.name, "normalise.reference", method.row["reference_area_id"], "unit_of_data"))
    problems += _list_problems(method, meta)
    for parameter in META_PARAMETERS.get(kind, ()):
        if parameter.key not in method.stated_keys:
            _adopt(parameter, method, meta, problems)


def _list_problems(method: MethodFile, meta: MetaFile) -> list[TableProblem]:
    """A list of the aggregation has one value, or one for each step from a level to the next."""
    n = max((node.level for node in meta.nodes), default=1) - 1
    lists = {"method": method.aggregations, "coverage": method.coverages, "coverage_weight": method.weight_coverages}
    return [
        problem(
            method.name,
            f"aggregate.{key}",
            text("found_values", n=len(values)),
            "values_by_level",
            n=n,
            last=n + 1,
        )
        for key, values in lists.items()
        if method.is_aggregated and n and len(values) not in (1, n)
    ]


def _adopt(parameter: MetaParameter, method: MethodFile, meta: MetaFile, problems: list[TableProblem]) -> None:
    """Take the one value that all indicators have; several values are a problem, since a method has one scale."""
    cells = meta.indicator_texts.get(parameter.column, [])
    texts = sorted({cell for cell in cells if not is_missing(cell)})
    is_number = parameter.target == "scale_high"
    values = {number(cell) if is_number else R_FLAGS.get(cell.upper()) for cell in texts}
    if len(values) > 1 or None in values:
        place = text("at_column", column=parameter.column)
        problems.append(problem(meta.name, place, ", ".join(texts), "one_value"))
    elif values:
        method.row[parameter.target] = values.pop()

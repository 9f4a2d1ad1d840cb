"""Checks of composite indices: a tree with one root and whole levels, weights, leaves with a figure, a fitting method.

Tables: index_nodes, index_methods, index_fields, index_components, index_goals. Parameters of methods:
index_methods.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipelines.codebook.checks.index_methods import check_leaf, check_leaf_of_method, check_method
from pipelines.codebook.checks.indicators import check_direction
from pipelines.codebook.errors import Problem, found, problem, problem_at
from pipelines.codebook.schema import Row, Rows

LEAF_COLUMNS = ("indicator_code", "breakdown_code", "measure_code", "source_code")
INNER_COLUMNS = ("aggregation", "min_coverage")
MAX_LEVEL = 6  # fct_index_node_score aggregates so many levels
TreeKey = tuple[str, int]  # index_code, structure_version


def check_indices(rows: Rows) -> list[Problem]:
    """Return the problems of every index structure, method and field."""
    trees: defaultdict[TreeKey, list[Row]] = defaultdict(list)
    for row in rows["index_nodes"]:
        trees[row["index_code"], row["structure_version"]].append(row)
    problems: list[Problem] = []
    for key, nodes in trees.items():
        problems += _root(key, nodes)
        problems += _shape(nodes)
        for node in nodes:
            problems += [*_content(node), *_numbers(node), *check_direction(node, "index_nodes"), *check_leaf(node)]
    for row in rows["index_methods"]:
        problems += check_method(row)
    problems += [*_fields(rows, trees), *_components(rows), *_goals(rows)]
    return problems


def _problem(node: Row, column: str, code: str, /, **values: object) -> Problem:
    return problem("index_nodes", node, column, node[column], code, **values)


def _root(tree: TreeKey, nodes: list[Row]) -> Iterator[Problem]:
    """A structure has exactly one node without a parent."""
    roots = [node["node_code"] for node in nodes if node["parent_code"] is None]
    if len(roots) != 1:
        value = found("found_roots", n=len(roots), codes=", ".join(map(str, roots)))
        yield problem_at("index_nodes", "/".join(map(str, tree)), "parent_code", value, "one_root")


def _shape(nodes: list[Row]) -> Iterator[Problem]:
    """Every parent exists and stands exactly one level higher; every inner node has children."""
    by_code = {node["node_code"]: node for node in nodes}
    with_children = {node["parent_code"] for node in nodes}
    for node in nodes:
        parent, level = by_code.get(node["parent_code"]), node["level"]
        if node["parent_code"] is not None and parent is None:
            yield _problem(node, "parent_code", "parent_node")
        if level is None:
            continue
        if parent and parent["level"] is not None and parent["level"] != level + 1:
            value = found("found_parent_level", code=parent["node_code"], level=parent["level"])
            yield problem("index_nodes", node, "parent_code", value, "parent_level", level=level + 1)
        if not 1 <= level <= MAX_LEVEL:
            yield _problem(node, "level", "from_1_to", last=MAX_LEVEL)
        if level > 1 and node["node_code"] not in with_children:
            yield _problem(node, "level", "child_or_leaf")


def _content(node: Row) -> Iterator[Problem]:
    """A leaf names its figure and has no aggregation; an inner node has an aggregation and names no figure."""
    is_leaf = node["level"] == 1
    for column in LEAF_COLUMNS if is_leaf else INNER_COLUMNS:
        if node[column] is None:
            yield _problem(node, column, "leaf_value" if is_leaf else "inner_node_value")
    for column in ("aggregation",) if is_leaf else ("indicator_code",):
        if node[column] is not None:
            yield _problem(node, column, "empty_on_node")


def _numbers(node: Row) -> Iterator[Problem]:
    """Weights are positive, coverages are shares."""
    if node["weight"] is not None and node["weight"] <= 0:
        yield _problem(node, "weight", "weight_above_0")
    if node["min_coverage"] is not None and not 0 <= node["min_coverage"] <= 1:
        yield _problem(node, "min_coverage", "from_0_to_1")


def _fields(rows: Rows, trees: Mapping[TreeKey, list[Row]]) -> Iterator[Problem]:
    """A field names a structure, a method and an area set that exist; its leaves have what the method needs."""
    methods = {(row["index_code"], row["method_version"]): row for row in rows["index_methods"]}
    sets = {row["area_set"] for row in rows["areas"]}
    for row in rows["index_fields"]:
        nodes = trees.get((row["index_code"], row["structure_version"]))
        method = methods.get((row["index_code"], row["method_version"]))
        for column, code, is_known in (
            ("structure_version", "structure_of_nodes", nodes is not None),
            ("method_version", "method_of_table", method is not None),
            ("area_set", "area_set_of_areas", row["area_set"] in sets),
        ):
            if not is_known:
                yield problem("index_fields", row, column, row[column], code)
        if row["rank_min_share"] is not None and not 0 < row["rank_min_share"] <= 1:
            yield problem("index_fields", row, "rank_min_share", row["rank_min_share"], "from_0_to_1")
        for node in nodes or []:
            if method and node["level"] == 1:
                yield from check_leaf_of_method(node, method)


def _components(rows: Rows) -> Iterator[Problem]:
    """A component stands below a node of its index; one that no source names has no official code."""
    nodes = {(row["index_code"], row["node_code"]) for row in rows["index_nodes"]}
    for row in rows["index_components"]:
        if (row["index_code"], row["pillar_code"]) not in nodes:
            yield problem("index_components", row, "pillar_code", row["pillar_code"], "node_of_index")
        if row["state"] == "background" and row["official_code"] is not None:
            yield problem("index_components", row, "official_code", row["official_code"], "empty_in_background")


def _goals(rows: Rows) -> Iterator[Problem]:
    """A wanted rank is that of targets or a share of the field, one of the two."""
    for row in rows["index_goals"]:
        share = row["rank_share"]
        if (row["indicator_code"] is None) == (share is None) or (share is not None and not 0 < share <= 1):
            yield problem("index_goals", row, "rank_share", share, "goal_or_share")

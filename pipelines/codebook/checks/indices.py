"""An index is a tree that can be computed: one root, whole levels, weights, leaves with a figure, a method that fits.

Here belong index_nodes, index_methods and index_fields. Scores are the warehouse's and indices' work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipelines.codebook.checks.index_methods import check_leaf, check_leaf_of_method, check_method
from pipelines.codebook.checks.indicators import direction
from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

LEAF_COLUMNS = ("indicator_code", "breakdown_code", "measure_code", "source_code")
INNER_COLUMNS = ("aggregation", "min_coverage")
DEEPEST = 6  # levels that fct_index_node_score climbs


def check_indices(rows: Rows) -> list[Problem]:
    """Faults of every index structure and field."""
    trees: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows["index_nodes"]:
        trees[row["index_code"], row["structure_version"]].append(row)
    problems: list[Problem] = []
    for key, nodes in trees.items():
        problems += _root(key, nodes)
        problems += _shape(nodes)
        for node in nodes:
            problems += [*_content(node), *_numbers(node), *direction(node, "index_nodes"), *check_leaf(node)]
    for row in rows["index_methods"]:
        problems += check_method(row)
    problems += _fields(rows, trees)
    return problems


def _problem(node: Row, column: str, found: object, vi: str, en: str) -> Problem:
    return Problem("index_nodes", key_of("index_nodes", node), column, "" if found is None else str(found), vi, en)


def _root(key: tuple[str, int], nodes: list[Row]) -> Iterator[Problem]:
    roots = [node["node_code"] for node in nodes if node["parent_code"] is None]
    if len(roots) != 1:
        found = f"{len(roots)} gốc: {', '.join(map(str, roots))}"
        yield Problem("index_nodes", f"{key[0]}/{key[1]}", "parent_code", found, "đúng một gốc", "exactly one root")


def _shape(nodes: list[Row]) -> Iterator[Problem]:
    by_code = {node["node_code"]: node for node in nodes}
    with_children = {node["parent_code"] for node in nodes}
    for node in nodes:
        parent = by_code.get(node["parent_code"])
        if node["parent_code"] is not None and parent is None:
            expected = ("nút có trong cùng cấu trúc", "a node of the same structure")
            yield _problem(node, "parent_code", node["parent_code"], *expected)
        if node["level"] is None:
            continue
        if parent and parent["level"] is not None and parent["level"] != node["level"] + 1:
            found = f"{parent['node_code']} ở cấp {parent['level']}"
            expected = (f"nút cha ở cấp {node['level'] + 1}", f"a parent of level {node['level'] + 1}")
            yield _problem(node, "parent_code", found, *expected)
        if not 1 <= node["level"] <= DEEPEST:
            yield _problem(node, "level", node["level"], f"từ 1 đến {DEEPEST}", f"1 to {DEEPEST}")
        if node["level"] > 1 and node["node_code"] not in with_children:
            expected = ("có ít nhất một nút con, hoặc là lá ở cấp 1", "a child, or to be a leaf of level 1")
            yield _problem(node, "level", node["level"], *expected)


def _content(node: Row) -> Iterator[Problem]:
    """A leaf has a figure, an inner node a way to put its children together, never the other way round."""
    is_leaf = node["level"] == 1
    for column in LEAF_COLUMNS if is_leaf else INNER_COLUMNS:
        if node[column] is None:
            kind_vi, kind_en = ("lá", "a leaf") if is_leaf else ("nút không phải lá", "an inner node")
            yield _problem(node, column, None, f"có giá trị vì đây là {kind_vi}", f"a value: this is {kind_en}")
    for column in ("aggregation",) if is_leaf else ("indicator_code",):
        if node[column] is not None:
            yield _problem(node, column, node[column], "để trống ở nút này", "empty on this node")


def _numbers(node: Row) -> Iterator[Problem]:
    if node["weight"] is not None and node["weight"] <= 0:
        yield _problem(node, "weight", node["weight"], "trọng số lớn hơn 0", "a weight above 0")
    if node["min_coverage"] is not None and not 0 <= node["min_coverage"] <= 1:
        yield _problem(node, "min_coverage", node["min_coverage"], "từ 0 đến 1", "from 0 to 1")


def _fields(rows: Rows, trees: dict[tuple[str, int], list[Row]]) -> Iterator[Problem]:
    methods = {(row["index_code"], row["method_version"]): row for row in rows["index_methods"]}
    sets = {row["area_set"] for row in rows["areas"]}
    for row in rows["index_fields"]:
        key = key_of("index_fields", row)
        nodes = trees.get((row["index_code"], row["structure_version"]))
        method = methods.get((row["index_code"], row["method_version"]))
        if nodes is None:
            expected = ("cấu trúc có trong index_nodes", "a structure of index_nodes")
            yield Problem("index_fields", key, "structure_version", str(row["structure_version"]), *expected)
        if method is None:
            expected = ("phương pháp có trong index_methods", "a method of index_methods")
            yield Problem("index_fields", key, "method_version", str(row["method_version"]), *expected)
        if row["area_set"] not in sets:
            yield Problem(
                "index_fields", key, "area_set", row["area_set"] or "", "area_set có trong areas", "one of areas"
            )
        for node in nodes or []:
            if method and node["level"] == 1:
                yield from check_leaf_of_method(node, method)

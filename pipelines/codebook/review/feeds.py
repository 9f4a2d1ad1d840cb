"""Which figures forms, published scores, ratios and sums bring, and the leaves of computed indices without any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from pipelines.codebook.schema import Row, Rows

RATIOS = ("ratio", "share", "per_capita")
SUM_SOURCE = "commune_sum"  # what the communes of a province add up to


class Fed(NamedTuple):
    """What a figure is of, without area and period."""

    indicator: str
    breakdown: str
    measure: str
    source: str


def unfed_leaves(rows: Rows) -> Iterator[tuple[Row, str]]:
    """Leaves of indices that are computed, whose figure or denominator nothing brings, with that figure in words."""
    fed = feeds(rows)
    methods = {(row["index_code"], row["method_version"]): row["status"] for row in rows["index_methods"]}
    computed = {
        (row["index_code"], row["structure_version"])
        for row in rows["index_fields"]
        if methods.get((row["index_code"], row["method_version"])) in (None, "computed")
    }
    for node in rows["index_nodes"]:
        if node["level"] == 1 and (node["index_code"], node["structure_version"]) in computed:
            for wanted in _wanted(node):
                if wanted not in fed:
                    yield node, "/".join(wanted)


def _wanted(node: Row) -> Iterator[Fed]:
    """The figure of a leaf, and its denominator."""
    yield Fed(node["indicator_code"], node["breakdown_code"], node["measure_code"], node["source_code"])
    if node["denominator_code"]:
        measure, source = node["denominator_measure_code"], node["denominator_source_code"]
        yield Fed(node["denominator_code"], "_T", measure, source)


def feeds(rows: Rows) -> set[Fed]:
    """Everything that a form, a published score, a ratio of two fed figures, or a sum over communes brings."""
    fed = set(_of_forms(rows))
    fed |= {Fed(row["indicator_code"], "_T", "level", row["source_code"]) for row in rows["published_scores"]}
    for row in rows["indicators"]:
        if row["calc_kind"] in RATIOS:
            parts = {figure for figure in fed if figure.indicator == row["numerator_code"]}
            fed |= {
                part._replace(indicator=row["indicator_code"])
                for part in parts
                if part._replace(indicator=row["denominator_code"]) in fed
            }
    return fed | {figure._replace(source=SUM_SOURCE) for figure in fed}


def _of_forms(rows: Rows) -> Iterator[Fed]:
    """The figures of all form versions, under the form's source, the block's, and those of files sent for others."""
    senders = {row["source_code"] for row in rows["senders"]}
    sources = {(row["form_code"], row["form_version"]): row["source_code"] for row in rows["forms"]}
    columns, lines = _by_block(rows["form_columns"]), _by_block(rows["form_rows"])
    for block in rows["form_blocks"]:
        key = block["form_code"], block["form_version"], block["block_no"]
        source = block["source_code"] or sources.get(key[:2])
        for figure in _of_block(columns[key], lines[key] or [{}]):
            for of in {source, *senders} if not block["source_code"] else {source}:
                yield figure._replace(source=of or "")


def _of_block(columns: list[Row], lines: list[Row]) -> Iterator[Fed]:
    """The figures of a block's cells: what a row does not state its column does, and the other way round."""
    values = [column for column in columns if column["role"] == "value"]
    for column, line in product(values or [{}], lines):
        indicator = line.get("indicator_code") or column.get("indicator_code")
        breakdown = line.get("breakdown_code") or column.get("breakdown_code") or "_T"
        due = (line.get("due_measures") or "").split("|") if line.get("row_kind") == "repeat" else []
        for measure in filter(None, {column.get("measure_code"), *due}):
            if indicator:
                yield Fed(indicator, breakdown, measure, "")


def _by_block(rows: list[Row]) -> defaultdict[tuple[str, int, int], list[Row]]:
    groups: defaultdict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["form_code"], row["form_version"], row["block_no"]].append(row)
    return groups

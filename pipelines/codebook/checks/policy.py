"""Checks of policy documents: the concept tree, targets, baselines, tasks and progress methods.

That a quote stands in its document is tested in tests/unit/policy, not here: the documents are no part of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.codebook.errors import Problem, problem, problem_at, repaired, row_key
from pipelines.codebook.schema import Row, Rows

RANGES = frozenset({"between"})
JUDGED = {"ge": "ge", "gt": "gt", "le": "le", "about": "near"}  # operators that state a direction are judged in it
YEARS: dict[str, tuple[bool, bool]] = {  # time_kind -> (has a first year, has a last year)
    "continuous": (False, False),
    "yearly": (False, False),
    "interval": (True, True),
    "open": (True, False),
    "until": (False, True),
}


def check_policy(rows: Rows) -> list[Problem]:
    """Return the problems of documents, concepts, targets, baselines, tasks and methods."""
    return [
        *_concepts(rows),
        *_targets(rows),
        *_baselines(rows),
        *_tasks(rows),
        *_methods(rows),
    ]


def _concepts(rows: Rows) -> Iterator[Problem]:
    """A parent comes with its relation, and no concept is its own ancestor."""
    parents = {row["concept_code"]: row["parent_code"] for row in rows["concepts"]}
    for row in rows["concepts"]:
        if (row["parent_code"] is None) != (row["relation"] is None):
            yield problem("concepts", row, "relation", row["relation"], "with_parent")
        seen, ancestor = {row["concept_code"]}, row["parent_code"]
        while ancestor is not None and ancestor not in seen:
            seen.add(ancestor)
            ancestor = parents.get(ancestor)
        if ancestor is not None:
            yield problem("concepts", row, "parent_code", ancestor, "no_cycle")


def _targets(rows: Rows) -> Iterator[Problem]:
    """A target belongs to its document's province and speaks of an indicator with a concept in a fitting unit."""
    areas = {row["document_file"]: row["area_id"] for row in rows["policy_documents"]}
    codes = {row["area_id"]: row["code"] for row in rows["areas"]}
    concepts = {row["indicator_code"] for row in rows["indicator_concepts"]}
    dimensions = {row["uom_code"]: row["dimension"] for row in rows["uoms"]}
    measured = {row["indicator_code"]: dimensions.get(row["uom_code"]) for row in rows["indicators"]}
    for row in rows["targets"]:
        area = areas.get(row["document_file"], row["area_id"])
        if row["area_id"] != area:
            yield _target(row, "area_id", "province_of_document", area=area)
        code = codes.get(row["area_id"], row["province_code"])
        if row["province_code"] != code:
            yield repaired(_target(row, "province_code", "code_of_area", code=code), code)
        if row["indicator_code"] not in concepts:
            yield _target(row, "indicator_code", "indicator_concept")
        stated, dimension = dimensions.get(row["uom_code"]), measured.get(row["indicator_code"])
        if stated is not None and dimension is not None and stated != dimension:
            yield _target(row, "uom_code", "unit_dimension", dimension=dimension)
        yield from _wording(row)


def _wording(row: Row) -> Iterator[Problem]:
    """Operator, numbers, rank population and years of a target agree with each other."""
    if row["judged_as"] not in (JUDGED.get(row["operator"] or "", row["judged_as"]), None):
        yield _target(row, "judged_as", "operator_direction", operator=row["operator"])
    if row["operator"] in RANGES and row["high"] is None:
        yield _target(row, "high", "range_upper")
    if (row["kind"] == "rank") != (row["rank_population"] is not None):
        yield _target(row, "rank_population", "rank_only")
    first, last = row["horizon_from"], row["horizon_to"]
    if first is not None and last is not None and first > last:
        yield _target(row, "horizon_to", "year_or_later", year=first)
    if row["accumulation"] == "cumulative_in_period" and row["kind"] not in ("flow", None):
        yield _target(row, "accumulation", "only_flows")


def _target(row: Row, column: str, code: str, /, **values: object) -> Problem:
    return problem("targets", row, column, row[column], code, **values)


def _baselines(rows: Rows) -> Iterator[Problem]:
    """A known baseline has value, unit and source; one that was asked for names who was asked."""
    for row in rows["baselines"]:
        is_known = row["state"] == "known"
        for column in ("value", "uom_code"):
            if is_known != (row[column] is not None):
                yield problem("baselines", row, column, row[column], "known_only")
        if is_known and row["document_file"] is None and row["source_vi"] is None:
            yield problem("baselines", row, "source_vi", None, "document_or_source")
        if row["state"] == "asked" and row["asked_of_vi"] is None:
            yield problem("baselines", row, "asked_of_vi", None, "asked_of")
        if (row["year_from"] or 0) > (row["year_to"] or 9999):
            yield problem("baselines", row, "year_to", row["year_to"], "not_before_year")


def _tasks(rows: Rows) -> Iterator[Problem]:
    """A task has the years that its kind of time needs, and an agency that leads or executes it."""
    led = {row["task_id"] for row in rows["task_agencies"] if row["role"] in ("lead", "executor")}
    for row in rows["tasks"]:
        kind = row["time_kind"]
        for column, is_due in zip(("year_from", "year_to"), YEARS.get(kind, (False, False)), strict=True):
            if kind in YEARS and is_due != (row[column] is not None):
                yield problem("tasks", row, column, row[column], "time_kind", kind=kind)
        if row["task_id"] not in led:
            key = row_key("tasks", row)
            yield problem_at("task_agencies", key, "role", row["task_id"], "leading_agency")


def _methods(rows: Rows) -> Iterator[Problem]:
    """Each method has a row for each kind of target; without any row nothing is required."""
    stated = {(row["method_code"], row["kind"]) for row in rows["progress_methods"]}
    for method in sorted({method for method, _ in stated}):
        for kind in sorted({row["kind"] for row in rows["targets"]} - {None}):
            if (method, kind) not in stated:
                yield problem_at("progress_methods", f"{method}/{kind}", "kind", None, "method_for_kind")

"""What a target, a baseline, a task need to be told apart and judged: a concept, a direction, an interval, a method.

Here belong the tables of the policy documents. Whether a quote stands in its document is tested, not loaded: the
documents are no part of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

RANGES = frozenset({"between"})
JUDGED = {"ge": "ge", "gt": "gt", "le": "le"}  # worded with a direction, judged in it
TIMES: dict[str, tuple[bool, bool]] = {  # kind of time -> has a first year, has a last year
    "continuous": (False, False),
    "yearly": (False, False),
    "interval": (True, True),
    "open": (True, False),
    "until": (False, True),
}


def check_policy(rows: Rows) -> list[Problem]:
    """Faults of documents, concepts, targets, baselines, tasks and methods."""
    return [
        *_concepts(rows),
        *_targets(rows),
        *_baselines(rows),
        *_tasks(rows),
        *_methods(rows),
    ]


def _concepts(rows: Rows) -> Iterator[Problem]:
    """A tree: a parent comes with its relation, and nobody is his own ancestor."""
    parents = {row["concept_code"]: row["parent_code"] for row in rows["concepts"]}
    for row in rows["concepts"]:
        if (row["parent_code"] is None) != (row["relation"] is None):
            yield _problem(
                "concepts", row, "relation", row["relation"], "có cùng với parent_code", "given with the parent"
            )
        seen, above = {row["concept_code"]}, row["parent_code"]
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above is not None:
            yield _problem("concepts", row, "parent_code", above, "cây không có vòng", "a tree without a circle")


def _targets(rows: Rows) -> Iterator[Problem]:
    homes = {row["document_file"]: row["area_id"] for row in rows["policy_documents"]}
    codes = {row["area_id"]: row["code"] for row in rows["areas"]}
    concepts = {row["indicator_code"] for row in rows["indicator_concepts"]}
    units = {row["uom_code"]: row["dimension"] for row in rows["uoms"]}
    measured = {row["indicator_code"]: units.get(row["uom_code"]) for row in rows["indicators"]}
    for row in rows["targets"]:
        if row["area_id"] != homes.get(row["document_file"], row["area_id"]):
            home = homes[row["document_file"]]
            yield _problem(
                "targets", row, "area_id", row["area_id"], f"tỉnh của văn bản: {home}", f"the document's: {home}"
            )
        if row["province_code"] != codes.get(row["area_id"], row["province_code"]):
            code = codes[row["area_id"]]
            yield _problem(
                "targets", row, "province_code", row["province_code"], f"mã của tỉnh: {code}", f"its code: {code}"
            )
        if row["indicator_code"] not in concepts:
            expected = ("chỉ tiêu có khái niệm trong indicator_concepts", "an indicator with a concept")
            yield _problem("targets", row, "indicator_code", row["indicator_code"], *expected)
        unit, other = units.get(row["uom_code"]), measured.get(row["indicator_code"])
        if unit is not None and other is not None and unit != other:
            yield _problem(
                "targets", row, "uom_code", row["uom_code"], f"đơn vị cùng đại lượng {other}", f"a unit of {other}"
            )
        yield from _wording(row)


def _wording(row: Row) -> Iterator[Problem]:
    """Operator, numbers, field and years agree with each other."""
    if row["judged_as"] not in (JUDGED.get(row["operator"] or "", row["judged_as"]), None):
        expected = (f"cùng chiều với {row['operator']}", f"the direction of {row['operator']}")
        yield _problem("targets", row, "judged_as", row["judged_as"], *expected)
    if row["operator"] in RANGES and row["high"] is None:
        yield _problem("targets", row, "high", "", "mức trên của khoảng", "the upper end of the range")
    if (row["kind"] == "rank") != (row["rank_population"] is not None):
        expected = ("có khi và chỉ khi kind là rank", "given if and only if the kind is rank")
        yield _problem("targets", row, "rank_population", row["rank_population"], *expected)
    first, last = row["horizon_from"], row["horizon_to"]
    if first is not None and last is not None and first > last:
        yield _problem("targets", row, "horizon_to", last, f"từ {first} trở đi", f"{first} or later")
    if row["accumulation"] == "cumulative_in_period" and row["kind"] not in ("flow", None):
        expected = ("chỉ số tăng thêm mới cộng dồn", "only flows add up")
        yield _problem("targets", row, "accumulation", row["accumulation"], *expected)


def _baselines(rows: Rows) -> Iterator[Problem]:
    for row in rows["baselines"]:
        known = row["state"] == "known"
        for column in ("value", "uom_code"):
            if known != (row[column] is not None):
                expected = ("có khi và chỉ khi state là known", "given if and only if the state is known")
                yield _problem("baselines", row, column, row[column], *expected)
        if known and row["document_file"] is None and row["source_vi"] is None:
            yield _problem("baselines", row, "source_vi", "", "văn bản hoặc nguồn của con số", "a document or a source")
        if row["state"] == "asked" and row["asked_of_vi"] is None:
            yield _problem("baselines", row, "asked_of_vi", "", "đã hỏi ai", "whom was asked")
        if (row["year_from"] or 0) > (row["year_to"] or 9999):
            yield _problem("baselines", row, "year_to", row["year_to"], "không trước year_from", "not before year_from")


def _tasks(rows: Rows) -> Iterator[Problem]:
    led = {row["task_id"] for row in rows["task_agencies"] if row["role"] in ("lead", "executor")}
    for row in rows["tasks"]:
        wanted = TIMES.get(row["time_kind"], (False, False))
        for column, due in zip(("year_from", "year_to"), wanted, strict=True):
            if row["time_kind"] in TIMES and due != (row[column] is not None):
                expected = (f"theo time_kind {row['time_kind']}", f"as time_kind {row['time_kind']} asks")
                yield _problem("tasks", row, column, row[column], *expected)
        if row["task_id"] not in led:
            expected = ("ít nhất một cơ quan chủ trì hoặc thực hiện", "at least one agency that leads or executes")
            yield _problem("task_agencies", row, "role", row["task_id"], *expected)


def _methods(rows: Rows) -> Iterator[Problem]:
    """Every kind of figure has a word on every method, once any has."""
    given = {(row["method_code"], row["kind"]) for row in rows["progress_methods"]}
    for method in sorted({method for method, _ in given}):
        for kind in sorted({row["kind"] for row in rows["targets"]} - {None}):
            if (method, kind) not in given:
                expected = ("nói rõ được dùng hay không, vì sao", "whether it is allowed, and why")
                yield Problem("progress_methods", f"{method}/{kind}", "kind", "", *expected)


def _problem(table: str, row: Row, column: str, found: object, vi: str, en: str) -> Problem:
    keyed = "tasks" if table == "task_agencies" else table
    return Problem(table, key_of(keyed, row), column, "" if found is None else str(found), vi, en)

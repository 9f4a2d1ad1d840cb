"""What an indicator and a rule need to be computed: parts of a ratio, terms and parameters of a rule kind.

Here belong indicators and rules. Whether a figure breaks a rule is the warehouse's to say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

RATIO_KINDS = frozenset({"ratio", "share", "per_capita"})
# role -> (fewest, most) terms; no role beside these
ROLES: dict[str, dict[str, tuple[int, int]]] = {
    "cumulative_balance": {"subject": (1, 999)},
    "part_whole": {"part": (1, 999), "whole": (1, 1)},
    "children_sum": {"total": (1, 1), "child": (2, 999)},
    "jump": {"subject": (1, 999)},
    "share_bounds": {"subject": (1, 999)},
    "reported_derived": {"reported": (1, 1), "derived": (1, 1)},
}
BOUNDED = frozenset({"jump", "share_bounds"})  # need low or high; the others need a tolerance, if only 0


def check_indicators(rows: Rows) -> list[Problem]:
    """Faults of the indicators."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        kinds[row["indicator_code"]].add(row["calc_kind"])
    return [problem for row in rows["indicators"] for problem in _indicator(row, kinds)]


def _indicator(row: Row, kinds: dict[str, set[str]]) -> Iterator[Problem]:
    key, is_ratio = key_of("indicators", row), row["calc_kind"] in RATIO_KINDS
    for column in ("numerator_code", "denominator_code", "scale"):
        if is_ratio and row[column] is None:
            expected = (
                f"có giá trị vì calc_kind là {row['calc_kind']}",
                f"a value, calc_kind being {row['calc_kind']}",
            )
            yield Problem("indicators", key, column, "", *expected)
        elif not is_ratio and row[column] is not None:
            expected = ("để trống, vì chỉ tiêu này không phải tỷ lệ", "empty: this indicator is no ratio")
            yield Problem("indicators", key, column, str(row[column]), *expected)
    for column in ("numerator_code", "denominator_code"):
        if RATIO_KINDS & kinds.get(row[column] or "", set()):
            expected = ("một chỉ tiêu không phải tỷ lệ", "an indicator that is no ratio itself")
            yield Problem("indicators", key, column, row[column], *expected)
    yield from direction(row, "indicators")
    if row["decimals"] is not None and row["decimals"] < 0:
        yield Problem("indicators", key, "decimals", str(row["decimals"]), "từ 0 trở lên", "0 or more")


def direction(row: Row, table: str) -> Iterator[Problem]:
    """1 or -1, nothing else."""
    if row["direction"] not in (1, -1, None):
        expected = ("1 (cao là tốt) hoặc -1 (thấp là tốt)", "1 or -1")
        yield Problem(table, key_of(table, row), "direction", str(row["direction"]), *expected)


def check_rules(rows: Rows) -> list[Problem]:
    """Faults of the rules and their terms."""
    terms: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for term in rows["rule_terms"]:
        terms[term["rule_code"], term["version"]].append(term)
    rules = {(row["rule_code"], row["version"]): row for row in rows["rules"]}
    own = {row["measure_code"]: row["own_measure_code"] for row in rows["measures"]}
    problems: list[Problem] = []
    for key, row in rules.items():
        problems += [*_roles(row, terms.get(key, [])), *_parameters(row), *_cumulative(row, terms.get(key, []), own)]
    for key, orphans in terms.items():
        if key not in rules:
            where = key_of("rule_terms", orphans[0])
            expected = ("quy tắc và phiên bản có trong bảng rules", "a rule and version of table rules")
            problems.append(Problem("rule_terms", where, "rule_code, version", f"{key[0]}/{key[1]}", *expected))
    return problems


def _roles(row: Row, terms: list[Row]) -> Iterator[Problem]:
    needed = ROLES.get(row["rule_kind"])
    if needed is None:
        return  # check_schema has said so
    counts: Counter[str] = Counter(term["role"] or "" for term in terms)
    for role in sorted({*needed, *counts}):
        fewest, most = needed.get(role, (0, 0))
        if not fewest <= counts[role] <= most:
            span = f"{fewest}" if fewest == most else f"{fewest}+"
            found = f"{counts[role]} × {role}"
            expected = (f"{row['rule_kind']} cần {span} × {role}", f"{row['rule_kind']} takes {span} × {role}")
            yield Problem("rule_terms", key_of("rules", row), "role", found, *expected)


def _parameters(row: Row) -> Iterator[Problem]:
    key = key_of("rules", row)
    if row["rule_kind"] in BOUNDED and row["low"] is None and row["high"] is None:
        yield Problem("rules", key, "low, high", "", "ít nhất một giới hạn", "at least one bound")
    if row["rule_kind"] in ROLES.keys() - BOUNDED and row["tolerance"] is None:
        # without it the comparison is null and the rule would never speak
        yield Problem("rules", key, "tolerance", "", "sai số cho phép, ít nhất là 0", "a tolerance, if only 0")


def _cumulative(row: Row, terms: list[Row], own: dict[str, str | None]) -> Iterator[Problem]:
    for term in terms if row["rule_kind"] == "cumulative_balance" else []:
        if own.get(term["measure_code"]) is None:
            expected = ("một số luỹ kế (own_measure_code có giá trị)", "a cumulative measure (with own_measure_code)")
            yield Problem(
                "rule_terms", key_of("rule_terms", term), "measure_code", term["measure_code"] or "", *expected
            )

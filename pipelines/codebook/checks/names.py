"""Checks of written names: every alias has a target, no name means two areas in one scope, provinces exist.

Tables: areas, aliases, and the columns province_code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipelines.codebook.errors import Problem, problem, problem_at
from pipelines.codebook.placeholders import has_placeholder
from pipelines.codebook.schema import Row, Rows
from pipelines.codebook.text import name_fold


def check_names(rows: Rows) -> list[Problem]:
    """Return the problems of areas, aliases and provinces."""
    return [*_alias_targets(rows), *_ambiguous(rows), *_provinces(rows)]


def _alias_targets(rows: Rows) -> Iterator[Problem]:
    """The scope of an alias exists, and its target is a code of that scope."""
    known: dict[str, set[str]] = {"reporter": {row["reporter_code"] for row in rows["reporters"]}}
    for area in rows["areas"]:
        known.setdefault(area["area_set"], set()).add(area["area_id"])
    for row in rows["aliases"]:
        if row["scope"] not in known:
            scopes = ", ".join(sorted(scope for scope in known if scope))
            yield problem("aliases", row, "scope", row["scope"], "one_of", values=scopes)
        elif row["target"] not in known[row["scope"]] and not has_placeholder(row["target"]):
            yield problem("aliases", row, "target", row["target"], "code_in_scope", scope=row["scope"])


def _scope(area: Row) -> str:
    """Return where the area's name must be unique: in its set; for a commune, in its parent."""
    return area["parent_id"] if area["level"] == "commune" else area["area_set"]


def _is_looked_up(area: Row) -> bool:
    """True if a file may name the area.

    Published files name provinces of any day. Communes and districts that ended are named by no file, and until July
    2025 a town and the commune around it could have one name.
    """
    return area["level"] == "province" or area["valid_to"] is None


def _ambiguous(rows: Rows) -> Iterator[Problem]:
    """A folded name or alias means one area within its scope."""
    meanings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    areas = {area["area_id"]: area for area in rows["areas"]}
    for area in filter(_is_looked_up, rows["areas"]):
        meanings[_scope(area), name_fold(area["name_vi"] or "")].add(area["area_id"])
    for row in rows["aliases"]:
        scope = _scope(areas[row["target"]]) if row["target"] in areas else row["scope"]
        meanings[scope, name_fold(row["text"] or "")].add(row["target"])
    for (scope, folded), targets in meanings.items():
        if len(targets) > 1:
            value = f"{folded} → {', '.join(sorted(map(str, targets)))}"
            yield problem_at("areas, aliases", str(scope), "name_vi, text", value, "one_area_for_name")


def _provinces(rows: Rows) -> Iterator[Problem]:
    """A province code is one of the 34 of today; every reporter but a publisher has one."""
    known = {area["code"] for area in rows["areas"] if area["area_set"] == "p34"}
    for table in ("reporters", "obligation_rules"):
        for row in rows[table]:
            if row["province_code"] is not None and row["province_code"] not in known:
                yield problem(table, row, "province_code", row["province_code"], "province_code")
    for row in rows["reporters"]:
        if row["kind"] != "publisher" and row["province_code"] is None:
            yield problem("reporters", row, "province_code", None, "province_required")

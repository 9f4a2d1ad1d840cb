"""Names that people write: every alias has a target, and no name means two areas in one scope.

Here belong areas, aliases and the province of a reporter. Looking a name up is in names.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem
from pipelines.codebook.placeholders import has_placeholder
from pipelines.codebook.text import name_fold


def check_names(rows: Rows) -> list[Problem]:
    """Faults of areas, aliases and provinces."""
    return [*_alias_targets(rows), *_ambiguous(rows), *_provinces(rows)]


def _alias_targets(rows: Rows) -> Iterator[Problem]:
    known: dict[str, set[str]] = {"reporter": {row["reporter_code"] for row in rows["reporters"]}}
    for area in rows["areas"]:
        known.setdefault(area["area_set"], set()).add(area["area_id"])
    for row in rows["aliases"]:
        if row["scope"] not in known:
            scopes = ", ".join(sorted(scope for scope in known if scope))
            expected = (f"một trong: {scopes}", f"one of: {scopes}")
            yield Problem("aliases", key_of("aliases", row), "scope", row["scope"], *expected)
        elif row["target"] not in known[row["scope"]] and not has_placeholder(row["target"]):
            expected = (f"mã thuộc phạm vi {row['scope']}", f"a code within {row['scope']}")
            yield Problem("aliases", key_of("aliases", row), "target", row["target"], *expected)


def _scope(area: Row) -> str:
    """A name must be unique in its set; a commune's, in its province."""
    return area["parent_id"] if area["level"] == "commune" else area["area_set"]


def _is_looked_up(area: Row) -> bool:
    """Published files name provinces of any day; the names of ended communes and districts are read by nobody.

    A town and the commune around it could bear one name until July 2025.
    """
    return area["level"] == "province" or area["valid_to"] is None


def _ambiguous(rows: Rows) -> Iterator[Problem]:
    meanings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    areas = {area["area_id"]: area for area in rows["areas"]}
    for area in filter(_is_looked_up, rows["areas"]):
        meanings[_scope(area), name_fold(area["name_vi"] or "")].add(area["area_id"])
    for row in rows["aliases"]:
        scope = _scope(areas[row["target"]]) if row["target"] in areas else row["scope"]
        meanings[scope, name_fold(row["text"] or "")].add(row["target"])
    for (scope, folded), targets in meanings.items():
        if len(targets) > 1:
            found = f"{folded} → {', '.join(sorted(map(str, targets)))}"
            expected = ("mỗi tên chỉ một địa bàn trong phạm vi", "one target for a name within its scope")
            yield Problem("areas, aliases", str(scope), "name_vi, text", found, *expected)


def _provinces(rows: Rows) -> Iterator[Problem]:
    known = {area["code"] for area in rows["areas"] if area["area_set"] == "p34"}
    for table in ("reporters", "obligation_rules"):
        for row in rows[table]:
            if row["province_code"] is not None and row["province_code"] not in known:
                expected = ("mã một trong 34 tỉnh, ví dụ 08", "the code of one of the 34 provinces, such as 08")
                yield Problem(table, key_of(table, row), "province_code", row["province_code"], *expected)
    for row in rows["reporters"]:
        if row["kind"] != "publisher" and row["province_code"] is None:
            expected = ("mã tỉnh; chỉ nơi công bố mới để trống", "a province; only a publisher has none")
            yield Problem("reporters", key_of("reporters", row), "province_code", "", *expected)

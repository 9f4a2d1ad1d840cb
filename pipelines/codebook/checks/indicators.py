"""Checks of indicators: parts of a ratio, direction, decimals; which source or indicator is shown as the headline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipelines.codebook.errors import Problem, problem, problem_at
from pipelines.codebook.schema import Row, Rows

RATIO_KINDS = frozenset({"ratio", "share", "per_capita"})
HEADLINES = "headline_choices"
Asked = dict[str, set[tuple[str, str]]]  # indicator -> (kind of reporter, source) of the forms that ask for it


def check_indicators(rows: Rows) -> list[Problem]:
    """Return the problems of the indicators."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        kinds[row["indicator_code"]].add(row["calc_kind"])
    return [found for row in rows["indicators"] for found in _indicator(row, kinds)]


def _indicator(row: Row, kinds: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A ratio has numerator, denominator and scale, none of them a ratio; another indicator has none of them."""
    is_ratio = row["calc_kind"] in RATIO_KINDS
    for column in ("numerator_code", "denominator_code", "scale"):
        if is_ratio and row[column] is None:
            yield problem("indicators", row, column, None, "ratio_part", kind=row["calc_kind"])
        elif not is_ratio and row[column] is not None:
            yield problem("indicators", row, column, row[column], "ratio_only")
    for column in ("numerator_code", "denominator_code"):
        if RATIO_KINDS & kinds.get(row[column] or "", set()):
            yield problem("indicators", row, column, row[column], "not_a_ratio")
    yield from check_direction(row, "indicators")
    if row["decimals"] is not None and row["decimals"] < 0:
        yield problem("indicators", row, "decimals", row["decimals"], "at_least_0")


def check_direction(row: Row, table: str) -> Iterator[Problem]:
    """Yield a problem if the column `direction` of a row of `table` is neither 1 nor -1."""
    if row["direction"] not in (1, -1, None):
        yield problem(table, row, "direction", row["direction"], "direction")


def check_headlines(rows: Rows) -> list[Problem]:
    """Return the problems of the choices: missing, two of one concept, a source that nobody reports."""
    choices = {row["indicator_code"]: row for row in rows[HEADLINES]}
    return [*_sources(rows, choices), *_concepts(rows, choices)]


def _sources(rows: Rows, choices: dict[str, Row]) -> Iterator[Problem]:
    """An indicator with several sources of one kind of reporter has a chosen one, and that is among them."""
    asked = sources_of(rows)
    for indicator, found in sorted(asked.items()):
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for kind, source in found:
            kinds[kind].add(source)
        row = choices.get(indicator)
        source = row["source_code"] if row else None
        if source is None and any(len(of_kind) > 1 for of_kind in kinds.values()):
            names = ", ".join(sorted({name for _, name in found}))
            yield problem_at(HEADLINES, indicator, "source_code", None, "headline_source", sources=names)
    for indicator, row in choices.items():
        known = {source for _, source in asked.get(indicator, set())}
        if row["source_code"] is not None and row["source_code"] not in known:
            yield problem(HEADLINES, row, "source_code", row["source_code"], "reported_source")


def _concepts(rows: Rows, choices: dict[str, Row]) -> Iterator[Problem]:
    """Of several indicators of one concept and unit exactly one is the headline; one without a concept is none."""
    units = {row["indicator_code"]: row["uom_code"] for row in rows["indicators"]}
    concepts = {row["indicator_code"]: row["concept_code"] for row in rows["indicator_concepts"]}
    members: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for indicator, concept in concepts.items():
        members[concept, units.get(indicator)].append(indicator)
    for (concept, _), indicators in members.items():
        chosen = [code for code in indicators if code in choices and choices[code]["is_concept_headline"]]
        if len(indicators) > 1 and len(chosen) != 1:
            found = ", ".join(chosen) or None
            names = ", ".join(sorted(indicators))
            yield problem_at(HEADLINES, concept, "is_concept_headline", found, "headline_of_concept", indicators=names)
    for indicator, row in choices.items():
        if row["is_concept_headline"] and indicator not in concepts:
            yield problem(HEADLINES, row, "indicator_code", indicator, "indicator_concept")


def sources_of(rows: Rows) -> Asked:
    """The kinds of reporters and the sources that report an indicator; of a ratio, those that report both its parts."""
    forms = {(row["form_code"], row["form_version"]): row for row in rows["forms"]}
    blocks = {(row["form_code"], row["form_version"], row["block_no"]): row for row in rows["form_blocks"]}
    asked: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in (*rows["form_rows"], *rows["form_columns"]):
        form = forms.get((row["form_code"], row["form_version"]))
        block = blocks.get((row["form_code"], row["form_version"], row["block_no"]))
        if form and block and row["indicator_code"]:
            source = block["source_code"] or form["source_code"]
            asked[row["indicator_code"]].add((form["reporter_kind"], source))
    for row in rows["indicators"]:
        if row["calc_kind"] in RATIO_KINDS:
            both = asked.get(row["numerator_code"], set()) & asked.get(row["denominator_code"], set())
            asked[row["indicator_code"]] |= both
    return asked

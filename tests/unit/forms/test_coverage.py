"""Indicators of the documents are collected or have a reason; what two forms ask for has a cross-check.

The seeds are read as plain CSV: this is a second computation beside the SQL of the release, and shares nothing with it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from support.seed_rows import seed_rows

Rows = list[dict[str, str]]
PROVINCES = ("08", "19", "51")


@pytest.fixture(scope="module")
def seeds(repo: Path) -> dict[str, Rows]:
    names = ("forms", "form_rows", "obligation_rules", "indicators", "indicator_parts", "targets", "uncollected")
    names += ("cross_checks", "indicator_concepts", "form_columns", "rules", "rule_terms", "index_components")
    return {name: seed_rows(repo / "data" / "seeds", name) for name in names}


def asked(seeds: dict[str, Rows], province: str) -> Rows:
    """Lines of the last version of every form that the province asks for, with the form's facts."""
    forms = {row["form_code"] for row in seeds["obligation_rules"] if row["province_code"] in ("", province)}
    last = {row["form_code"]: row for row in sorted(seeds["forms"], key=lambda row: int(row["form_version"]))}
    return [
        row | {key: last[row["form_code"]][key] for key in ("source_code", "calendar", "frequency", "reporter_kind")}
        for row in seeds["form_rows"]
        if row["form_code"] in forms
        and row["row_kind"] == "fixed"
        and row["form_version"] == last[row["form_code"]]["form_version"]
    ]


def collected(seeds: dict[str, Rows], province: str) -> set[str]:
    """Indicators with a line, ratios with both parts asked alike, sums with all their parts."""
    alike: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in asked(seeds, province):
        key = ("source_code", "calendar", "frequency", "reporter_kind", "breakdown_code")
        alike[tuple(row[name] for name in key)].add(row["indicator_code"])
    found = set[str]().union(*alike.values())
    for row in seeds["indicators"]:
        if row.get("numerator_code") and any(
            {row["numerator_code"], row["denominator_code"]} <= codes for codes in alike.values()
        ):
            found.add(row["indicator_code"])
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row in seeds["indicator_parts"]:
        parts[row["indicator_code"]].add(row["part_code"])
    return found | {total for total, of_total in parts.items() if any(of_total <= codes for codes in alike.values())}


@pytest.mark.parametrize("province", PROVINCES)
def test_every_indicator_that_a_target_names_is_collected_or_has_its_reason(
    seeds: dict[str, Rows], province: str
) -> None:
    named = {row["indicator_code"] for row in seeds["targets"] if row["province_code"] == province}
    reasons = {row["indicator_code"] for row in seeds["uncollected"] if row["reason_vi"] and row["reason_en"]}
    assert len(named) >= 7
    assert not named - collected(seeds, province) - reasons
    assert not named & collected(seeds, province) & reasons, "a collected indicator needs no reason"


def test_only_the_clubs_of_districts_are_not_collected(seeds: dict[str, Rows]) -> None:
    """Clubs of districts, which ended on 1 July 2025: the only target of the five documents that no form can bring."""
    every = set[str]().union(*(collected(seeds, province) for province in PROVINCES))
    assert {row["indicator_code"] for row in seeds["targets"]} - every == {"N_CLUB_PER_DISTRICT"}


@pytest.mark.parametrize("province", PROVINCES)
def test_nothing_is_asked_twice_without_a_cross_check(seeds: dict[str, Rows], province: str) -> None:
    concept = {row["indicator_code"]: row["concept_code"] for row in seeds["indicator_concepts"]}
    places: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in asked(seeds, province):
        thing = concept.get(row["indicator_code"], row["indicator_code"])
        places[thing, row["breakdown_code"]].add((row["form_code"], row["indicator_code"]))
    stated = {frozenset((row["indicator_code"], row["other_indicator_code"])) for row in seeds["cross_checks"]}
    twice = {
        frozenset((indicator, other_indicator))
        for where in places.values()
        for form, indicator in where
        for other_form, other_indicator in where
        if form < other_form
    }
    assert not [sorted(pair) for pair in twice - stated]
    assert (len(twice) > 10) == (province == "08")


def test_a_ratio_is_never_asked_without_its_parts(seeds: dict[str, Rows]) -> None:
    """A printed rate stands beside its parts on the same form."""
    ratio_units = {"percent", "percent_year"}
    parts: dict[str, set[str]] = {  # read off the definitions by hand: what each printed rate is made of
        "P_DOSSIER_ONLINE_PCT": {"N_DOSSIER_ONLINE", "N_DOSSIER"},
        "P_DEPT_FIRM_INNOV_PCT": {"N_DEPT_FIRM_INNOV", "N_DEPT_FIRM_ACTIVE"},
        "G_TFP_SHARE": {"G_TFP_PCT", "G_GRDP_PCT"},
        "G_PRODUCTIVITY_PCT": {"V_GRDP_CONST", "N_EMPLOYED"},
        "G_TFP_PCT": {"G_GRDP_PCT", "G_CAPITAL_PCT", "G_LABOUR_PCT", "B_CAPITAL"},
        "G_GRDP_PCT": {"V_GRDP_CONST"},
        "G_CAPITAL_PCT": set(),  # of the statistics office's own accounts; no form of the province has them
        "G_LABOUR_PCT": {"N_EMPLOYED"},
    }
    published = {row["form_code"] for row in seeds["forms"] if row["reporter_kind"] == "publisher"}
    for form in {row["form_code"] for row in seeds["form_rows"]} - published:  # what others print is not ours to ask
        codes = {row["indicator_code"]: row["uom_code"] for row in seeds["form_rows"] if row["form_code"] == form}
        for code in [code for code, unit in codes.items() if unit in ratio_units]:
            assert parts[code] <= set(codes), (form, code)


def test_every_line_has_a_legal_basis(seeds: dict[str, Rows]) -> None:
    """The indicator's basis, or that of an index whose results or components the form brings."""
    basis = {row["indicator_code"]: row.get("legal_basis", "") for row in seeds["indicators"]}
    index = {
        row["indicator_code"]
        for row in seeds["indicators"]
        if row["indicator_code"].startswith(("PII_", "DTI_", "HDI_"))
    }
    for row in seeds["index_components"]:
        index |= {row["indicator_code"], row["self_indicator_code"]} - {None, ""}
    for province in PROVINCES:
        for row in asked(seeds, province):
            code = row["indicator_code"]
            assert code in index or ".txt, dòng " in basis[code], code


def test_flows_of_forms_within_the_year_carry_their_sum_and_its_rule(seeds: dict[str, Rows]) -> None:
    kinds = {row["indicator_code"]: row["stock_flow"] for row in seeds["indicators"]}
    rules = {row["rule_code"] for row in seeds["rules"] if row["rule_kind"] == "cumulative_balance"}
    ruled = {row["indicator_code"] for row in seeds["rule_terms"] if row["rule_code"] in rules}
    for province in PROVINCES:
        for row in asked(seeds, province):
            if kinds[row["indicator_code"]] == "flow" and row["frequency"] != "year":
                assert row["due_measures"] == "in_period|ytd" and row["indicator_code"] in ruled, row["indicator_code"]

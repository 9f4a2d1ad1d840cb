"""The main types of validation rules of the European Statistical System (Eurostat, 2018), each as rows of the codebook.

Each type has a figure that is valid, one that is not, and one that cannot be decided. What is read before there are
figures (file format, separators, types, lengths, mandatory cells, codes, duplicates) is checked while a file is read;
docs/rules.md names the table and the test of each.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from pipelines.warehouse import dbt

# one area for each outcome that is expected
VALID, INVALID, UNDECIDED = "p34-08", "p34-19", "p34-01"
OUTCOMES = {VALID: None, INVALID: "fail", UNDECIDED: "undecided"}
MODELS = (
    *("path:models/staging", "int_rules", "int_linear_terms", "int_period_shifts", "int_linear_figures"),
    *("int_linear_child", "int_linear_published", "int_linear_sum"),
    *("int_rule_figures", "chk_linear_term", "chk_linear", "chk_linear_child", "chk_within_terms"),
    *("chk_population_share", "chk_revision", "chk_minimum_sample", "chk_never_published"),
)


class Term(NamedTuple):
    """A row of rule_terms, and the value that its figure has in each of the three areas."""

    role: str
    figure: str  # indicator|breakdown|measure|source|period
    values: tuple[float | None, float | None, float | None]
    columns: str = ""  # further columns, such as coefficient=-1 shift=previous


class Case(NamedTuple):
    """A row of rules with its terms; a cross-check that stands in the seeds has terms without roles."""

    kind: str
    limits: str
    terms: tuple[Term, ...]
    outcomes: tuple[str | None, str | None, str | None] = (None, "fail", "undecided")


YEAR = "S2026"
CASES = {
    # values are in a range
    "VIR": Case(
        "linear", "tolerance=0 low=20 high=85", (Term("subject", f"HDI_LIFE|_T|level|h|{YEAR}", (85, 12, None)),)
    ),
    # values are consistent, within a form
    "VCO": Case(
        "linear",
        "tolerance=0 high=0",
        (
            Term("subject", "N_GI_ABROAD|_T|in_period|a|2026-H2", (5, 6, 3)),
            Term("term", "N_GI|_T|in_period|a|2026-H2", (5, 5, None), "coefficient=-1"),
        ),
    ),
    # the same with a product: growth of TFP = g_Y - b g_K - (1 - b) g_L; 5.82 - 0.4 * 5 - 0.6 * 2 = 2.62
    "VCO_PRODUCT": Case(
        "linear",
        "tolerance=0.05 low=0 high=0",
        (
            Term("subject", f"G_TFP_PCT|_T|in_period|s|{YEAR}", (2.67, 2.68, 2.62)),
            Term("term", f"G_GRDP_PCT|_T|in_period|s|{YEAR}", (5.82, 5.82, 5.82), "coefficient=-1"),
            Term("term", f"B_CAPITAL|_T|in_period|s|{YEAR}", (0.4, 0.4, None), "product_no=1"),
            Term("term", f"G_CAPITAL_PCT|_T|in_period|s|{YEAR}", (5, 5, 5), "product_no=1"),
            Term("term", f"G_LABOUR_PCT|_T|in_period|s|{YEAR}", (2, 2, 2)),
            Term("term", f"B_CAPITAL|_T|in_period|s|{YEAR}", (0.4, 0.4, None), "coefficient=-1 product_no=2"),
            Term("term", f"G_LABOUR_PCT|_T|in_period|s|{YEAR}", (2, 2, 2), "product_no=2"),
        ),
    ),
    # between forms and sources of one area: the ends of both periods fall into one month
    "VCO_FORMS": Case(
        "linear",
        "tolerance=0 high=0",
        (
            Term("subject", "N_PROV_ADULT|_T|in_period|a|2026-Q4", (70, 101, 70)),
            Term(
                "term",
                "N_PERSON|_T|in_period|b|2026-12",
                (100, 100, None),
                "coefficient=-1 source_code=b shift=same_month",
            ),
        ),
    ),
    # aggregates are consistent with details: the children are two communes with half of the value each
    "VAD": Case(
        "linear",
        "tolerance=0 tolerance_pct=3 low=0 high=0",
        (
            Term("subject", "N_PROV_ADULT_EID|_T|in_period|a|2026-12", (103, 104, 100)),
            Term("term", "N_ADULT|_T|in_period|a|2026-12", (100, 100, None), "coefficient=-1 area_scope=children"),
        ),
    ),
    # records are all there for a time series: stock = stock before + 10; the month before is due and missing
    "RTS": Case(
        "linear",
        "tolerance=0 low=10 high=10",
        (
            Term("subject", "N_OCOP|_T|in_period|a|2026-11", (30, 31, 30)),
            Term("term", "N_OCOP|_T|in_period|a|2026-10", (20, 20, None), "coefficient=-1 shift=previous"),
        ),
    ),
    # a cumulative figure never falls
    "RTS_CUMULATIVE": Case(
        "linear",
        "tolerance=0 low=0",
        (
            Term("subject", "N_DOSSIER|_T|ytd|a|2026-11", (20, 19, 20)),
            Term("term", "N_DOSSIER|_T|ytd|a|2026-10", (20, 20, None), "coefficient=-1 shift=previous_in_year"),
        ),
    ),
    # records that are expected are provided: the figure is due and has not come
    "REP": Case("linear", "tolerance=0 low=0", (Term("subject", "N_HUB|_T|in_period|a|2026-10", (0, -1, None)),)),
    # the codes of a record are consistent: registered here is a part of all
    "COC": Case(
        "linear",
        "tolerance=0 high=0",
        (
            Term("subject", f"N_KEYFIRM|registered_here|in_period|a|{YEAR}", (3, 4, 1)),
            Term("term", f"N_KEYFIRM|_T|in_period|a|{YEAR}", (3, 3, None), "coefficient=-1"),
        ),
    ),
    # values are no outliers: at most twice the figure before
    "VNO": Case(
        "linear",
        "tolerance=0 high=0",
        (
            Term("subject", "N_COOP|_T|in_period|a|2026-11", (20, 21, 9)),
            Term("term", "N_COOP|_T|in_period|a|2026-10", (10, 10, None), "coefficient=-2 shift=previous"),
        ),
    ),
    # seasonal plausibility: at most half more than in the same month of the year before
    "VSA": Case(
        "linear",
        "tolerance=0 high=0",
        (
            Term("subject", "N_FIRM_ACTIVE|_T|in_period|a|2027-10", (15, 16, 9)),
            Term("term", "N_FIRM_ACTIVE|_T|in_period|a|2026-10", (10, 10, None), "coefficient=-1.5 shift=year_ago"),
        ),
    ),
    # revised data are within limits; what was never published is not judged
    "REV": Case(
        "revision",
        "low=0.95 high=1.05",
        (Term("subject", f"V_GRDP|_T|in_period|s|{YEAR}", (105, 106, None)),),
        (None, "fail", None),
    ),
    # a mean lies between the least and the greatest of its parts; income enters by its logarithm
    "VCO_MEAN": Case(
        "within_terms",
        "tolerance=0.001",
        (
            Term("subject", f"S_HDI|_T|level|h|{YEAR}", (0.7, 0.95, 0.7)),
            Term("term", f"HDI_MYS|_T|level|h|{YEAR}", (9, 9, 9), "goal_low=0 goal_high=15"),
            Term(
                "term", f"HDI_GNI|_T|level|h|{YEAR}", (20000, 20000, None), "goal_low=100 goal_high=75000 is_log=true"
            ),
        ),
    ),
    # a ceiling of the codebook: at most the population, 1,865,270 and 1,799,489
    "VIR_CEILING": Case(
        "population_share",
        "low=0.4 high=1",
        (Term("subject", "N_WORKFORCE|_T|in_period|a|2026", (1865270, 1799490, None)),),
        (None, "fail", None),
    ),
    # a sample is large enough
    "VIR_SAMPLE": Case(
        "minimum_sample",
        "low=100",
        (
            Term("subject", f"N_SURVEY_FIRM_INNOV|_T|in_period|v|{YEAR}", (50, 50, 50)),
            Term("sample", f"N_SURVEY_SAMPLE|_T|in_period|v|{YEAR}", (100, 99, None)),
        ),
    ),
    # TFP is published for years that end on 0, 3, 5 or 8
    "REP_YEAR": Case(
        "never_published",
        "",
        (Term("subject", f"G_TFP_SHARE|_T|in_period|s|{YEAR}", (None, 13.5, None)),),
        (None, "fail", None),
    ),
    # mirror data and the number of rows: cross-checks of the seeds, within 2 % and equal
    "CC_V_BUDGET_RD": Case(
        "cross_check",
        "",
        (
            Term("", "V_BUDGET_RD|_T|ytd|province_finance|2026-Q4", (102, 103, 100)),
            Term("", "V_BUDGET_RD|_T|ytd|province_admin|2026-12", (100, 100, None)),
        ),
    ),
    "CC_STARTUP_REGISTER": Case(
        "cross_check",
        "",
        (
            Term("", "N_STARTUP_FIRM|_T|in_period|province_register|2026-Q4", (4, 5, 4)),
            Term("", "N_STARTUP_FIRM|_T|in_period|province_admin|2026-12", (4, 4, None)),
        ),
    ),
}
CROSS_CHECKS = tuple(code for code, case in CASES.items() if case.kind == "cross_check")


def insert(con: duckdb.DuckDBPyConnection, table: str, **values: object) -> None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    con.execute(f"insert into {table} ({names}) values ({marks})", list(values.values()))


def columns(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split())


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """The rules of CASES in place of those of the seeds, and the figures of the three areas."""
    for table in ("codebook.rules", "codebook.rule_terms"):
        con.execute(f"delete from {table}")
    marks = ", ".join("?" * len(CROSS_CHECKS))
    con.execute(f"delete from codebook.cross_checks where check_code not in ({marks})", list(CROSS_CHECKS))
    seen: set[str] = set()
    for code, case in CASES.items():
        if case.kind != "cross_check":
            limits = columns(case.limits)
            named = {"rule_code": code, "version": 1, "rule_kind": case.kind, "severity": "hold"}
            insert(con, "codebook.rules", **named, valid_from="2025-01-01", **limits)
        for number, term in enumerate(case.terms, 1):
            indicator, breakdown, measure, _, _ = term.figure.split("|")
            if term.role:
                slice_ = {"indicator_code": indicator, "breakdown_code": breakdown, "measure_code": measure}
                named = {"rule_code": code, "version": 1, "term_no": number, "role": term.role}
                insert(con, "codebook.rule_terms", **named, **slice_, **columns(term.columns))
            if term.figure not in seen:
                seen.add(term.figure)
                for area, value in zip(OUTCOMES, term.values, strict=True):
                    figure(con, area, term, value)
    insert(
        con, "intermediate.int_availability", indicator_code="G_TFP_SHARE", period_code=YEAR, is_published_year=False
    )
    release = {"release_id": "r1", "release_seq": 1}
    series = dict(zip(("indicator_code", "breakdown_code", "measure_code"), ("V_GRDP", "_T", "in_period"), strict=True))
    for area in (VALID, INVALID):
        where = {"area_id": area, **series, "source_code": "s", "period_code": YEAR}
        insert(con, "intermediate.int_published_values", **release, **where, value=100.0)


def figure(con: duckdb.DuckDBPyConnection, area: str, term: Term, value: float | None) -> None:
    """The figure of a term in an area: reported, or counted in a register, or halved between two areas below."""
    indicator, breakdown, measure, source, period = term.figure.split("|")
    areas = [area]
    if "children" in term.columns:
        below = "select area_id from codebook.areas where parent_id = ? order by area_id limit 2"
        areas = [row[0] for row in con.execute(below, [area]).fetchall()]
    for number, one in enumerate(areas):
        series = {"area_id": one, "indicator_code": indicator, "breakdown_code": breakdown, "measure_code": measure}
        series |= {"source_code": source, "period_code": period}
        part = value / len(areas) if value is not None else (None if number else 1.0)
        if source == "province_register":
            insert(con, "intermediate.int_register_counts", **series, n_entities=value)
        elif value is not None or (len(areas) > 1 and not number):
            slice_id = "|".join(series.values())
            insert(con, "intermediate.int_figures", slice_id=slice_id, **series, value=part, is_derived=False)
        else:  # due and not here
            due = {"due_date": "2026-01-01", "is_applicable": True}
            insert(con, "intermediate.int_expected_slices", **series, **due)


@pytest.fixture(scope="module")
def found(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """The outcome of each rule and area."""
    work = tmp_path_factory.mktemp("ess")
    warehouse = work / "warehouse.duckdb"
    shutil.copy(empty_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as con:
        # the empty warehouse has no releases; what the rules read of them is one row
        fill(con)
        insert(con, "ledger.release", release_id="r1", release_seq=1, ledger_seq=1)
    dbt.run(["run", "--select", *MODELS], warehouse, work)
    with duckdb.connect(str(warehouse)) as con:
        kinds = [model for model in MODELS if model.startswith("chk_") and not re.search("term$|child$", model)]
        selects = " union all ".join(f"select rule_code, area_id, outcome from quality.{kind}" for kind in kinds)
        return {(rule, area): outcome for rule, area, outcome in con.execute(selects).fetchall()}


def cases() -> Iterator[tuple[str, str, str | None]]:
    for code, case in CASES.items():
        for area, outcome in zip(OUTCOMES, case.outcomes, strict=True):
            yield code, area, outcome


@pytest.mark.parametrize(("code", "area", "outcome"), list(cases()))
def test_a_rule_of_each_type(found: dict[tuple[str, str], str], code: str, area: str, outcome: str | None) -> None:
    assert found.get((code, area)) == outcome


def test_nothing_else_is_found(found: dict[tuple[str, str], str]) -> None:
    assert set(found) <= {(code, area) for code, area, _ in cases()}

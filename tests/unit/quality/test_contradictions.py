"""The rules of data/seeds as relations, and the cells located in one month's report of a commune written by hand."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.quality.localisation.explain import Contradiction, find_contradictions
from pipelines.quality.localisation.localise import localise
from pipelines.quality.localisation.rule_relations import Rules, SentFigure, failing_relations
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.settings import seeds_root

NOW, BEFORE = "2026-10", "2026-09"
AREA, SOURCE = "c25-00700", "province_admin"
# A consistent XA-01 of one commune; flows as (of the month, cumulative, cumulative of the month before)
STOCKS = {
    **{"N_FIRM_ACTIVE": 120, "N_FIRM_INNOV": 18, "N_HOUSEHOLD_BIZ": 640, "N_HOUSEHOLD_BIZ_CASHLESS": 410},
    **{"N_COOP": 9, "N_COOP_DIGITAL": 4, "N_OCOP": 7, "N_OCOP_TRADEMARK": 5, "N_STARTUP_PROJECT": 3},
    **{"N_ADULT": 9860, "N_ADULT_EID": 8124, "N_ADULT_ESIGN": 2310},
}
FLOWS = {
    **{"N_TRAINEE_DIGITAL": (45, 371, 326), "N_DOSSIER": (264, 2846, 2582), "N_DOSSIER_ONLINE": (187, 1989, 1802)},
    **{"N_DOSSIER_OFFLINE": (77, 857, 780), "N_DOSSIER_DONE": (250, 2790, 2540), "N_DOSSIER_LATE": (6, 71, 65)},
}
NO_CELL = set[tuple[str, str, str]]()
SHARES = {"in_period": 70.8, "ytd": 69.9}  # 187/264 and 1989/2846


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def cell(indicator: str, measure: str = "in_period", period: str = NOW) -> Cell:
    return Cell(indicator, "_T", measure, period)


def commune(**wrong: float | None) -> dict[Cell, SentFigure]:
    """The quiet month, with figures replaced: N_ADULT=…, N_DOSSIER_ytd=…; September was published."""
    figures: dict[Cell, float | None] = {cell(code): float(value) for code, value in STOCKS.items()}
    before = {cell(code, period=BEFORE): value * 0.97 // 1 for code, value in STOCKS.items()}
    for code, (of_month, now, then) in FLOWS.items():
        figures |= {cell(code): of_month, cell(code, "ytd"): now}
        before |= {cell(code, period=BEFORE): of_month * 0.9 // 1, cell(code, "ytd", BEFORE): then}
    figures |= {cell("P_DOSSIER_ONLINE_PCT", measure): value for measure, value in SHARES.items()}
    for name, value in wrong.items():
        code, measure = (name.removesuffix("_ytd"), "ytd") if name.endswith("_ytd") else (name, "in_period")
        assert cell(code, measure) in figures, name
        figures[cell(code, measure)] = value
    return {key: SentFigure(value) for key, value in figures.items()} | {
        key: SentFigure(value, is_published=True) for key, value in before.items()
    }


def located(codebook: Codebook, figures: dict[Cell, SentFigure]) -> list[set[tuple[str, str, str]]]:
    report = Rules(codebook, NOW).report(figures)
    found = localise(report.relations, report.values, report.weights)
    return [{(cell.indicator_code, cell.measure_code, cell.period_code) for cell in cells} for cells in found.sets]


def test_a_quiet_month_contradicts_nothing(codebook: Codebook) -> None:
    report = Rules(codebook, NOW).report(commune())
    assert failing_relations(report) == []
    rules = {relation.name.split("|")[0] for relation in report.relations}
    # every identity of XA-01: six balances, seven parts, the sum and the share in both columns
    assert {name for name in rules if name[:4] in ("CUM_", "PART", "SUM_", "RATI")} == {
        *(f"CUM_{code}" for code in FLOWS),
        *("PART_N_FIRM_INNOV", "PART_N_HOUSEHOLD_BIZ_CASHLESS", "PART_N_COOP_DIGITAL", "PART_N_OCOP_TRADEMARK"),
        *("PART_N_ADULT_EID", "PART_N_ADULT_ESIGN", "PART_N_DOSSIER_LATE", "PART_N_DOSSIER_LATE_YTD"),
        *("SUM_N_DOSSIER", "SUM_N_DOSSIER_YTD", "RATIO_P_DOSSIER_ONLINE_PCT", "RATIO_P_DOSSIER_ONLINE_PCT_YTD"),
    }
    assert located(codebook, commune()) == [set()]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        # the total alone violates the sum, its balance and the share; no other single cell resolves all three
        ({"N_DOSSIER": 624}, [{("N_DOSSIER", "in_period", NOW)}]),
        # both columns of one child: the sums are violated, the balance of the child is not
        (
            {"N_DOSSIER_OFFLINE": 86, "N_DOSSIER_OFFLINE_ytd": 866},
            [{("N_DOSSIER_OFFLINE", "in_period", NOW), ("N_DOSSIER_OFFLINE", "ytd", NOW)}],
        ),
        # the cumulative figure and that of the period are equally likely; September is published and far heavier
        (
            {"N_TRAINEE_DIGITAL_ytd": 396},
            [{("N_TRAINEE_DIGITAL", "in_period", NOW)}, {("N_TRAINEE_DIGITAL", "ytd", NOW)}],
        ),
        ({"P_DOSSIER_ONLINE_PCT": 35.4}, [{("P_DOSSIER_ONLINE_PCT", "in_period", NOW)}]),
        # only its jump contradicts the tenfold count: one cell costs less than that soft edit
        ({"N_ADULT": 98600}, [{("N_ADULT", "in_period", NOW)}]),
        # by its definition a count cannot be negative
        ({"N_COOP_DIGITAL": -4}, [{("N_COOP_DIGITAL", "in_period", NOW)}]),
        # most dossiers late in both columns: two cells to change, or one soft edit to give up
        ({"N_DOSSIER_LATE": 175, "N_DOSSIER_LATE_ytd": 240}, [NO_CELL]),
        # a missing figure contradicts nothing
        ({"N_DOSSIER_OFFLINE": None}, [NO_CELL]),
    ],
)
def test_one_mistake(codebook: Codebook, wrong: dict[str, float | None], expected: list[Any]) -> None:
    found = located(codebook, commune(**wrong))
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_what_supports_a_figure(codebook: Codebook) -> None:
    figures = commune(N_FIRM_INNOV=124)  # of 120
    innovative, active = cell("N_FIRM_INNOV"), cell("N_FIRM_ACTIVE")
    part, whole = {("N_FIRM_INNOV", "in_period", NOW)}, {("N_FIRM_ACTIVE", "in_period", NOW)}
    assert located(codebook, figures) == [part]  # the part jumped as well
    explained = figures | {innovative: SentFigure(124, explanation="Cụm công nghiệp mới (mô phỏng)")}
    assert located(codebook, explained) == [whole]
    unchanged = explained | {cell("N_FIRM_ACTIVE", period=BEFORE): SentFigure(120, is_published=True)}
    assert located(codebook, unchanged) in ([part, whole], [whole, part])
    accepted = figures | {innovative: SentFigure(124, is_accepted=True)}
    assert located(codebook, accepted) == [whole]
    report = Rules(codebook, NOW).report(accepted)
    assert (report.weights[innovative], report.weights[active]) == (math.inf, 1.0)


def test_an_unpublished_month_before_may_be_located(codebook: Codebook) -> None:
    """The figure of the month and the cumulative one are accepted: what is left is September's."""
    figures = commune(N_TRAINEE_DIGITAL_ytd=396)
    figures |= {cell("N_TRAINEE_DIGITAL", "ytd"): SentFigure(396, is_accepted=True)}
    figures |= {cell("N_TRAINEE_DIGITAL"): SentFigure(45, is_accepted=True)}
    for published in (True, False):
        figures[cell("N_TRAINEE_DIGITAL", "ytd", BEFORE)] = SentFigure(326, is_published=published)
        assert located(codebook, figures) == [{("N_TRAINEE_DIGITAL", "ytd", BEFORE)}]
    weights = Rules(codebook, NOW).report(figures).weights
    assert weights[cell("N_TRAINEE_DIGITAL", "ytd", BEFORE)] == 1.75


def test_a_held_figure_is_no_baseline(codebook: Codebook) -> None:
    """The tenfold count is sent twice: the second is compared with August's, and still the one that is wrong."""
    figures = commune(N_ADULT=98600)
    figures |= {
        cell("N_ADULT", period=BEFORE): SentFigure(98600),
        cell("N_ADULT", period="2026-08"): SentFigure(9700, is_published=True),
    }
    (contradiction,) = answered(codebook, figures, [("JUMP_N_ADULT", cell("N_ADULT"))])
    (solution,) = contradiction.solutions
    assert [(fix.kind, fix.key, fix.new) for fix in solution.repairs] == [("power", cell("N_ADULT"), 9860)]
    accepted = figures | {cell("N_ADULT", period=BEFORE): SentFigure(98600, is_accepted=True)}
    jump = "JUMP_N_ADULT|N_ADULT|_T|in_period|2026-10"
    assert jump in failing_relations(Rules(codebook, NOW).report(figures))
    assert jump not in failing_relations(Rules(codebook, NOW).report(accepted))


def test_a_year_begins_anew(codebook: Codebook) -> None:
    """In January (15/12–14/01) the cumulative figure is the month's own, whatever December's was."""
    start = codebook.tables["periods"].filter(pl.col("is_year_start") & (pl.col("kind") == "month"))
    period = start.filter(pl.col("calendar") == "admin").filter(pl.col("start_date").dt.year() >= 2026)["period_code"][
        0
    ]
    of_month, total = cell("N_TRAINEE_DIGITAL", period=period), cell("N_TRAINEE_DIGITAL", "ytd", period)
    report = Rules(codebook, period).report({of_month: SentFigure(45), total: SentFigure(416)})
    assert "CUM_N_TRAINEE_DIGITAL" in {name.split("|")[0] for name in failing_relations(report)}
    assert failing_relations(Rules(codebook, period).report({of_month: SentFigure(45), total: SentFigure(45)})) == []


def test_what_sql_does_not_report_is_left_out(codebook: Codebook) -> None:
    """Two mistakes, one of them waived: only the other is explained, with its form, messages and the cell's place."""
    figures = commune(N_TRAINEE_DIGITAL_ytd=396, N_ADULT=98600)
    found = answered(codebook, figures, [("CUM_N_TRAINEE_DIGITAL", cell("N_TRAINEE_DIGITAL", "ytd"))])
    (contradiction,) = found
    assert (contradiction.area_id, contradiction.period_code, contradiction.form_codes) == (AREA, NOW, ("XA-01",))
    assert (contradiction.rule_codes, contradiction.messages_vi) == (("CUM_N_TRAINEE_DIGITAL",), ("thông báo",))
    assert [[(fix.old, fix.new, fix.kind) for fix in solution.repairs] for solution in contradiction.solutions] == [
        [(45, 70, "implied")],
        [(396, 371, "implied")],
    ]
    assert contradiction.places[cell("N_TRAINEE_DIGITAL", "ytd")].address == "N_TRAINEE_DIGITAL:ytd"


def test_contradictions_that_share_no_cell_are_explained_separately(codebook: Codebook) -> None:
    figures = commune(N_TRAINEE_DIGITAL_ytd=317, N_ADULT=98600)
    both = [
        ("CUM_N_TRAINEE_DIGITAL", cell("N_TRAINEE_DIGITAL", "ytd")),
        ("JUMP_N_ADULT", cell("N_ADULT")),
    ]
    found = {found.rule_codes: found.solutions for found in answered(codebook, figures, both)}
    assert set(found) == {("CUM_N_TRAINEE_DIGITAL",), ("JUMP_N_ADULT",)}
    # 371 typed 317: a typing error explains that solution, so it comes first
    first = found["CUM_N_TRAINEE_DIGITAL",][0].repairs[0]
    assert (first.kind, first.new, first.key.measure_code) == ("transposition", 371, "ytd")
    assert [(fix.kind, fix.new) for fix in found["JUMP_N_ADULT",][0].repairs] == [("power", 9860)]


def answered(
    codebook: Codebook, figures: dict[Cell, SentFigure], failing: list[tuple[str, Cell]]
) -> list[Contradiction]:
    """find_contradictions with frames like those of a release."""
    frame = pl.DataFrame(
        [
            {"area_id": AREA, "source_code": SOURCE, **key._asdict(), "value": figure.value}
            | {
                "explanation": figure.explanation,
                "is_published": figure.is_published,
                "is_accepted": figure.is_accepted,
            }
            | {"form_code": "XA-01", "submission_id": "R1-1", "sheet": "XA-01"}
            | {"address": f"{key.indicator_code}:{key.measure_code}"}
            for key, figure in figures.items()
        ],
        schema_overrides={"value": pl.Float64, "explanation": pl.String},
    )
    violations = pl.DataFrame(
        [
            {"rule_code": rule, "area_id": AREA, "source_code": SOURCE, **key._asdict()}
            | {"message_vi": "thông báo", "message_en": "message"}
            for rule, key in failing
        ]
    )
    return find_contradictions(codebook, frame, violations)

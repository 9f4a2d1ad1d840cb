"""Rules that cannot hold together are refused with a smallest such set; implied rules are named; simplex by hand."""

from __future__ import annotations

import itertools
import random
from datetime import date
from fractions import Fraction

import pytest

from pipelines.codebook.checks.rules.feasibility import LinearRow, is_feasible
from pipelines.codebook.checks.rules.sets import check_rule_sets, implied_rules
from pipelines.codebook.schema import Row, Rows

FROM = date(2026, 1, 1)


def rule(code: str, kind: str = "linear", **values: object) -> Row:
    limits: Row = {"tolerance": 0.0, "tolerance_pct": None, "low": None, "high": None}
    named = {"rule_code": code, "version": 1, "rule_kind": kind, "severity": "hold"}
    return {**named, **limits, "valid_from": FROM, "valid_to": None, **values}


def term(code: str, indicator: str, coefficient: float | None = None, role: str = "term") -> Row:
    figure = {"indicator_code": indicator, "breakdown_code": "_T", "measure_code": "in_period"}
    places = dict.fromkeys(("product_no", "source_code", "shift", "area_scope"))
    return {"rule_code": code, "version": 1, "role": role, "coefficient": coefficient, **figure, **places}


def indicator(code: str, low: float | None = None) -> Row:
    bounds = {"bound_low": low, "bound_high": None, "numerator_code": None}
    return {"indicator_code": code, **bounds, "valid_from": FROM, "valid_to": None}


def codebook(rules: list[Row], terms: list[Row]) -> Rows:
    return {"rules": rules, "rule_terms": terms, "indicators": [indicator(code, 0.0) for code in ("X", "Y", "Z")]}


# X + Y <= 10, X >= 6, Y >= 5 cannot hold together; Z <= 3 and X >= 1 have no part in that.
CONTRADICTION = codebook(
    [rule("SUM", high=10.0), rule("X6", low=6.0), rule("Y5", low=5.0), rule("Z3", high=3.0), rule("X1", low=1.0)],
    [
        *(term("SUM", "X", role="subject"), term("SUM", "Y"), term("X6", "X", role="subject")),
        *(term("Y5", "Y", role="subject"), term("Z3", "Z", role="subject"), term("X1", "X", role="subject")),
    ],
)


def test_a_contradiction_is_refused_with_the_rules_that_it_needs() -> None:
    (problem,) = check_rule_sets(CONTRADICTION)
    assert problem.found.en == "SUM, X6, Y5"


def test_rules_that_meet_in_one_point_hold_together() -> None:
    rows = {
        **CONTRADICTION,
        "rules": [{**row, "low": 4.0} if row["rule_code"] == "Y5" else row for row in CONTRADICTION["rules"]],
    }
    assert check_rule_sets(rows) == []


def test_rules_in_force_at_different_times_do_not_meet() -> None:
    later = [
        {**row, "valid_from": date(2027, 1, 1)} if row["rule_code"] == "Y5" else row for row in CONTRADICTION["rules"]
    ]
    ended = [{**row, "valid_to": date(2027, 1, 1)} if row["rule_code"] == "X6" else row for row in later]
    assert check_rule_sets({**CONTRADICTION, "rules": ended}) == []
    assert len(check_rule_sets({**CONTRADICTION, "rules": later})) == 1


def test_the_bounds_of_an_indicator_take_part() -> None:
    rows = codebook([rule("NEGATIVE", high=-1.0)], [term("NEGATIVE", "X", role="subject")])
    (problem,) = check_rule_sets(rows)
    assert problem.found.en == "NEGATIVE, indicators.X"


def test_a_part_larger_than_its_whole_contradicts_the_part() -> None:
    rows = codebook(
        [rule("PART", "part_whole"), rule("MORE", low=1.0)],
        [
            *(term("PART", "X", role="part"), term("PART", "Y", role="whole")),
            *(term("MORE", "X", role="subject"), term("MORE", "Y", -1.0)),
        ],
    )
    (problem,) = check_rule_sets(rows)
    assert problem.found.en == "PART, MORE"


def test_what_follows_from_other_rules_is_named() -> None:
    """X <= Y and Y <= 5 imply X <= 6; X <= 5 would be implied as well, X <= 4 is not, nor one of a graver rule."""
    terms = [
        *(term("PART", "X", role="part"), term("PART", "Y", role="whole")),
        *(term("Y5", "Y", role="subject"), term("X6", "X", role="subject")),
    ]
    for high, severity, expected in (
        (6.0, "hold", [("X6", ["PART", "Y5"])]),
        (5.0, "hold", [("X6", ["PART", "Y5"])]),
        (4.0, "hold", []),
        (6.0, "stop", []),
    ):
        rules = [rule("PART", "part_whole"), rule("Y5", high=5.0), rule("X6", high=high, severity=severity)]
        assert list(implied_rules(codebook(rules, terms))) == expected


def test_a_narrow_question_does_not_imply_a_wide_hold() -> None:
    """The wide bound holds what the narrow one only asks about; as grave as that it would say nothing of its own."""
    terms = [term(code, "X", role="subject") for code in ("BOUND", "USUAL")]
    for severity, expected in (("hold", []), ("question", [("BOUND", ["USUAL"])])):
        bound = rule("BOUND", "share_bounds", low=0.35, high=0.98, severity=severity)
        usual = rule("USUAL", "share_bounds", low=0.5, high=0.88, severity="question")
        assert list(implied_rules(codebook([bound, usual], terms))) == expected


@pytest.mark.parametrize("seed", range(200))
def test_feasibility_agrees_with_every_corner_of_two_figures(seed: int) -> None:
    """Rows a x + b y <= c with |x|, |y| <= 9 have a solution exactly if a corner of two of them satisfies all."""
    draw = random.Random(seed)
    box = [({"x": 1}, 9), ({"x": -1}, 9), ({"y": 1}, 9), ({"y": -1}, 9)]
    drawn = [({"x": draw.randint(-3, 3), "y": draw.randint(-3, 3)}, draw.randint(-12, 4)) for _ in range(4)]
    rows = [LinearRow({k: Fraction(v) for k, v in c.items()}, Fraction(limit)) for c, limit in [*box, *drawn]]
    assert is_feasible(rows) == any(all(holds(row, point) for row in rows) for point in corners(rows))


def holds(row: LinearRow, point: dict[str, Fraction]) -> bool:
    return sum((value * point[name] for name, value in row.coefficients.items()), Fraction(0)) <= row.limit


def corners(rows: list[LinearRow]) -> list[dict[str, Fraction]]:
    """The points where two rows are equations (Cramer)."""
    found: list[dict[str, Fraction]] = []
    for one, other in itertools.combinations(rows, 2):
        a, b = one.coefficients.get("x", Fraction(0)), one.coefficients.get("y", Fraction(0))
        c, d = other.coefficients.get("x", Fraction(0)), other.coefficients.get("y", Fraction(0))
        if determinant := a * d - b * c:
            x = (one.limit * d - b * other.limit) / determinant
            found.append({"x": x, "y": (a * other.limit - one.limit * c) / determinant})
    return found

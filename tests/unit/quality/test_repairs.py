"""Proposals for located cells: textbook typing errors, the evidence that each kind needs, all relations hold."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.quality.localisation.localise import localise
from pipelines.quality.localisation.relations import Ratio, Relation
from pipelines.quality.localisation.repairs import CellContext, propose_repairs
from pipelines.quality.localisation.typing_errors import intended_values, printed

SCHOLTUS = [
    {"x1": 1, "x2": 1, "x3": -1},
    {"x2": 1, "x4": -1},
    {"x5": 1, "x6": 1, "x7": 1, "x8": -1},
    {"x3": 1, "x8": 1, "x9": -1},
    {"x9": 1, "x10": -1, "x11": -1},
]
RIGHT = (1452, 116, 1568, 116, 323, 76, 12, 411, 1979, 1842, 137)


def balances(*rows: dict[str, int]) -> list[Relation[str] | Ratio[str]]:
    return [Relation(f"e{number}", row, 0, 0) for number, row in enumerate(rows)]


def located(relations: list[Relation[str] | Ratio[str]], values: dict[str, float | None]) -> list[frozenset[str]]:
    return localise(relations, values, {key: 1.0 for key in values}).sets


@pytest.mark.parametrize(
    ("wrong", "kinds"),
    [
        ({"x4": 161}, {"x4": "transposition"}),  # record 4.1
        ({"x4": 161, "x9": 19979}, {"x4": "transposition", "x9": "typo"}),  # record 4.2: one digit too many
    ],
)
def test_scholtus_typing_errors(wrong: dict[str, float], kinds: dict[str, str]) -> None:
    """Scholtus (2009), section 4, as in R package deducorrect's example of correctTypos."""
    right = {f"x{n}": float(value) for n, value in enumerate(RIGHT, 1)}
    values: dict[str, float | None] = {**right, **wrong}
    relations = balances(*SCHOLTUS)
    (cells,) = located(relations, values)
    found = propose_repairs(relations, values, cells, CellContext())
    assert {fix.key: (fix.new, fix.kind) for fix in found} == {key: (right[key], kind) for key, kind in kinds.items()}


def test_deducorrect_sign() -> None:
    """R package deducorrect, test of correctSigns: x + y == z, all positive, (-1, 1, 2) becomes (1, 1, 2)."""
    relations = [*balances({"x": 1, "y": 1, "z": -1}), *(Relation(f"{key} >= 0", {key: 1}, 0) for key in "xyz")]
    values: dict[str, float | None] = {"x": -1, "y": 1, "z": 2}
    assert located(relations, values) == [frozenset("x")]
    (fix,) = propose_repairs(relations, values, frozenset("x"), CellContext())
    assert (fix.new, fix.kind) == (1, "sign")


def test_deducorrect_record_that_no_typing_error_explains() -> None:
    """R package deducorrect, test of correctTypos: no typing error explains the sum; the implied value is proposed."""
    relations = balances({"x1": -1, "x2": 1, "x3": 1, "x5": 1, "x6": 1})
    values: dict[str, float | None] = {"x1": 42280000, "x2": 11289000, "x3": 4328000, "x5": 11201000, "x6": 11849000}
    (fix,) = propose_repairs(relations, values, frozenset(("x1",)), CellContext())
    assert (fix.kind, fix.new) == ("implied", 38667000)


def test_wrong_unit_beside_its_last_value() -> None:
    """Only the jump and the figure of the month before show what the count should be."""
    jump = [Relation("jump", {"adults": 1}, 4900, 19600, penalty=1.75)]
    values: dict[str, float | None] = {"adults": 97920}
    assert localise(jump, values, {"adults": 1}).sets == [frozenset(("adults",))]
    found = propose_repairs(jump, values, frozenset(("adults",)), CellContext(last={"adults": 9796}))
    assert [(fix.kind, fix.new) for fix in found] == [("power", 9792)]


def test_an_inequality_alone_is_no_evidence() -> None:
    part = [Relation("part", {"part": 1, "whole": -1}, None, 0), Relation("part >= 0", {"part": 1}, 0)]
    values: dict[str, float | None] = {"part": 31, "whole": 20}
    assert propose_repairs(part, values, frozenset(("part",)), CellContext()) == []
    found = propose_repairs(part, values, frozenset(("part",)), CellContext(last={"part": 12}))
    # between 6 and 20 a person who typed 31 may have intended 13, or 11 with one wrong digit
    assert [(fix.kind, fix.new) for fix in found] == [("transposition", 13), ("typo", 11)]


def test_neighbours_exchanged_need_last_values_on_both_sides() -> None:
    part = [Relation("part", {"part": 1, "whole": -1}, None, 0)]
    values: dict[str, float | None] = {"part": 80, "whole": 31}
    beside = {"part": ["whole"], "whole": ["part"]}
    last = {"part": 30.0, "whole": 80.0}
    swapped = propose_repairs(part, values, frozenset(("part",)), CellContext(last, beside))
    assert {(fix.key, fix.new, fix.kind, fix.with_keys) for fix in swapped if fix.kind == "swap"} == {
        ("part", 31, "swap", ("whole",)),
        ("whole", 80, "swap", ("part",)),
    }
    for known in ({"part": 30.0}, {"part": 80.0, "whole": 80.0}):  # one side only; away from what it was
        found = propose_repairs(part, values, frozenset(("part",)), CellContext(known, beside))
        assert all(fix.kind != "swap" for fix in found)


def test_a_share_is_taken_from_its_parts() -> None:
    ratio = [Ratio("online", "share", "online", "all", 100, 0.1, 0, 100)]
    around = CellContext[str](decimals={"share": 1})
    halved: dict[str, float | None] = {"share": 43.2, "online": 343, "all": 397}
    (fix,) = propose_repairs(ratio, halved, frozenset(("share",)), around)  # 100 * 343 / 397 = 86.397...
    assert (fix.kind, fix.new) == ("about", 86.4)
    (turned,) = propose_repairs(ratio, {**halved, "share": 68.4}, frozenset(("share",)), around)
    assert (turned.kind, turned.new) == ("transposition", 86.4)


def test_fractions_of_a_count_and_the_missing_are_not_proposed() -> None:
    relations = balances({"a": 2, "b": -1})
    assert propose_repairs(relations, {"a": 7, "b": 15}, frozenset("a"), CellContext()) == []  # 7.5
    assert propose_repairs(relations, {"a": None, "b": 15}, frozenset("a"), CellContext()) == []


def test_reasons_are_written_as_vietnamese_write_numbers() -> None:
    relations = balances({"a": 1, "b": -1})
    (fix,) = propose_repairs(relations, {"a": 21.5, "b": 12.5}, frozenset("a"), CellContext(decimals={"a": 1}))
    assert fix.reason_vi == "có thể gõ đảo hai chữ số cạnh nhau: 21,5 → 12,5"
    assert fix.reason_en == "two neighbouring digits may be exchanged: 21.5 → 12.5"


def test_intended_values_of_a_number() -> None:
    found = dict((value, kind) for kind, value in intended_values(Fraction(120), 0))
    assert [found[Fraction(value)] for value in (-120, 12, 1200, 210, 102, 20, 1120, 125)] == [
        *("sign", "power", "power", "transposition", "transposition", "typo", "typo", "typo")
    ]
    assert Fraction(120) not in found and Fraction("1.2") not in found
    assert not list(intended_values(Fraction(0), 0))


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_printed_numbers_are_the_numbers(whole: int, decimals: int) -> None:
    value = Fraction(whole, 10**decimals)
    assert Fraction(printed(value)) == value


TYPING_ERRORS = st.sampled_from(["sign", "power", "transposition", "digit"])


@settings(max_examples=120, deadline=None)
@given(st.lists(st.integers(11, 99999), min_size=3, max_size=3), st.integers(0, 3), TYPING_ERRORS, st.integers(0, 4))
def test_a_repaired_report_satisfies_every_relation_and_a_typing_error_is_undone(
    parts: list[int], place: int, kind: str, at: int
) -> None:
    """A total and its copy: a + b + c = t = u. One cell gets a typing error; its true value is among the proposals."""
    right = dict(zip("abct", [*map(float, parts), float(sum(parts))], strict=True)) | {"u": float(sum(parts))}
    key = "abct"[place]
    text = str(int(right[key]))
    at %= len(text)
    wrong = {
        "sign": -right[key],
        "power": right[key] * 10,
        "transposition": float(text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]) if at else right[key],
        "digit": float(text[:at] + str((int(text[at]) + 3) % 10) + text[at + 1 :]),
    }[kind]
    assume(wrong != right[key])
    values: dict[str, float | None] = {**right, key: wrong}
    relations = [
        *balances({"a": 1, "b": 1, "c": 1, "t": -1}, {"t": 1, "u": -1}),
        *(Relation(f"{name} >= 0", {name: 1}, 0) for name in "abctu"),
    ]
    solutions = located(relations, values)
    assert frozenset(key) in solutions
    undone = False
    for cells in solutions:
        found = propose_repairs(relations, values, cells, CellContext())
        fixed = {**values, **{fix.key: fix.new for fix in found}}
        for fix in found:
            if not fix.with_keys:
                fixed = {**values, fix.key: fix.new}
                undone |= fix.key == key and fix.new == right[key]
            total = math.fsum(fixed[name] or 0 for name in "abc")
            assert total == fixed["t"] == fixed["u"]
            assert all((fixed[name] or 0) >= 0 for name in "abctu")
    assert undone

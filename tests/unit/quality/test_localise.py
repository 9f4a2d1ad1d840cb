"""Error localisation against enumeration with a simplex, against textbook examples, and by its stated properties."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import brute_force
from support.brute_force import Linear, RatioEdit

from pipelines.quality.localisation.localise import independent_groups, localise
from pipelines.quality.localisation.relations import Ratio, Relation

N_SYSTEMS = 500


def build(system: Sequence[brute_force.Edit]) -> list[Relation[str] | Ratio[str]]:
    """The edits of the brute force as relations under test."""
    found: list[Relation[str] | Ratio[str]] = []
    for number, edit in enumerate(system):
        penalty = math.inf if edit.penalty is None else edit.penalty
        if isinstance(edit, Linear):
            found.append(Relation(f"r{number}", edit.coefficients, edit.low, edit.high, penalty))
        else:
            parts = (edit.reported, edit.numerator, edit.denominator)
            found.append(Ratio(f"r{number}", *parts, edit.scale, edit.tolerance, edit.low, edit.high, penalty))
    return found


class System(NamedTuple):
    """A random report: its edits, its figures, the weights of its cells (None: may not change)."""

    edits: list[brute_force.Edit]
    values: dict[str, brute_force.Number | None]
    weights: dict[str, brute_force.Number | None]

    def numeric_weights(self) -> dict[str, float]:
        return {key: math.inf if weight is None else weight for key, weight in self.weights.items()}


def random_system(seed: int) -> System:
    """A small report: sums, parts and wholes, bounds, soft edits, in a third of them a ratio; some figures wrong."""
    rng = random.Random(seed)
    keys = [f"x{n}" for n in range(rng.randint(2, 6))]
    true = {key: rng.choice([0, rng.randint(0, 9), rng.randint(0, 200) / 10]) for key in keys}
    edits: list[brute_force.Edit] = []
    for _ in range(rng.randint(1, 5)):
        terms = rng.sample(keys, rng.randint(1, min(4, len(keys))))
        coefficients = {key: rng.choice([-1, 1, 1, -2, 3, 0.5]) for key in terms}
        at = float(sum(Fraction(str(value)) * Fraction(str(true[key])) for key, value in coefficients.items()))
        kind = rng.randrange(4)
        low = {0: at, 1: at - 0.5, 2: None, 3: at - rng.randint(0, 4)}[kind]
        high = {0: at, 1: at + 0.5, 2: at + rng.randint(0, 2), 3: None}[kind]
        edits.append(Linear(coefficients, low, high, rng.choice([None, None, 1, 1.75])))
    edits += [Linear({key: 1}, 0, None) for key in keys if rng.random() < 0.6]
    values: dict[str, brute_force.Number | None] = dict(true)
    if rng.random() < 0.35 and len(keys) >= 2:
        numerator, denominator = rng.sample(keys, 2)
        edits += [Linear({denominator: 1}, 0, None), Linear({"p": 1}, 0, 100)]
        edits.append(RatioEdit("p", numerator, denominator, 100, 0.1, 0, 100))
        values["p"] = round(100 * true[numerator] / true[denominator], 1) if true[denominator] else 7.5
    for key in rng.sample(list(values), rng.randint(0, min(3, len(values)))):
        value = values[key] or 0
        values[key] = rng.choice([value * 10, value + 9, -value, rng.randint(0, 300)])
    for key in values:
        if rng.random() < 0.08:
            values[key] = None
    weights = {key: rng.choice([1, 1, 1, 1.5, 2, None]) for key in values}
    return System(edits, values, weights)


def test_equal_to_brute_force_on_random_systems() -> None:
    outcomes: dict[str, int] = {}
    for seed in range(N_SYSTEMS):
        system = random_system(seed)
        expected_weight, expected = brute_force.lightest(*system)
        found = localise(build(system.edits), system.values, system.numeric_weights())
        assert len(found.sets) == len(set(found.sets)), seed
        assert set(found.sets) == expected, (seed, system)
        assert found.weight == (math.inf if expected_weight is None else float(expected_weight)), seed
        combined = {frozenset[str]().union(*alternatives) for alternatives in itertools.product(*found.parts)}
        assert combined == expected, seed
        size = f"{min(map(len, expected))} cells" if expected else "impossible"
        outcomes[size] = outcomes.get(size, 0) + 1
    # equality says little unless the sample has some of everything
    assert min(outcomes.get(size, 0) for size in ("impossible", "0 cells", "1 cells", "2 cells")) >= 15, outcomes


# ---- textbook cases: relations and figures as published ----

BALANCE = Relation("balance", {"profit": 1, "cost": 1, "turnover": -1}, 0, 0)
SHARE = Relation("share", {"cost": 1, "turnover": -0.6}, 0)
RECORD = {"profit": 755, "cost": 125, "turnover": 200}
EQUAL = {"profit": 1, "cost": 1, "turnover": 1}


def singles(*keys: str) -> list[frozenset[str]]:
    return [frozenset((key,)) for key in keys]


def test_editrules_one_balance_any_cell_will_do() -> None:
    """R package editrules, example of errorLocalizer: p + c == t at (755, 125, 200), then t twice as reliable."""
    assert localise([BALANCE], RECORD, EQUAL).sets == singles("profit", "cost", "turnover")
    assert localise([BALANCE], RECORD, {**EQUAL, "turnover": 2}).sets == singles("profit", "cost")


def test_editrules_a_second_edit_leaves_one_solution() -> None:
    """Same example with c >= 0.6 t; also errorlocate's example of locate_errors (with turnover >= 0)."""
    found = localise([BALANCE, SHARE, Relation("positive", {"turnover": 1}, 0)], RECORD, EQUAL)
    assert (found.sets, found.weight) == (singles("profit"), 1)


def test_editrules_missing_cost() -> None:
    """Same example with a missing part: c1 = 50 is below 0.3 t, and c2 is free anyway.

    The comment of the example counts two solutions. There are three; figures below show each.
    """
    relations = [
        Relation("balance", {"p": 1, "c1": 1, "c2": 1, "t": -1}, 0, 0),
        Relation("share", {"c1": 1, "t": -0.3}, 0),
        *(Relation(f"{key} positive", {key: 1}, 1e-6) for key in ("p", "c1", "c2", "t")),  # strict in the original
    ]
    values = {"p": 755, "c1": 50, "c2": None, "t": 200}
    found = localise(relations, values, dict.fromkeys(values, 1))
    # p=40 c1=60 c2=100 t=200; p=60 c1=50 c2=50 t=160; p=755 c1=400 c2=45 t=1200. One change never does: p alone
    # leaves c1 under 60, c1 alone leaves 755 > 200, and t alone must exceed 805 and stay under 167.
    pairs = [frozenset(("p", "c1")), frozenset(("p", "t")), frozenset(("c1", "t"))]
    assert (set(found.sets), found.weight) == (set(pairs), 2)


def test_editrules_three_records_of_one_sum() -> None:
    """R package editrules, example of localizeErrors: x + y == z, all positive."""
    relations = [
        Relation("sum", {"x": 1, "y": 1, "z": -1}, 0, 0),
        *(Relation(f"{key} positive", {key: 1}, 1e-6) for key in "xyz"),
    ]
    cases = [(1, -1, 2, singles("y")), (-1, 1, 0, [frozenset("xz")]), (1, 1, 2, [frozenset[str]()])]
    for x, y, z, expected in cases:
        assert localise(relations, {"x": x, "y": y, "z": z}, dict.fromkeys("xyz", 1)).sets == expected


@pytest.mark.parametrize("heavy", ["x", "y", "z"])
def test_editrules_weights_of_a_record_decide(heavy: str) -> None:
    """R package editrules, test of localizeErrors with weights per record: the only light cell is located."""
    weights = {key: 1.0 if key == heavy else 2.0 for key in "xyz"}
    relation = Relation("sum", {"x": 1, "y": 1, "z": -1}, 0, 0)
    assert localise([relation], dict.fromkeys("xyz", 1), weights).sets == singles(heavy)


def test_editrules_weight_of_a_bound_and_a_sum_together() -> None:
    """R package editrules, test of errorLocalizer: x + y + z == w, x > 0 at (-1, 1, 0, 0) costs two changes."""
    relations = [
        Relation("sum", {"x": 1, "y": 1, "z": 1, "w": -1}, 0, 0),
        Relation("positive", {"x": 1}, 1e-6),
    ]
    assert localise(relations, {"x": -1, "y": 1, "z": 0, "w": 0}, dict.fromkeys("xyzw", 1)).weight == 2


def test_editrules_chain_of_sums_with_values_of_every_size() -> None:
    """R package editrules, test of numerical stability: 10 to 10^9 in three chained sums, solved there by two methods.

    x1 + x2 = x3, x4 + x5 + x6 = x7, x7 + x3 + x8 = x9: each fails; x3 stands in two of them, x7 too.
    """
    relations = [
        Relation("a", {"x1": 1, "x2": 1, "x3": -1}, 0, 0),
        Relation("b", {"x4": 1, "x5": 1, "x6": 1, "x7": -1}, 0, 0),
        Relation("c", {"x7": 1, "x3": 1, "x8": 1, "x9": -1}, 0, 0),
    ]
    values: dict[str, float | None] = {f"x{n}": 10.0**n for n in range(1, 10)}
    found = localise(relations, values, dict.fromkeys(values, 1))
    expected = brute_force.lightest(
        [Linear({key: float(c) for key, c in relation.coefficients.items()}, 0, 0) for relation in relations],
        values,
        dict.fromkeys(values, 1),
    )
    assert (Fraction(found.weight), set(found.sets)) == expected


def test_scholtus_typing_errors() -> None:
    """Scholtus (2009), Automatic correction of simple typing errors in numerical data with balance edits, section 4.

    Eleven figures, five balances. Record 4.2 has x4 = 161 for 116 and x9 = 19979 for 1979; both are located.
    """
    system = [
        {"x1": 1, "x2": 1, "x3": -1},
        {"x2": 1, "x4": -1},
        {"x5": 1, "x6": 1, "x7": 1, "x8": -1},
        {"x3": 1, "x8": 1, "x9": -1},
        {"x9": 1, "x10": -1, "x11": -1},
    ]
    relations = [Relation(f"e{n}", row, 0, 0) for n, row in enumerate(system, 1)]
    figures = (1452, 116, 1568, 161, 323, 76, 12, 411, 19979, 1842, 137)
    values = {f"x{n}": value for n, value in enumerate(figures, 1)}
    assert localise(relations, values, dict.fromkeys(values, 1)).sets == [frozenset(("x4", "x9"))]
    assert localise(relations, {**values, "x9": 1979}, dict.fromkeys(values, 1)).sets == singles("x4")
    assert localise(relations, {**values, "x4": 116, "x9": 1979}, dict.fromkeys(values, 1)).sets == [frozenset()]


# ---- stated properties ----


def test_a_cell_that_may_not_change_is_never_named_and_may_leave_no_solution() -> None:
    fixed = {**EQUAL, "profit": math.inf}
    assert localise([BALANCE], RECORD, fixed).sets == singles("cost", "turnover")
    everything = localise([BALANCE], RECORD, dict.fromkeys(EQUAL, math.inf))
    assert (everything.sets, everything.weight) == ([], math.inf)


def test_a_soft_edit_is_given_up_before_two_cells_and_not_before_one() -> None:
    """Both figures of a consistent pair jumped: changing both costs 2, giving up the soft edit 1.75."""
    pair = [Relation("same", {"a": 1, "b": -1}, 0, 0), Relation("jump", {"a": 1}, 5, 20, penalty=1.75)]
    assert localise(pair, {"a": 60, "b": 60}, {"a": 1, "b": 1}).sets == [frozenset()]
    assert localise(pair, {"a": 60, "b": 10}, {"a": 1, "b": 1}).sets == singles("a")


def test_a_ratio_locates_itself_or_a_part() -> None:
    ratio = Ratio("online", "share", "online", "all", 100, 0.1, 0, 100)
    values = {"share": 42.5, "online": 85, "all": 100}
    assert localise([ratio], values, dict.fromkeys(values, 1)).sets == singles("share", "online", "all")
    whole = Relation("sum", {"all": 1, "online": -1, "paper": -1}, 0, 0)
    more = {**values, "paper": 15}
    assert localise([ratio, whole], more, dict.fromkeys(more, 1)).sets == singles("share")


def test_a_weight_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="profit"):
        localise([BALANCE], RECORD, {**EQUAL, "profit": 0})


def test_parts_that_share_only_fixed_cells_are_apart() -> None:
    relations = [Relation("a", {"x": 1, "k": -1}, 0, 0), Relation("b", {"y": 1, "k": -1}, 0, 0)]
    values = {"x": 1, "y": 2, "k": 3}
    assert len(independent_groups(relations, values, {"x": 1, "y": 1, "k": math.inf})) == 2
    assert len(independent_groups(relations, values, {"x": 1, "y": 1, "k": 1})) == 1


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=10_000, max_value=10_000_000))
def test_every_set_suffices_and_none_of_its_parts_does(seed: int) -> None:
    system = random_system(seed)
    hard = [edit for edit in system.edits if edit.penalty is None]
    for chosen in localise(build(hard), system.values, system.numeric_weights()).sets:
        assert brute_force.witness(hard, system.values, set(chosen), set()) is not None
        for key in chosen:
            assert brute_force.witness(hard, system.values, set(chosen) - {key}, set()) is None

"""Faults in batches against what the models publish: violations, states, shown values, totals; and their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl
from support.rule_cases import World
from support.rule_faults import Fault, batches_of, faults_of, touching
from support.rule_meaning import FAIL, Case, Get, accused, outcome
from support.rule_models import KEY, Models
from support.rule_province import AREA, LAST
from support.rule_seeds import OF_REPORTS, Key, exact

Name = tuple[str, str, Key]


class Charge(NamedTuple):
    """A violation that holds or asks, and the figures on forms that it accuses."""

    is_hold: bool
    leaves: set[Key]


def is_explained(leaf: Key, charges: Sequence[Charge]) -> bool:
    """Whether another figure is in every charge against this one and in one more."""
    against = [charge.leaves for charge in charges if leaf in charge.leaves]
    others = set[Key].intersection(*against) - {leaf}
    return any(sum(other in charge.leaves for charge in charges) > len(against) for other in others)


def is_near(value: float, base: float) -> bool:
    """Whether a figure is two thirds to three halves of its baseline."""
    return exact(2 * base / 3) <= exact(value) <= exact(3 * base / 2)


@dataclass
class Tally:
    """Counts by kind and severity of rule, and what was wrong."""

    bad: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    missed: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    good: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    accused: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    slices: Counter[str] = field(default_factory=Counter[str])
    rules: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    n_batches: int = 0
    wrong: list[str] = field(default_factory=list[str])

    def table(self) -> str:
        """The counts as they are printed."""
        head = f"{'kind':20} {'severity':9} {'bad':>5} {'missed':>6} {'good at the edge':>16} {'accused':>7}"
        names = sorted({*self.bad, *self.good})
        rows = [
            f"{kind:20} {severity:9} {self.bad[kind, severity]:5} {self.missed[kind, severity]:6}"
            f" {self.good[kind, severity]:16} {self.accused[kind, severity]:7}"
            for kind, severity in names
        ]
        sums = [sum(counter.values()) for counter in (self.bad, self.missed, self.good, self.accused)]
        total = f"{'all':30} {sums[0]:5} {sums[1]:6} {sums[2]:16} {sums[3]:7}"
        states = ", ".join(f"{n} {name}" for name, n in sorted(self.slices.items()))
        return "\n".join([head, *rows, total, f"{len(self.rules)} rules in {self.n_batches} builds; {states}"])


def run(models: Models, world: World, seed: int, n_batches: int | None = None) -> Tally:
    """Build the batches of one seed, or the first and fullest of them, and compare."""
    tally = Tally()
    batches = batches_of(world, faults_of(world, seed))
    comparison = Comparison(world)
    for batch in batches[:n_batches]:
        comparison.add(tally, batch, models.built({fault.leaf: fault.value for fault in batch}))
        tally.n_batches += 1
    return tally


class Comparison:
    """What must come out of a batch, beside what came out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.touched = touching(world)
        self.about: dict[Key, list[Case]] = {}  # by subject
        for case in world.cases:
            self.about.setdefault(case.subject, []).append(case)
        self.base = {case.name for case in world.cases if outcome(case, world.get({})) == FAIL}
        assert not self.base, f"the small province itself violates {self.base}"

    def add(self, tally: Tally, batch: Sequence[Fault], tables: Mapping[str, pl.DataFrame]) -> None:
        """Count a batch, and note everything that is not as it must be."""
        get = self.world.get({fault.leaf: fault.value for fault in batch})
        statistical = _asked(tables)
        expected, states = self._expected(batch, get, statistical)
        found = _failures(tables["chk_violation"])
        for fault in batch:
            rule = fault.case.rule
            name = (rule.kind, rule.severity)
            is_found = fault.case.name in found
            tally.rules.add((rule.code, rule.version))
            (tally.bad if fault.is_bad else tally.good)[name] += 1
            (tally.missed if fault.is_bad else tally.accused)[name] += is_found != fault.is_bad
        changed = {fault.leaf: fault.value for fault in batch}
        tally.wrong += [f"missed {name} {self._value(name, get)}" for name in sorted(expected - found)]
        tally.wrong += [f"accused {name} {self._value(name, get)}" for name in sorted(found - expected)]
        tally.slices["asked about by rules of whole reports"] += len(statistical)
        tally.wrong += [f"good and asked about {key}" for key in statistical - changed.keys()]
        self._compare(tally, states, get, tables)
        self._totals(tally, tables, changed)

    def _value(self, name: Name, get: Get) -> object:
        return get(name[2])

    def _expected(self, batch: Iterable[Fault], get: Get, statistical: set[Key]) -> tuple[set[Name], dict[Key, str]]:
        """The violations that must be found, and the figures that these hold or ask about."""
        names: set[Name] = set()
        charges: list[Charge] = [Charge(False, {key}) for key in statistical]
        numbers = {number for fault in batch for number in self.touched.get(fault.leaf, ())}
        for case in (self.world.cases[number] for number in sorted(numbers)):
            if outcome(case, get) != FAIL:
                continue
            names.add(case.name)
            if case.rule.severity != "note":
                keys = accused(case, get, self.world.before)
                leaves = {leaf for key in keys for leaf in self.world.leaves(key)}
                charges.append(Charge(case.rule.severity == "hold", leaves))
        held = {leaf for charge in charges if charge.is_hold for leaf in charge.leaves}
        held -= {leaf for leaf in held if is_explained(leaf, charges) and self._is_confirmed(leaf, get)}
        states: dict[Key, str] = {}
        for leaf in {leaf for charge in charges for leaf in charge.leaves}:
            for figure in (leaf, *self.world.derived(leaf)):
                if states.get(figure) != "hold":
                    states[figure] = "hold" if leaf in held else "question"
        return names, states

    def _is_confirmed(self, leaf: Key, get: Get) -> bool:
        """Whether the past of a figure confirms it: it is no jump, and near every baseline, or its sum follows."""
        cases = self.about.get(leaf, ())
        jumps = [case for case in cases if case.rule.kind == "jump" and case.limit is not None]
        value = get(leaf)
        if value is None:
            return False
        if jumps and all(outcome(case, get) != FAIL and is_near(value, case.limit or 0.0) for case in jumps):
            return True
        sums = [case for case in cases if case.rule.kind == "cumulative_balance" and len(case.places) > 2]
        return bool(sums) and all(outcome(case, get) is None for case in sums)

    def _compare(self, tally: Tally, states: Mapping[Key, str], get: Get, tables: Mapping[str, pl.DataFrame]) -> None:
        """The state of every figure, and the value that is published of it."""
        columns = (*KEY, "state", "value", "is_questioned", "is_last_good", "shown_period_code", "shown_release_id")
        rows = {row[:6]: row[6:] for row in tables["indicator_value"].select(columns).iter_rows()}
        for key in self.world.figures:
            state, value, is_questioned, is_last_good, period, release = rows[key]
            severity = states.get(key)
            if severity == "hold":
                shown = self._last(key, {each for each, severity in states.items() if severity == "question"})
                is_marked = (value, period, release, is_last_good) == (*shown, shown[2] is not None)
                tally.slices["held"] += state == "held"
                if state != "held":
                    tally.wrong.append(f"unheld {key}: {state} {value}")
                elif not is_marked:
                    tally.wrong.append(f"not marked {key}: {value} of {period} {release}, not {shown}")
            elif state == "held":
                tally.wrong.append(f"good and held {key} {value}")
            elif state == "current":
                self._current(tally, key, (value, is_questioned), (get(key), severity == "question"))

    def _current(
        self, tally: Tally, key: Key, found: tuple[float | None, bool], expected: tuple[float | None, bool]
    ) -> None:
        """A current figure is that of the form or computed from it, and in question where it must be."""
        tally.slices["questioned" if expected[1] else "current"] += 1
        is_same = found[0] == expected[0] or (
            None not in (found[0], expected[0]) and abs(float(found[0] or 0) - float(expected[0] or 0)) < 1e-9
        )
        if not is_same:
            tally.wrong.append(f"stale and unmarked {key}: {found[0]}, not {expected[0]}")
        if found[1] != expected[1]:
            tally.wrong.append(f"{'not questioned' if expected[1] else 'good and questioned'} {key} {found[0]}")

    def _last(self, key: Key, asked: Container[Key]) -> tuple[float | None, str | None, str | None]:
        """What was published last, of the period or the latest before it, and is not asked about now."""
        period = self.world.periods[key[5]]
        earlier = [
            each for each in self.world.periods.values() if each.kind == period.kind and each.start <= period.start
        ]
        for each in sorted(earlier, key=lambda each: each.start, reverse=True):
            published = self.world.published.get((*key[:5], each.code))
            if published and (*key[:5], each.code) not in asked:
                return published[0], each.code, self.world.last_release
        return None, None, None

    def _totals(self, tally: Tally, tables: Mapping[str, pl.DataFrame], changed: Mapping[Key, float]) -> None:
        """A total of communes is marked where a part of it is held, and else the sum of what was sent."""
        table = tables["indicator_value"].filter(
            pl.col("source_code") == "commune_sum", pl.col("period_code").is_in(LAST)
        )
        held = tables["indicator_value"].filter(pl.col("state") == "held")
        n_held = Counter((row[1:4], row[5]) for row in held.filter(pl.col("area_id") != AREA).select(KEY).iter_rows())
        for row in table.filter(pl.col("numerator").is_null()).iter_rows(named=True):
            series, period = (row["indicator_code"], row["breakdown_code"], row["measure_code"]), row["period_code"]
            n = n_held[series, period]
            tally.slices["totals"] += 1
            is_marked = row["obs_status"] in ("carried", "partial")
            if bool(n) != is_marked or (row["n_areas_carried"] or 0) > n:
                tally.wrong.append(f"total {series} {period}: {n} held, {row['obs_status']}")
            keys = [key for key in self.world.sent if key[1:4] == series and key[5] == period and key[0] != AREA]
            values = [changed.get(key, self.world.sent[key]) for key in keys]
            if not n and keys and abs(row["value"] - sum(value or 0 for value in values)) > 1e-6:
                tally.wrong.append(f"total {series} {period}: {row['value']}, not the sum of its parts")


def _failures(table: pl.DataFrame) -> set[Name]:
    """Violations of the last build, by rule and subject, those of whole reports excepted."""
    rows: Any = table.filter(pl.col("outcome") == FAIL, pl.col("rule_kind").is_in(OF_REPORTS).not_())
    return {
        (row["rule_code"], str(row["version"]), tuple(row[name] for name in KEY)) for row in rows.iter_rows(named=True)
    }


def _asked(tables: Mapping[str, pl.DataFrame]) -> set[Key]:
    """The figures that a rule of whole batches or reports asks about: a wrong unit, a copied report."""
    found = tables["chk_violation"].filter(pl.col("rule_kind").is_in(OF_REPORTS))
    return {row for row in found.select(KEY).iter_rows()}  # pyright: ignore[reportReturnType] - six texts

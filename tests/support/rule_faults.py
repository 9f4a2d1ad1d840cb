"""Faults for every rule and figure that it speaks of: the first value that must fail, and the last that must not.

Both are searched with the rule's meaning in plain Python: from the value that was sent in steps of the figure's last
printed unit, up and down.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from support.rule_cases import ABOUT_PUBLISHED, NOT_PUBLISHED, World
from support.rule_meaning import FAIL, Case, outcome
from support.rule_seeds import GAP, Key

LARGEST = 10**15  # no cell holds more


class Fault(NamedTuple):
    """One changed figure: the case that it is aimed at, and whether that case must fail."""

    case: Case
    leaf: Key
    value: float
    is_bad: bool


def faults_of(world: World, seed: int) -> list[Fault]:
    """Two pairs, up and down, for each rule, figure and area; of communes, which all have the same rules, one each."""
    rng = random.Random(f"rules|{seed}")
    chosen: dict[tuple[str, str, tuple[str, ...]], list[tuple[Case, Key]]] = {}
    for case in world.cases:
        is_about_published = case.rule.kind in ABOUT_PUBLISHED
        if is_about_published != (case.subject[5] == NOT_PUBLISHED):
            continue
        for leaf in _speaks_of(world, case):
            # the areas of a rule and series take turns
            chosen.setdefault((case.rule.code, case.rule.version, case.subject[1:4] + leaf[1:4]), []).append(
                (case, leaf)
            )
    found: list[Fault] = []
    for options in chosen.values():
        found += _pairs(world, *rng.choice(options))
    rng.shuffle(found)
    return found


def _speaks_of(world: World, case: Case) -> Iterator[Key]:
    """The figures of the case's own period on forms that it compares."""
    for place in case.places:
        for key in place.keys:
            if key in world.counted or (place.term.shift not in ("", "same_month")):
                continue
            if case.rule.kind in ("cumulative_balance", GAP) and key[5] != case.subject[5]:
                continue  # an earlier month, which was published
            yield from world.leaves(key)


def _pairs(world: World, case: Case, leaf: Key) -> Iterator[Fault]:
    if case.rule.kind == "never_published":
        yield Fault(case, leaf, 30.0, True)
        return
    start = world.sent[leaf]
    if start is None or outcome(case, world.get({})):
        return
    unit = 10.0 ** -(world.decimals[leaf[1]] or 0)
    for sign in (1, -1):
        edge = _edge(world, case, leaf, round(start / unit), sign)
        if edge is not None:
            digits = world.decimals[leaf[1]] or 0
            yield Fault(case, leaf, round((edge + sign) * unit, digits), True)
            if edge != round(start / unit):
                yield Fault(case, leaf, round(edge * unit, digits), False)


def _edge(world: World, case: Case, leaf: Key, start: int, sign: int) -> int | None:
    """The last value in units, going up or down from `start`, with which the case holds; None where all do."""
    digits = world.decimals[leaf[1]] or 0

    def fails(value: int) -> bool:
        return outcome(case, world.get({leaf: round(value * 10.0**-digits, digits)})) == FAIL

    if fails(start):
        return None  # the figure was sent with more digits than are printed
    good, step = start, 1
    while not fails(start + sign * step):
        good, step = start + sign * step, step * 2
        if step > LARGEST * 10**digits // 4:
            return None
    bad = start + sign * step
    while abs(bad - good) > 1:
        middle = (bad + good) // 2
        good, bad = (good, middle) if fails(middle) else (middle, bad)
    return good


def batches_of(world: World, faults: Iterable[Fault]) -> list[list[Fault]]:
    """The faults in as few batches as come out; in one batch no case speaks of two of them."""
    touched = touching(world)
    batches: list[tuple[list[Fault], set[int]]] = []  # each with the cases that it touches
    for fault in faults:
        ours = touched.get(fault.leaf, set())
        free = next((number for number, (_, taken) in enumerate(batches) if not ours & taken), None)
        if free is None:
            batches.append(([fault], set(ours)))
        else:
            batches[free][0].append(fault)
            batches[free][1].update(ours)
    return [batch for batch, _ in batches]


def touching(world: World) -> dict[Key, set[int]]:
    """For each figure on a form the numbers of the cases whose outcome it may change.

    A case that looks back also depends on what is said of the figure of the period before, and so on all that is
    compared with that one.
    """
    leaves = [
        {leaf for place in case.places for key in place.keys for leaf in world.leaves(key)} for case in world.cases
    ]
    reading: dict[Key, set[int]] = {}
    for number, ours in enumerate(leaves):
        for leaf in ours:
            reading.setdefault(leaf, set()).add(number)
    found = {leaf: set(numbers) for leaf, numbers in reading.items()}
    for number, case in enumerate(world.cases):
        before = world.before(case.subject)
        for leaf in world.leaves(before) if before else ():
            for other in reading.get(leaf, ()):
                for each in leaves[other]:
                    found[each].add(number)
    return found

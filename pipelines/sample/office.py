"""Figures of any form: as `levels.csv` declares them, else from unit, kind, bounds, and the rules that tie figures.

Figures without a declared level follow part_whole, children_sum, reported_derived, share_bounds and the stated
cross-checks. No form or indicator is named here, so a new form needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.sample.levels import FigureKey, Levels

KnownFigures = Mapping[
    str, Mapping[FigureKey, float]
]  # month -> figures that others report; these must agree with them

# unit -> the lowest and highest figure of a small thing; a figure that has parts is larger (WHOLE_FACTOR)
SIZES: dict[str, tuple[float, float]] = {
    "million_vnd": (40_000, 400_000),
    "person": (400, 4_000),
    "firm": (8, 90),
    "dossier": (2_000, 20_000),
    "document": (2_000, 30_000),
    "transaction": (100_000, 900_000),
    "business": (300, 9_000),
    "rank": (5, 30),
    "number": (34, 34),
    "percent": (2, 9),
    "percent_year": (3, 8),
}
DEFAULT_SIZE = (2, 30)
WHOLE_FACTOR = {"million_vnd": 40}  # a whole beside its parts: the province's product beside one industry of it
DEFAULT_WHOLE_FACTOR = 4
MONTHS = 12  # a part's share grows by 5 % of the width of its bounds in so many months
GROWTH = 0.012  # a stock's largest step in a month


class Size(NamedTuple):
    """People of an area, and its size beside the province for which the levels are declared."""

    people: float
    share: float


class Office:
    """The figures of one area in each month; equal arguments give equal figures, in whatever order they are asked for.

    `seed` names the area in every draw, `months` are period codes in order, `size` scales counts and amounts.
    """

    def __init__(self, codebook: Codebook, seed: str, months: list[str], known: KnownFigures, size: Size) -> None:
        tables = codebook.tables
        self.seed, self.months, self.known, self.share = seed, months, known, size.share
        latest = tables["indicators"].sort("indicator_code", "version").unique("indicator_code", keep="last")
        self.indicators = {row["indicator_code"]: row for row in latest.iter_rows(named=True)}
        self.wholes: dict[FigureKey, list[FigureKey]] = {}  # part -> its wholes
        self.parts: dict[FigureKey, list[FigureKey]] = {}  # whole -> its parts
        self.floors: dict[FigureKey, list[FigureKey]] = {}  # figure -> figures that it must not be smaller than
        self.children: dict[FigureKey, list[FigureKey]] = {}  # total -> its children
        self.totals: dict[FigureKey, FigureKey] = {}  # child -> its total
        self.derived: dict[FigureKey, str] = {}  # a ratio as the sender computes it -> the indicator of the ratio
        self.bounds: dict[tuple[str, str], tuple[float, float]] = {}  # numerator, denominator -> plausible share, 0–1
        terms = _terms_by_rule(tables)
        self._add_rules(tables, terms)
        self._add_floors(tables)
        self._add_bounds(tables, terms)
        self.levels = Levels(seed, self.indicators, self.value, *size)
        self.values: dict[tuple[str, FigureKey], float] = {}

    def value(self, month: str, key: FigureKey) -> float:
        """Return the figure of one month (a stock at its end, a flow within it)."""
        if (month, key) not in self.values:
            self.values[month, key] = self._value(month, key)
        return self.values[month, key]

    def _add_rules(self, tables: dict[str, pl.DataFrame], terms: dict[str, dict[str, list[FigureKey]]]) -> None:
        kinds = dict(tables["rules"].select("rule_code", "rule_kind").iter_rows())
        for rule, by_role in terms.items():
            if kinds[rule] == "part_whole":
                for part in by_role["part"]:
                    _append(self.wholes, part, by_role["whole"][0])
                    _append(self.parts, by_role["whole"][0], part)
            elif kinds[rule] == "children_sum":
                self.children[by_role["total"][0]] = list(dict.fromkeys(by_role["child"]))
                self.totals |= dict.fromkeys(by_role["child"], by_role["total"][0])
            elif kinds[rule] == "reported_derived":
                self.derived[by_role["reported"][0]] = by_role["derived"][0].indicator_code

    def _add_floors(self, tables: dict[str, pl.DataFrame]) -> None:
        for check in tables["cross_checks"].filter(relation="at_most").iter_rows(named=True):
            larger = FigureKey(check["other_indicator_code"], check["breakdown_code"])
            _append(self.floors, larger, FigureKey(check["indicator_code"], check["breakdown_code"]))

    def _add_bounds(self, tables: dict[str, pl.DataFrame], terms: dict[str, dict[str, list[FigureKey]]]) -> None:
        for rule in tables["rules"].filter(rule_kind="share_bounds").iter_rows(named=True):
            for subject in terms[rule["rule_code"]]["subject"]:
                ratio = self.indicators.get(subject.indicator_code, {})
                if ratio.get("numerator_code") and rule["high"] is not None:
                    bounds = (rule["low"] / ratio["scale"], rule["high"] / ratio["scale"])
                    self.bounds[ratio["numerator_code"], ratio["denominator_code"]] = bounds

    def _value(self, month: str, key: FigureKey) -> float:
        known = self.known.get(month, {}).get(key)
        if known is not None:
            return known
        if key in self.levels:
            return self.levels.value(month, key)
        if key in self.children and self._adds_up(month, key):
            return sum(self.value(month, child) for child in self.children[key])
        total = self.totals.get(key)
        if total and not self._adds_up(month, total):
            return self._split(month, total)[key]
        least = self._least(month, key)
        if key in self.wholes:
            return self._part(month, key, least)
        return least or self._free(month, key)

    def _least(self, month: str, key: FigureKey) -> float:
        """Return what a whole must exceed: what is known of its parts, and what a cross-check sets under it."""
        known = self.known.get(month, {})
        parts = [known[part] if part in known else self._least(month, part) for part in self.parts.get(key, [])]
        most = max([*parts, *(self.value(month, floor) for floor in self.floors.get(key, []))], default=0.0)
        return _whole_number(most * (1.05 + 0.4 * self._draw(key)))

    def _adds_up(self, month: str, total: FigureKey) -> bool:
        """Whether the total follows its children: where one is known or declared, or nothing bounds the total."""
        known = self.known.get(month, {})
        is_led = any(key in known or key in self.levels for key in self.children[total])
        return total not in known and (total not in self.wholes or is_led)

    def _split(self, month: str, total: FigureKey) -> dict[FigureKey, float]:
        """Split a total among its children, in whole numbers; the last child takes the rest."""
        rest, found = self.value(month, total), dict[FigureKey, float]()
        *firsts, last = self.children[total]
        for child in firsts:
            share = self.value(month, total) * (0.2 + 0.5 * self._draw(child)) / len(firsts)
            found[child] = min(rest, _whole_number(share))
            rest -= found[child]
        return found | {last: rest}

    def _part(self, month: str, key: FigureKey, least: float) -> float:
        """Return a share of the smallest whole, within the bounds of the rules, growing a little; a whole number."""
        wholes = {whole: self.value(month, whole) for whole in self.wholes[key]}
        smallest = min(wholes, key=lambda whole: wholes[whole])
        low, high = self.bounds.get((key.indicator_code, smallest.indicator_code), (0.1, 0.9))
        share = low + (high - low) * (0.1 + 0.75 * self._draw(key) + 0.05 * self.months.index(month) / MONTHS)
        if self._kind(key) == "flow" and self._kind(smallest) == "stock":
            share /= 12  # what is new in twelve months is a part of what there is
        return float(min(wholes[smallest], max(least, int(wholes[smallest] * share))))

    def _kind(self, key: FigureKey) -> str:
        return self.indicators[key.indicator_code]["stock_flow"]

    def _free(self, month: str, key: FigureKey) -> float:
        """Draw a figure that no rule ties to another."""
        row = self.indicators[key.indicator_code]
        low, high = SIZES.get(row["uom_code"], DEFAULT_SIZE)
        if row["stock_flow"] in ("ratio", "score"):
            return self._score(key, row, low, high)
        factor = WHOLE_FACTOR.get(row["uom_code"], DEFAULT_WHOLE_FACTOR) if key in self.parts else 1
        size = (low + (high - low) * self._draw(key)) * factor * self.share
        if row["stock_flow"] == "flow":
            # tuple(): the text of the key is part of the seed, and was a plain tuple's
            return _whole_number(size / 12 * Random(f"{self.seed}:{tuple(key)}:{month}").uniform(0.7, 1.3))
        return _whole_number(size * (1 + GROWTH * self._draw(key)) ** self.months.index(month))

    def _score(self, key: FigureKey, row: dict[str, Any], low: float, high: float) -> float:
        """Draw within the indicator's bounds where it has both, away from their ends, else between `low` and `high`."""
        floor, ceiling = row["bound_low"], row["bound_high"]
        if isinstance(floor, float) and isinstance(ceiling, float):
            low, high = floor + 0.3 * (ceiling - floor), floor + 0.8 * (ceiling - floor)
        return round(low + (high - low) * self._draw(key), row["decimals"])

    def _draw(self, key: FigureKey) -> float:
        return Random(f"{self.seed}:{key.indicator_code}:{key.breakdown_code}").random()


def _terms_by_rule(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, list[FigureKey]]]:
    """Return rule -> role -> the figures in that role, in the order of the terms."""
    found: dict[str, dict[str, list[FigureKey]]] = {}
    for term in tables["rule_terms"].sort("rule_code", "term_no").iter_rows(named=True):
        key = FigureKey(term["indicator_code"], term["breakdown_code"])
        found.setdefault(term["rule_code"], {}).setdefault(term["role"], []).append(key)
    return found


def _append(lists: dict[FigureKey, list[FigureKey]], key: FigureKey, item: FigureKey) -> None:
    if item not in lists.setdefault(key, []):
        lists[key].append(item)


def _whole_number(value: float) -> float:
    return float(round(value))

"""Figures of any form, invented from the codebook alone: unit, kind, bounds and the rules that tie figures together.

Here: sizes, trends and what follows of part_whole, children_sum, reported_derived and the stated cross-checks.
Not here: any form or indicator by name, mistakes, workbooks. Nothing resembles a real province.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import polars as pl

from pipelines.codebook.load import Codebook

Key = tuple[str, str]  # indicator, breakdown
Known = Mapping[str, Mapping[Key, float]]  # month -> figures that others report, which these must agree with

# unit -> the lowest and highest figure of a small thing; a figure that others are a part of is larger (WHOLE)
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
FEW = (2, 30)
WHOLE = {"million_vnd": 40}  # a whole beside its parts: the province's product beside one industry of it
YEAR = 12  # months over which a share grows by a twentieth of its room
GROWTH = 0.012  # a stock's largest step in a month


class Office:
    """What one area's figures are in each month; the same arguments give the same figures, whoever asks."""

    def __init__(self, codebook: Codebook, seed: str, months: list[str], known: Known, share: float = 1.0) -> None:
        tables = codebook.tables
        self.seed, self.months, self.known, self.share = seed, months, known, share
        latest = tables["indicators"].sort("indicator_code", "version").unique("indicator_code", keep="last")
        self.indicators = {row["indicator_code"]: row for row in latest.iter_rows(named=True)}
        self.wholes: dict[Key, list[Key]] = {}
        self.parts: dict[Key, list[Key]] = {}
        self.floors: dict[Key, list[Key]] = {}
        self.children: dict[Key, list[Key]] = {}
        self.totals: dict[Key, Key] = {}
        self.derived: dict[Key, str] = {}  # a ratio as the sender works it out -> the ratio
        self.bounds: dict[tuple[str, str], tuple[float, float]] = {}  # numerator, denominator -> plausible share
        self._relations(tables)
        self.values: dict[tuple[str, Key], float] = {}

    def value(self, month: str, key: Key) -> float:
        """The figure of one month (a stock at its end, a flow within it), worked out once."""
        if (month, key) not in self.values:
            self.values[month, key] = self._value(month, key)
        return self.values[month, key]

    def _relations(self, tables: dict[str, pl.DataFrame]) -> None:
        kinds = dict(tables["rules"].select("rule_code", "rule_kind").iter_rows())
        by_rule: dict[str, dict[str, list[Key]]] = {}
        for term in tables["rule_terms"].sort("rule_code", "term_no").iter_rows(named=True):
            key = (term["indicator_code"], term["breakdown_code"])
            by_rule.setdefault(term["rule_code"], {}).setdefault(term["role"], []).append(key)
        for rule, terms in by_rule.items():
            if kinds[rule] == "part_whole":
                for part in terms["part"]:
                    _note(self.wholes, part, terms["whole"][0])
                    _note(self.parts, terms["whole"][0], part)
            elif kinds[rule] == "children_sum":
                self.children[terms["total"][0]] = list(dict.fromkeys(terms["child"]))
                self.totals |= dict.fromkeys(terms["child"], terms["total"][0])
            elif kinds[rule] == "reported_derived":
                self.derived[terms["reported"][0]] = terms["derived"][0][0]
        for check in tables["cross_checks"].filter(relation="at_most").iter_rows(named=True):
            breakdown = check["breakdown_code"]
            _note(self.floors, (check["other_indicator_code"], breakdown), (check["indicator_code"], breakdown))
        for rule in tables["rules"].filter(rule_kind="share_bounds").iter_rows(named=True):
            for code, _ in by_rule[rule["rule_code"]]["subject"]:
                ratio = self.indicators.get(code, {})
                if ratio.get("numerator_code") and rule["high"] is not None:
                    ends = (rule["low"] / ratio["scale"], rule["high"] / ratio["scale"])
                    self.bounds[ratio["numerator_code"], ratio["denominator_code"]] = ends

    def _value(self, month: str, key: Key) -> float:
        given = self.known.get(month, {}).get(key)
        if given is not None:
            return given
        if key in self.children and self._adds_up(month, key):
            return sum(self.value(month, child) for child in self.children[key])
        total = self.totals.get(key)
        if total and not self._adds_up(month, total):
            return self._split(month, total)[key]
        least = self._least(month, key)
        if key in self.wholes:
            return self._part(month, key, least)
        return least or self._own(month, key)

    def _least(self, month: str, key: Key) -> float:
        """A whole is no smaller than what is known of its parts, or than what a cross-check sets under it."""
        known = self.known.get(month, {})
        parts = [known[part] if part in known else self._least(month, part) for part in self.parts.get(key, [])]
        most = max([*parts, *(self.value(month, other) for other in self.floors.get(key, []))], default=0.0)
        return _whole(most * (1.05 + 0.4 * self._draw(key)))

    def _adds_up(self, month: str, total: Key) -> bool:
        """Whether the total follows its children: where one of them is known, or nothing bounds the total."""
        known = self.known.get(month, {})
        return total not in known and (total not in self.wholes or any(key in known for key in self.children[total]))

    def _split(self, month: str, total: Key) -> dict[Key, float]:
        """A total among its children, in whole units; the last takes what is left."""
        left, found = self.value(month, total), dict[Key, float]()
        *firsts, last = self.children[total]
        for child in firsts:
            found[child] = min(left, _whole(self.value(month, total) * (0.2 + 0.5 * self._draw(child)) / len(firsts)))
            left -= found[child]
        return found | {last: left}

    def _part(self, month: str, key: Key, least: float) -> float:
        """A share of the smallest whole, within the bounds of the rules, growing a little; whole units."""
        wholes = {one: self.value(month, one) for one in self.wholes[key]}
        whole = min(wholes, key=lambda one: wholes[one])
        low, high = self.bounds.get((key[0], whole[0]), (0.1, 0.9))
        share = low + (high - low) * (0.1 + 0.75 * self._draw(key) + 0.05 * self.months.index(month) / YEAR)
        if self._kind(key) == "flow" and self._kind(whole) == "stock":
            share /= 12  # what is new in twelve months is a part of what there is
        return float(min(wholes[whole], max(least, int(wholes[whole] * share))))

    def _kind(self, key: Key) -> str:
        return self.indicators[key[0]]["stock_flow"]

    def _own(self, month: str, key: Key) -> float:
        row = self.indicators[key[0]]
        low, high = SIZES.get(row["uom_code"], FEW)
        if row["stock_flow"] in ("ratio", "score"):
            return self._score(key, row, low, high)
        size = (
            (low + (high - low) * self._draw(key))
            * (WHOLE.get(row["uom_code"], 4) if key in self.parts else 1)
            * self.share
        )
        if row["stock_flow"] == "flow":
            return _whole(size / 12 * Random(f"{self.seed}:{key}:{month}").uniform(0.7, 1.3))
        return _whole(size * (1 + GROWTH * self._draw(key)) ** self.months.index(month))

    def _score(self, key: Key, row: dict[str, object], low: float, high: float) -> float:
        """Within the indicator's bounds where it has both, away from their ends."""
        floor, ceiling = row["bound_low"], row["bound_high"]
        if isinstance(floor, float) and isinstance(ceiling, float):
            low, high = floor + 0.3 * (ceiling - floor), floor + 0.8 * (ceiling - floor)
        decimals = row["decimals"]
        assert isinstance(decimals, int)
        return round(low + (high - low) * self._draw(key), decimals)

    def _draw(self, key: Key) -> float:
        return Random(f"{self.seed}:{key[0]}:{key[1]}").random()


def _note(found: dict[Key, list[Key]], one: Key, other: Key) -> None:
    if other not in found.setdefault(one, []):
        found[one].append(other)


def _whole(value: float) -> float:
    return float(round(value))

"""The codebook's rules as spreadsheet formulas over the cells of one form: the same rows that the SQL reads.

Here: which rules can be checked on the sheet, their formulas, and what they say in Vietnamese. Not here: how a check is
put on a cell (validations.py), what a rule means for publication (quality). A formula is true where the figures agree
and where they cannot be judged yet: “-” counts as 0, an empty cell or “...” as not known, just as in the warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.layout import Layout, in_force

Place = tuple[str, str]  # (row_key, measure_code)
Slice = tuple[str, str, str]  # (indicator_code, breakdown_code, measure_code)
RATIOS = ("ratio", "share", "per_capita")


@dataclass(frozen=True)
class Published:
    """The last published figure of a slice: a hint, and what rules that look back compare with."""

    value: float
    period_code: str


@dataclass(frozen=True)
class Check:
    """One rule on this sheet; a relation is a matter of arithmetic, anything else of plausibility."""

    kind: str
    severity: str
    formula: str
    says: Mapping[Place, str]  # what each of its cells is told
    is_relation: bool


@dataclass(frozen=True)
class _Term:
    """A figure in a formula: its cells, and as a fraction numerator × scale / denominator (empty: whole)."""

    places: tuple[Place, ...]
    scale: float = 1


def number_vi(value: float) -> str:
    """1234.5 -> 1.234,5 as it is printed in Vietnam."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


class FormulaSheet:
    """The rules of one laid-out sheet; `at` gives the address of every cell that holds a figure."""

    def __init__(
        self, codebook: Codebook, page: Layout, at: Mapping[Place, str], published: Mapping[Slice, Published]
    ) -> None:
        self.at = at
        self.published = published
        self.tables = codebook.tables
        self.period = self.tables["periods"].filter(period_code=page.period_code).row(0, named=True)
        self.lines = {(line.indicator, line.breakdown): line.key for line in page.lines if line.indicator}
        derived = self.tables["indicators"].filter(in_force(page.start), pl.col("calc_kind").is_in(RATIOS))
        self.ratios = {row["indicator_code"]: row for row in derived.iter_rows(named=True)}
        self.own = dict(self.tables["measures"].select("measure_code", "own_measure_code").iter_rows())
        self.explanations = {key: address for (key, measure), address in at.items() if measure == "explanation"}
        self.start = page.start

    def checks(self) -> list[Check]:
        """Every rule in force all of whose figures stand on this sheet or are published."""
        found: list[Check] = []
        rules = self.tables["rules"].filter(in_force(self.start)).sort("rule_code")
        terms = self.tables["rule_terms"].sort("rule_code", "version", "term_no").to_dicts()
        of_rule: dict[tuple[str, int], list[dict[str, Any]]] = {}
        for term in terms:
            of_rule.setdefault((term["rule_code"], term["version"]), []).append(term)
        for rule in rules.iter_rows(named=True):
            mine = of_rule.get((rule["rule_code"], rule["version"]), [])
            places = [self._term(term) for term in mine]
            if places and all(places):
                check = self._check(rule, mine, [place for place in places if place])
                found += [check] if check else []
        return found

    def _check(self, rule: dict[str, Any], terms: list[dict[str, Any]], figures: list[_Term]) -> Check | None:
        kind = rule["rule_kind"]
        if kind == "part_whole":
            return self._part_whole(rule, figures)
        if kind == "children_sum":
            return self._children_sum(rule, figures)
        if kind == "share_bounds":
            return self._share_bounds(rule, figures[0])
        if kind == "reported_derived":
            return self._reported_derived(rule, figures)
        subject: Slice = (terms[0]["indicator_code"], terms[0]["breakdown_code"], terms[0]["measure_code"])
        looking_back = self._cumulative if kind == "cumulative_balance" else self._jump
        return looking_back(rule, figures[0].places[0], subject)

    def _term(self, term: dict[str, Any]) -> _Term | None:
        """Where the term stands: its own cell, or the two cells that its ratio is made of."""
        ratio = self.ratios.get(term["indicator_code"])
        codes = [ratio["numerator_code"], ratio["denominator_code"]] if ratio else [term["indicator_code"]]
        keys = [self.lines.get((code, term["breakdown_code"])) for code in codes]
        places = tuple((key, term["measure_code"]) for key in keys if key and (key, term["measure_code"]) in self.at)
        return _Term(places, (ratio["scale"] or 1) if ratio else 1) if len(places) == len(codes) else None

    def _part_whole(self, rule: dict[str, Any], figures: list[_Term]) -> Check:
        part, whole = figures[0].places[0], figures[1].places[0]
        holds = f"{self._n(part)}<={self._n(whole)}{self._plus(rule['tolerance'])}"
        says = {part: f"Không lớn hơn mã số {whole[0]}.", whole: f"Không nhỏ hơn mã số {part[0]}."}
        return self._made(rule, [part, whole], holds, says, is_relation=True)

    def _children_sum(self, rule: dict[str, Any], figures: list[_Term]) -> Check:
        total, *children = (figure.places[0] for figure in figures)
        added = "+".join(map(self._n, children))
        slack = rule["tolerance"] or 0
        left = self._n(total)
        holds = f"ABS({left}-({added}))<={slack:g}" if slack else f"{left}={added}"
        text = f"{total[0]} = {' + '.join(key for key, _ in children)}."
        return self._made(rule, [total, *children], holds, dict.fromkeys([total, *children], text), is_relation=True)

    def _share_bounds(self, rule: dict[str, Any], figure: _Term) -> Check:
        low, high, slack = rule["low"], rule["high"], rule["tolerance"] or 0
        between = f"từ {number_vi(low)} đến {number_vi(high)}"
        if len(figure.places) == 1:
            one = figure.places[0]
            holds = f"AND({self._n(one)}>={low - slack:g},{self._n(one)}<={high + slack:g})"
            return self._made(rule, [one], holds, {one: f"Giá trị {between}."}, is_relation=False)
        part, whole = figure.places
        scaled, base = f"{self._n(part)}*{figure.scale:g}", self._n(whole)
        holds = f"{base}=0,AND({scaled}>={low - slack:g}*{base},{scaled}<={high + slack:g}*{base})"
        text = f"Mã số {part[0]} / mã số {whole[0]} × {number_vi(figure.scale)} thường {between}."
        return self._made(rule, [part, whole], holds, dict.fromkeys((part, whole), text), is_relation=False)

    def _reported_derived(self, rule: dict[str, Any], figures: list[_Term]) -> Check:
        said, (part, whole) = figures[0].places[0], figures[1].places
        scale, base = figures[1].scale, self._n(whole)
        # 1E-6: what floating-point numbers lose on the way; the tolerance itself is the rule's
        gap = f"ABS({self._n(said)}*{base}-{self._n(part)}*{scale:g})<={rule['tolerance'] or 0:g}*{base}+1E-6"
        text = f"= mã số {part[0]} / mã số {whole[0]} × {number_vi(scale)}."
        return self._made(rule, [said, part, whole], f"{base}=0,{gap}", {said: text}, is_relation=False)

    def _cumulative(self, rule: dict[str, Any], place: Place, subject: Slice) -> Check | None:
        own = (place[0], self.own.get(place[1]) or "")
        before = self._before(subject, "previous_in_year_code")
        if own not in self.at or (before is None and not self.period["is_year_start"]):
            return None
        base = 0.0 if before is None else before
        slack = rule["tolerance"] or 0
        left, right = self._n(place), f"{base:.15g}+{self._n(own)}"
        holds = f"ABS({left}-({right}))<={slack:g}" if slack else f"{left}={right}"
        text = f"= luỹ kế đến kỳ trước ({number_vi(base)}) + số trong kỳ."
        return self._made(rule, [place, own], holds, {place: text}, is_relation=True)

    def _jump(self, rule: dict[str, Any], place: Place, subject: Slice) -> Check | None:
        before = self._before(subject, "previous_code")
        if before is None or (self.period["is_year_start"] and self.own.get(place[1])):
            return None
        low, high = rule["low"] * before, rule["high"] * before
        n, why = self._n(place), self.explanations.get(place[0])
        parts = [f"LEN({why})>0"] if why else []
        parts += [f"ABS({n}-{before:.15g})<={rule['min_base'] or 0:g}", f"AND({n}>={low:.15g},{n}<={high:.15g})"]
        text = f"Thường từ {number_vi(low)} đến {number_vi(high)}; ngoài khoảng này cần giải trình."
        return self._made(rule, [place], ",".join(parts), {place: text}, is_relation=False)

    def _before(self, subject: Slice, which: str) -> float | None:
        known = self.published.get(subject)
        return known.value if known and known.period_code == self.period[which] else None

    def _made(
        self, rule: dict[str, Any], places: list[Place], holds: str, says: dict[Place, str], is_relation: bool
    ) -> Check:
        cells = [self.at[place] for place in places]
        dashes = "".join(f'+({cell}="-")' for cell in cells)
        unknown = f"COUNT({','.join(cells)}){dashes}<{len(cells)}"
        says = {place: says.get(place, "") for place in places}
        return Check(rule["rule_kind"], rule["severity"], f"OR({unknown},{holds})", says, is_relation)

    def _n(self, place: Place) -> str:
        return f"N({self.at[place]})"

    @staticmethod
    def _plus(slack: float | None) -> str:
        return f"+{slack:g}" if slack else ""

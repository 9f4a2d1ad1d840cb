"""The codebook's rules as spreadsheet formulas over the cells of one form, from the same rows that the SQL reads.

A formula is true where the figures agree and where they cannot be checked yet. As in the warehouse, “-” counts as 0,
and an empty cell or “...” as not known. `validations` puts them on cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import CellKey, PublishedFigure, SliceKey
from pipelines.forms.blank.layout import Layout, in_force
from pipelines.forms.messages import text
from pipelines.forms.number_text import number_vi

RATIOS = ("ratio", "share", "per_capita")


@dataclass(frozen=True)
class Check:
    """One rule on one form. A relation compares figures exactly; other rules ask whether a figure is plausible."""

    kind: str
    severity: str
    formula: str
    texts: Mapping[CellKey, str]  # what the rule expects of each of its cells; empty where nothing is to be said
    is_relation: bool


@dataclass(frozen=True)
class _Term:
    """A term of a rule: one cell, or the numerator and denominator of a ratio with its scale."""

    cells: tuple[CellKey, ...]
    scale: float = 1


class RuleFormulas:
    """The rules of one form as formulas; `addresses` holds the absolute address of every cell to be filled."""

    def __init__(
        self,
        codebook: Codebook,
        layout: Layout,
        addresses: Mapping[CellKey, str],
        published: Mapping[SliceKey, PublishedFigure],
    ) -> None:
        self.addresses = addresses
        self.published = published
        self.tables = codebook.tables
        self.period = self.tables["periods"].filter(period_code=layout.period_code).row(0, named=True)
        self.row_keys = {(line.indicator, line.breakdown): line.key for line in layout.lines if line.indicator}
        derived = self.tables["indicators"].filter(in_force(layout.start), pl.col("calc_kind").is_in(RATIOS))
        self.ratios = {row["indicator_code"]: row for row in derived.iter_rows(named=True)}
        # measure summed since the start of the year -> the measure of the period that it sums
        self.summed = dict(self.tables["measures"].select("measure_code", "own_measure_code").iter_rows())
        self.start = layout.start
        self.decimals = {line.key: line.decimals for line in layout.lines}

    def checks(self) -> list[Check]:
        """Return every rule in force whose figures all stand on this form or were published."""
        found: list[Check] = []
        rules = self.tables["rules"].filter(in_force(self.start)).sort("rule_code")
        terms = self.tables["rule_terms"].sort("rule_code", "version", "term_no")
        of_rule = terms.partition_by("rule_code", "version", as_dict=True)
        for rule in rules.iter_rows(named=True):
            rule_terms = of_rule.get((rule["rule_code"], rule["version"]), terms.clear()).to_dicts()
            # subjects are checked one by one, terms of other roles together
            is_joint = any(term["role"] != "subject" for term in rule_terms)
            for together in [rule_terms] if is_joint else [[term] for term in rule_terms]:
                located = [self._term(term) for term in together]
                if located and all(located) and not any(map(_is_apart, together)):
                    check = self._check(rule, together, [term for term in located if term])
                    found += [check] if check else []
        return found

    def _check(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check | None:
        makers: dict[str, Callable[[dict[str, Any], list[dict[str, Any]], list[_Term]], Check | None] | None] = {
            "cumulative_balance": self._cumulative,
            "part_whole": self._part_whole,
            "children_sum": self._children_sum,
            "jump": self._jump,
            "share_bounds": self._share_bounds,
            "reported_derived": self._reported_derived,
            "outlier": None,
            "linear": self._linear,
            "within_terms": self._within,
            "minimum_sample": self._sample,
            "cross_check": None,  # this and the next compare with what is not on the form
            "population_share": None,
            "revision": None,
            "never_published": None,
            "copied_period": None,
            "copied_sender": None,
            "cumulative_gap": None,
        }
        make = makers[rule["rule_kind"]]
        return make(rule, rows, terms) if make else None

    def _linear(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check | None:
        """Σ coefficient × figure lies within the limits; a product of two figures is one summand."""
        if rule["tolerance"] is None or rule["tolerance_pct"] or any(len(term.cells) > 1 for term in terms):
            return None
        cells = [term.cells[0] for term in terms]
        summands: dict[int, list[str]] = {}
        for row, cell in zip(rows, cells, strict=True):
            factor = [] if (row["coefficient"] or 1) == 1 else [f"({row['coefficient']:.15g})"]
            summands.setdefault(row["product_no"] or -row["term_no"], []).extend([*factor, self._n(cell)])
        total = "+".join("*".join(factors) for factors in summands.values())
        # 1E-6: rounding of floating-point numbers; the tolerance itself is the rule's
        slack, low, high = rule["tolerance"] + 1e-6, rule["low"], rule["high"]
        ends = [f"{total}>={low - slack:.15g}"] if low is not None else []
        ends += [f"{total}<={high + slack:.15g}"] if high is not None else []
        expected = text("check_linear", cells=_codes(cells))
        if len(cells) == 1 and low is not None and high is not None:
            expected = text("check_bounds", low=number_vi(low), high=number_vi(high))
        return self._built(rule, f"AND({','.join(ends)})", dict.fromkeys(cells, expected), is_relation=True)

    def _within(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check:
        """A figure lies between the least and the greatest of its parts."""
        subject, *parts = [term.cells[0] for term in terms]
        indices = ",".join(self._index(row, cell) for row, cell in zip(rows[1:], parts, strict=True))
        n, slack = self._n(subject), rule["tolerance"] + 1e-6
        condition = f"AND({n}>=MIN({indices})-{slack:.15g},{n}<=MAX({indices})+{slack:.15g})"
        texts = {subject: text("check_within", cells=_codes(parts)), **dict.fromkeys(parts, "")}
        return self._built(rule, condition, texts, is_relation=True)

    def _index(self, row: dict[str, Any], cell: CellKey) -> str:
        n, low, high = self._n(cell), row["goal_low"], row["goal_high"]
        if low is None:
            return n
        if row["is_log"]:
            return f"(LN(MAX({n},1E-9))-LN({low:g}))/(LN({high:g})-LN({low:g}))"
        return f"({n}-{low:g})/{high - low:g}"

    def _sample(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check:
        """The number of answers that a figure rests on is large enough."""
        sample = next(term.cells[0] for row, term in zip(rows, terms, strict=True) if row["role"] == "sample")
        expected = text("check_sample", low=number_vi(rule["low"]))
        return self._built(rule, f"{self._n(sample)}>={rule['low']:g}", {sample: expected}, is_relation=False)

    def _term(self, term: dict[str, Any]) -> _Term | None:
        """Locate a term: its cell, or the two cells of its ratio; None where the form lacks one of them."""
        ratio = self.ratios.get(term["indicator_code"])
        codes = [ratio["numerator_code"], ratio["denominator_code"]] if ratio else [term["indicator_code"]]
        row_keys = [self.row_keys.get((code, term["breakdown_code"])) for code in codes]
        cells = [CellKey(row_key, term["measure_code"]) for row_key in row_keys if row_key]
        cells = [cell for cell in cells if cell in self.addresses]
        return _Term(tuple(cells), (ratio["scale"] or 1) if ratio else 1) if len(cells) == len(codes) else None

    def _part_whole(self, rule: dict[str, Any], _: list[dict[str, Any]], terms: list[_Term]) -> Check:
        part, whole = terms[0].cells[0], terms[1].cells[0]
        condition = f"{self._n(part)}<={self._n(whole)}" + (f"+{rule['tolerance']:g}" if rule["tolerance"] else "")
        texts = {part: text("check_part", whole=whole.row_key), whole: text("check_whole", part=part.row_key)}
        return self._built(rule, condition, texts, is_relation=True)

    def _children_sum(self, rule: dict[str, Any], _: list[dict[str, Any]], terms: list[_Term]) -> Check:
        total, *children = (term.cells[0] for term in terms)
        added = "+".join(map(self._n, children))
        left, tolerance = self._n(total), rule["tolerance"] or 0
        condition = f"ABS({left}-({added}))<={tolerance:g}" if tolerance else f"{left}={added}"
        expected = text("check_sum", total=total.row_key, children=" + ".join(child.row_key for child in children))
        return self._built(rule, condition, dict.fromkeys([total, *children], expected), is_relation=True)

    def _share_bounds(self, rule: dict[str, Any], _: list[dict[str, Any]], terms: list[_Term]) -> Check | None:
        term = terms[0]
        low, high, tolerance = rule["low"], rule["high"], rule["tolerance"] or 0
        if low is None or high is None:  # the bounds of the indicator, which every cell has
            return None
        bounds = {"low": number_vi(low), "high": number_vi(high)}
        if len(term.cells) == 1:
            n = self._n(term.cells[0])
            condition = f"AND({n}>={low - tolerance:g},{n}<={high + tolerance:g})"
            return self._built(rule, condition, {term.cells[0]: text("check_bounds", **bounds)}, is_relation=False)
        part, whole = term.cells
        scaled, base = f"{self._n(part)}*{term.scale:g}", self._n(whole)
        condition = f"{base}=0,AND({scaled}>={low - tolerance:g}*{base},{scaled}<={high + tolerance:g}*{base})"
        parts = {"part": part.row_key, "whole": whole.row_key, "scale": number_vi(term.scale)}
        expected = text("check_ratio_bounds", **parts, **bounds)
        return self._built(rule, condition, dict.fromkeys((part, whole), expected), is_relation=False)

    def _reported_derived(self, rule: dict[str, Any], _: list[dict[str, Any]], terms: list[_Term]) -> Check:
        reported, (part, whole) = terms[0].cells[0], terms[1].cells
        scale, base = terms[1].scale, self._n(whole)
        # 1E-6: rounding of floating-point numbers; the tolerance itself is the rule's
        gap = f"ABS({self._n(reported)}*{base}-{self._n(part)}*{scale:g})<={rule['tolerance'] or 0:g}*{base}+1E-6"
        expected = text("check_ratio", part=part.row_key, whole=whole.row_key, scale=number_vi(scale))
        return self._built(rule, f"{base}=0,{gap}", {reported: expected, part: "", whole: ""}, is_relation=False)

    def _cumulative(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check | None:
        cell, subject = terms[0].cells[0], _subject(rows)
        added = CellKey(cell.row_key, self.summed.get(cell.measure_code) or "")
        before = self._before(subject, "previous_in_year_code")
        if added not in self.addresses or (before is None and not self.period["is_year_start"]):
            return None
        base = 0.0 if before is None else before
        tolerance = rule["tolerance"] or 0
        left, right = self._n(cell), f"{base:.15g}+{self._n(added)}"
        condition = f"ABS({left}-({right}))<={tolerance:g}" if tolerance else f"{left}={right}"
        texts = {cell: text("check_cumulative", value=number_vi(base)), added: ""}
        return self._built(rule, condition, texts, is_relation=True)

    def _jump(self, rule: dict[str, Any], rows: list[dict[str, Any]], terms: list[_Term]) -> Check | None:
        cell, subject = terms[0].cells[0], _subject(rows)
        before = self._before(subject, "previous_code")
        is_new = self.period["is_year_start"] and self.summed.get(cell.measure_code)
        if before is None or is_new or len(terms[0].cells) > 1 or None in (rule["low"], rule["high"]):
            return None  # what a ratio or a figure without a lower limit was before is compared in the warehouse
        low, high = rule["low"] * before, rule["high"] * before
        n, explanation = self._n(cell), self.addresses.get(CellKey(cell.row_key, "explanation"))
        accepted = [f"LEN({explanation})>0"] if explanation else []
        accepted += [f"ABS({n}-{before:.15g})<={rule['min_base'] or 0:g}", f"AND({n}>={low:.15g},{n}<={high:.15g})"]
        if self.decimals[cell.row_key] == 0:  # people are printed whole: the last whole numbers within the range
            low, high = math.ceil(low), math.floor(high)
        expected = text("check_jump", low=number_vi(low), high=number_vi(high))
        return self._built(rule, ",".join(accepted), {cell: expected}, is_relation=False)

    def _before(self, subject: SliceKey, column: str) -> float | None:
        """Return the published figure of the period that `column` of the periods table names."""
        known = self.published.get(subject)
        return known.value if known and known.period_code == self.period[column] else None

    def _built(self, rule: dict[str, Any], condition: str, texts: dict[CellKey, str], *, is_relation: bool) -> Check:
        """Return the check whose formula is true where `condition` holds or one of its cells is not known."""
        cells = [self.addresses[cell] for cell in texts]
        dashes = "".join(f'+({cell}="-")' for cell in cells)
        unknown = f"COUNT({','.join(cells)}){dashes}<{len(cells)}"
        return Check(rule["rule_kind"], rule["severity"], f"OR({unknown},{condition})", texts, is_relation)

    def _n(self, cell: CellKey) -> str:
        return f"N({self.addresses[cell]})"


def _subject(rows: list[dict[str, Any]]) -> SliceKey:
    return SliceKey(rows[0]["indicator_code"], rows[0]["breakdown_code"], rows[0]["measure_code"])


def _codes(cells: list[CellKey]) -> str:
    return ", ".join(dict.fromkeys(cell.row_key for cell in cells))


def _is_apart(term: dict[str, Any]) -> bool:
    """Whether a term of a linear rule is of another source, period or area, which the form does not hold."""
    return any(term[name] is not None for name in ("source_code", "shift", "area_scope"))

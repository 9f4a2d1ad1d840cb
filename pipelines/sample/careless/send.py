"""A province with careless and wishful senders: what they send, and each figure in it that is not the true one.

Here: who has which habit, when it shows, what stays wrong in later months. What a habit does to a report: `drafts`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import Value
from pipelines.sample.careless.drafts import FORGETS, HABITS, YTD, Carry, Cell, Draft, Share
from pipelines.sample.reports import Report, Senders, communes_of, lines_of

TABLE = Path(__file__).with_name("habits.csv")
REPEATED = "repeated"


class WrongFigure(NamedTuple):
    """A figure that is not the true one."""

    reporter_code: str
    form_code: str
    period_code: str
    indicator_code: str
    breakdown_code: str
    measure_code: str
    true_value: Value
    value: Value
    kind: str


class Sent(NamedTuple):
    """What came of a duty: the report, None where none came, and what is wrong in it."""

    report: Report | None
    errors: list[WrongFigure]


class Careless:
    """The senders of a province of whom some have a habit; equal seeds give equal errors."""

    def __init__(self, senders: Senders, province: str, seed: int, communes: Sequence[str] = ()) -> None:
        self.senders, self.codebook, self.seed = senders, senders.codebook, seed
        self.communes = communes or communes_of(
            senders.codebook, province
        )  # in order: neighbours are next to each other
        self.carries: dict[tuple[str, str], list[Carry]] = {}  # by form_code, reporter_code
        self.before: dict[tuple[str, str], Mapping[Cell, Value]] = {}

    def send(self, duties: Sequence[Mapping[str, Any]]) -> Iterator[Sent]:
        """Return what comes of each duty; a sender's duties are in the order of their periods."""
        for duty in duties:
            yield self._send(duty)

    def _send(self, duty: Mapping[str, Any]) -> Sent:
        truth, place = self.senders.report(duty), (duty["form_code"], duty["reporter_code"])
        rng = Random(f"{self.seed}:{place}:{duty['period_code']}:habit")
        draft = self._draft(duty, truth)
        repeated = self._carry(place, draft)
        habit = self._habit(*place)
        kind = habit["habit"] if habit and rng.random() < float(habit["rate"]) else ""
        if kind == FORGETS:
            flows = [(row, v) for (row, measure), v in _numbers(truth) if measure != YTD and row in draft.flows]
            missed = [Carry((row, YTD), -v, True, 12) for row, v in flows]
            self.carries[place] = [*self.carries.get(place, []), *(c for c in missed if c.cell in truth.values)]
            return Sent(None, [])
        if kind:
            HABITS[kind](rng, draft)
        self.carries[place] = [*self.carries.get(place, []), *draft.carries]
        self.before[place] = dict(draft.values)
        sent = replace(truth, values=draft.values, explanations=draft.explanations)
        return Sent(sent, self._errors(truth, sent, repeated, kind))

    def _draft(self, duty: Mapping[str, Any], truth: Report) -> Draft:
        lines = lines_of(self.codebook, truth.key.form_code, truth.form_version)
        neighbour: Mapping[Cell, Value] = {}
        if truth.key.reporter_code in self.communes:
            other = self.communes[self.communes.index(truth.key.reporter_code) - 1]
            neighbour = self.senders.report({**duty, "reporter_code": other}).values
        return Draft(
            values=dict(truth.values),
            explanations=dict(truth.explanations),
            previous=self.before.get((truth.key.form_code, truth.key.reporter_code), {}),
            neighbour=neighbour,
            shares=_shares(self.codebook, lines),
            flows=_rows_of(self.codebook, lines, "flow"),
            ratios=_rows_of(self.codebook, lines, "ratio"),
            is_year_start=truth.key.period_code.endswith(("-01", "-Q1")),
        )

    def _carry(self, place: tuple[str, str], draft: Draft) -> set[Cell]:
        """Do again what is carried on, and return its cells; sums since the start of the year restart with it."""
        carries = [c for c in self.carries.pop(place, []) if not (draft.is_year_start and c.cell[1] == YTD)]
        for carry in carries:
            known = draft.number(carry.cell)
            if known is not None:
                draft.values[carry.cell] = max(0, known + carry.amount) if carry.is_offset else carry.amount
        self.carries[place] = [c._replace(months=c.months - 1) for c in carries if c.months > 1]
        return {carry.cell for carry in carries}

    def _habit(self, form: str, reporter: str) -> Mapping[str, str] | None:
        draw = Random(f"{self.seed}:{form}:{reporter}:kind of sender").random()
        kind = "commune" if reporter in self.communes else "department"
        for habit in read_habits():
            if habit["sender_kind"] == kind:
                draw -= float(habit["share"])
                if draw < 0:
                    return habit
        return None

    def _errors(self, truth: Report, sent: Report, repeated: set[Cell], kind: str) -> list[WrongFigure]:
        lines = lines_of(self.codebook, truth.key.form_code, truth.form_version).rows(named=True)
        about = {line["row_key"]: (line["indicator_code"], line["breakdown_code"]) for line in lines}
        key = truth.key
        return [
            WrongFigure(
                *(key.reporter_code, key.form_code, key.period_code, *about[row], measure, value),
                value=sent.values[row, measure],
                kind=REPEATED if (row, measure) in repeated else kind,
            )
            for (row, measure), value in truth.values.items()
            if sent.values[row, measure] != value
        ]


def read_habits() -> list[dict[str, str]]:
    """Return the rows of `habits.csv`."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _numbers(report: Report) -> list[tuple[Cell, float]]:
    return [(cell, value) for cell, value in report.values.items() if not isinstance(value, str)]


def _rows_of(codebook: Codebook, lines: pl.DataFrame, stock_flow: str) -> frozenset[str]:
    """Return the row_key of the lines whose indicator is of this kind."""
    codes = codebook.tables["indicators"].filter(stock_flow=stock_flow)["indicator_code"].to_list()
    return frozenset(lines.filter(pl.col("indicator_code").is_in(codes))["row_key"])


def _shares(codebook: Codebook, lines: pl.DataFrame) -> tuple[Share, ...]:
    """Return the ratios of two lines of a form for which a target asks."""
    rows = dict(lines.filter(breakdown_code="_T").select("indicator_code", "row_key").iter_rows())
    targets = codebook.tables["targets"].filter(uom_code="percent").select("indicator_code", "low")
    least = {code: low / 100 for code, low in targets.drop_nulls().iter_rows()}
    terms = codebook.tables["rule_terms"]
    found: list[Share] = []
    ratios = codebook.tables["indicators"].filter(pl.col("numerator_code").is_not_null())
    for ratio in ratios.iter_rows(named=True):
        part, whole = ratio["numerator_code"], ratio["denominator_code"]
        if ratio["indicator_code"] in least and part in rows and whole in rows:
            sums = terms.filter(role="total", indicator_code=whole)["rule_code"].to_list()
            children = terms.filter(pl.col("rule_code").is_in(sums), role="child")["indicator_code"].unique().to_list()
            others = [rows[child] for child in children if child != part and child in rows]
            other = others[0] if part in children and len(others) == 1 else None
            reported = _reported(terms, ratio["indicator_code"])
            found.append(
                Share(rows[part], rows[whole], other, rows.get(reported or ""), least[ratio["indicator_code"]])
            )
    return tuple(found)


def _reported(terms: pl.DataFrame, ratio: str) -> str | None:
    """Return the indicator of the ratio as a sender computes it."""
    rules = terms.filter(role="derived", indicator_code=ratio)["rule_code"].to_list()
    codes = terms.filter(pl.col("rule_code").is_in(rules), role="reported")["indicator_code"].to_list()
    return codes[0] if codes else None

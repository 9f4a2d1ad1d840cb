"""Which wrong figures of a trial matter: what each one moves in what is published, and by how much.

A wrong figure has an impact for one of these reasons, the first that holds:

class   the figure feeds a target that has another class where all errors are published, and moves the target's value
rank    the figure is (a part of) the leaf that moves its commune's rank in CXI by ten places or more: the leaf whose
        error alone does so, with all else honest; where only several together do, the one that moves the score most
ratio   the error alone moves a ratio of the province by more than half its last printed digit
figure  a department's own figure, which is published of the province as it was sent, is not the true one
sum     the error alone moves a total over communes; counts are not rounded, so any error in one does

What an error alone moves is computed from the parts of the honest twin. `share` is the part of the published total
that the figure misstates, at most 1: the size by which errors are compared with each other.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import polars as pl
from support.edit_trial import AREA, Release, Trial

from pipelines.sample.careless.send import WrongFigure

PLACES = 10  # of rank
INDEX = "CXI"
KEY = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")
SUM = "commune_sum"
Slice = tuple[str, str, str, str, str, str]


class Impact(NamedTuple):
    """Why a wrong figure matters, and the part of the published total that it misstates."""

    reason: str
    share: float


class Impacts:
    """The impacts of the wrong figures of one trial."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        tables = trial.codebook.tables
        self.areas = dict(tables["reporters"].select("reporter_code", "area_id").iter_rows())
        self.sources = dict(tables["forms"].select("form_code", "source_code").iter_rows())
        latest = tables["indicators"].sort("indicator_code", "version").unique("indicator_code", keep="last")
        self.indicators = {row["indicator_code"]: row for row in latest.iter_rows(named=True)}
        self.ratios: dict[str, list[str]] = {}  # numerator or denominator -> ratios
        for code, row in self.indicators.items():
            for part in (row["numerator_code"], row["denominator_code"]):
                if part:
                    self.ratios.setdefault(part, []).append(code)
        self.wrong = {self.slice_of(error): error for error in trial.errors}

    def slice_of(self, error: WrongFigure) -> Slice:
        """Return the slice of an error."""
        area, source = self.areas[error.reporter_code], self.sources[error.form_code]
        return (
            *(area, error.indicator_code, error.breakdown_code, error.measure_code),
            *(source, error.period_code),
        )

    def with_ratios(self, key: Slice) -> list[Slice]:
        """Return a slice and the slices of the ratios computed from it."""
        return [key, *((key[0], ratio, *key[2:]) for ratio in self.ratios.get(key[1], ()))]

    def impact(self, key: Slice) -> Impact | None:
        """Return the impact of a wrong figure, None where it has none."""
        error = self.wrong[key]
        if isinstance(error.true_value, str) or isinstance(error.value, str):
            return None
        change = error.value - error.true_value
        total = self._published.get((key[1], *key[2:4], key[4] if key[0] == AREA else SUM, key[5]))
        share = min(1.0, abs(change / total)) if total else float(total == 0)
        reason = self._reason(key, change, is_published=total is not None)
        return Impact(reason, share) if reason else None

    def _reason(self, key: Slice, change: float, *, is_published: bool) -> str | None:
        moved = {ratio for ratio in self.ratios.get(key[1], ()) if self._moves(ratio, key, change)}
        own = {key[1]} if is_published else set[str]()
        if any((code, key[5]) in self._moved_classes for code in moved | own):
            return "class"
        if key in self._rank_movers:
            return "rank"
        if moved:
            return "ratio"
        if is_published:
            return "figure" if key[0] == AREA else "sum"
        return None

    def _moves(self, ratio: str, key: Slice, change: float) -> bool:
        """Whether the error alone moves the province's ratio beyond its rounding."""
        source = key[4] if key[0] == AREA else SUM
        parts = self._parts.get((ratio, *key[2:4], source, key[5]))
        if parts is None or not parts[1]:
            return False
        row = self.indicators[ratio]
        numerator = parts[0] + (change if row["numerator_code"] == key[1] else 0)
        denominator = parts[1] + (change if row["denominator_code"] == key[1] else 0)
        if denominator <= 0:
            return True
        step = 10.0 ** -(row["decimals"] or 0)
        return abs(numerator / denominator - parts[0] / parts[1]) * (row["scale"] or 1) > step / 2

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], tuple[float, float]]:
        """Numerator and denominator of the province's ratios in the honest twin."""
        table = self.trial.honest.tables["indicator_value"].filter(pl.col("numerator").is_not_null(), area_id=AREA)
        rows = table.select(*KEY[1:], "numerator", "denominator").iter_rows()
        return {tuple(row[:5]): (row[5], row[6]) for row in rows}

    @cached_property
    def _published(self) -> dict[tuple[str, ...], float]:
        """The province's figures in the honest twin."""
        table = self.trial.honest.tables["indicator_value"].filter(pl.col("value").is_not_null(), area_id=AREA)
        return {tuple(row[:5]): row[5] for row in table.select(*KEY[1:], "value").iter_rows()}

    @cached_property
    def _moved_classes(self) -> set[tuple[str, str]]:
        """Indicator and period of which a target has another class when all errors are published."""
        honest, unchecked = (_classes(each) for each in (self.trial.honest, self.trial.unchecked))
        return {key[1:] for key, value in unchecked.items() if honest.get(key, value) != value}

    @cached_property
    def _rank_movers(self) -> set[Slice]:
        """The wrong figures that move the rank of their commune."""
        honest, unchecked = (_scores(each) for each in (self.trial.honest, self.trial.unchecked))
        leaves = self.trial.codebook.tables["index_nodes"].filter(index_code=INDEX).drop_nulls("indicator_code")
        parts: dict[str, set[str]] = {}  # leaf -> figures
        for node, code in leaves.select("node_code", "indicator_code").iter_rows():
            row = self.indicators[code]
            parts[node] = {code, row["numerator_code"], row["denominator_code"]}
        found: set[Slice] = set()
        for (area, period), scores in honest.items():
            wrong = [key for key in self.wrong if (key[0], key[5]) == (area, period)]
            if (
                not wrong
                or (area, period) not in unchecked
                or not {INDEX} <= scores.keys() & unchecked[area, period].keys()
            ):
                continue
            field = [other[INDEX][0] for (_, when), other in honest.items() if when == period and INDEX in other]
            sent = {(a, p): s for (a, p), s in unchecked.items() if p == period and INDEX in s}
            before = _rank(scores[INDEX][0], field)
            after = _rank(sent[area, period][INDEX][0], [s[INDEX][0] for s in sent.values()])
            if abs(after - before) < PLACES:
                continue
            moves = {
                node: (sent[area, period][node][0] - scores[node][0]) * scores[node][1]
                for node, codes in parts.items()
                if node in scores and node in sent[area, period] and any(key[1] in codes for key in wrong)
            }
            alone = [n for n, m in moves.items() if abs(_rank(scores[INDEX][0] + m, field) - before) >= PLACES]
            for node in alone or sorted(moves, key=lambda n: -abs(moves[n]))[:1]:
                found |= {key for key in wrong if key[1] in parts[node] and key[3] == "in_period"}
        return found


def _rank(score: float, field: list[float]) -> int:
    return 1 + sum(other > score for other in field)


def _scores(release: Release) -> dict[tuple[str, str], dict[str, tuple[float, float]]]:
    """Score and effective weight of each node of CXI by area and period; ranks of a part of the field are withheld."""
    table = release.tables["index_score"].filter(index_code=INDEX, series="computed").drop_nulls("score")
    found: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for area, period, node, score, weight in table.select(
        "area_id", "period_code", "node_code", "score", "effective_weight"
    ).iter_rows():
        found.setdefault((area, period), {})[node] = (score, weight or 0.0)
    return found


def _classes(release: Release) -> dict[tuple[str, str, str], str | None]:
    table = release.tables["target_progress"].select("target_id", "indicator_code", "period_code", "progress_class")
    return {(target, code, period): progress for target, code, period, progress in table.iter_rows()}

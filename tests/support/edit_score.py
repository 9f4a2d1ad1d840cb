"""How well the edits of a trial found what was wrong: recall, honest figures held, precision.

An error counts where it moves a ratio of the province beyond its rounding, the class of a target, or the rank of a
commune in CXI by ten places; a change of a plain count is reported apart, since any error moves a sum by something. It
is found where its figure is held, or asked about by a violation of itself or of a ratio of it, or where its file waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl
from support.edit_trial import AREA, Release, Trial

from pipelines.sample.careless.send import WrongFigure

PLACES = 10  # of rank
ASKS = ("hold", "question")
KEY = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")
Slice = tuple[str, str, str, str, str, str]


class Found(NamedTuple):
    """One error that counts: why, whether it was found in its first month, and in every later release."""

    error: WrongFigure
    reason: str  # ratio, class or rank
    at_first: bool
    later: bool


class Held(NamedTuple):
    """Right figures that were held, those of them in workbooks without any error, and right figures in all."""

    n: int
    in_clean: int
    of: int


class Score:
    """The comparisons of one trial."""

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
        self.wrong_books = {(key[0], key[5]) for key in self.wrong}

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

    @cached_property
    def found(self) -> list[Found]:
        """The errors that count."""
        seen = [(self._found_in(release), release.periods) for release in self.trial.releases]
        result: list[Found] = []
        for key, error in self.wrong.items():
            reason = self._reason(key, error)
            first = next((n for n, (_, periods) in enumerate(seen) if key[5] in periods), None)
            if reason and first is not None:
                caught = [any(each in asked for each in self.with_ratios(key)) for asked, _ in seen[first:]]
                result.append(Found(error, reason, caught[0], all(caught[1:])))
        return result

    def held(self) -> Held:
        """Right figures that the release of their month holds."""
        n = in_clean = of = 0
        touched = {each for key in self.wrong for each in self.with_ratios(key)}
        for release in self.trial.releases:
            table = release.tables["slice_state"].filter(
                pl.col("period_code").is_in(release.periods), pl.col("state").is_in(["current", "held"])
            )
            for *key, state in table.select(*KEY, "state").iter_rows():
                if tuple(key) not in touched:
                    of += 1
                    n += state == "held"
                    in_clean += state == "held" and (key[0], key[5]) not in self.wrong_books
        return Held(n, in_clean, of)

    def held_in_honest_province(self) -> Held:
        """Figures of the honest twin that its release holds."""
        table = self.trial.honest.tables["slice_state"].filter(pl.col("state").is_in(["current", "held"]))
        n = table.filter(state="held").height
        return Held(n, n, table.height)

    def precision(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Violations of wrong figures and of all, by rule and severity, in the release of their month."""
        right: Counter[tuple[str, str]] = Counter()
        every: Counter[tuple[str, str]] = Counter()
        touched = {each for key in self.wrong for each in self.with_ratios(key)}
        for release in self.trial.releases:
            for row in _failures(release).filter(pl.col("period_code").is_in(release.periods)).iter_rows(named=True):
                rule = (row["rule_code"], row["severity"])
                every[rule] += 1
                right[rule] += tuple(row[name] for name in KEY) in touched
        return {rule: (right[rule], n) for rule, n in sorted(every.items())}

    def _found_in(self, release: Release) -> set[Slice]:
        """Slices that a release holds or asks about, and all of a file that waits."""
        held = release.tables["slice_state"].filter(state="held").select(*KEY)
        asked = _failures(release).filter(pl.col("severity").is_in(ASKS)).select(*KEY)
        found: set[Slice] = {row for table in (held, asked) for row in table.iter_rows()}
        waiting = release.tables["submission_status"].filter(pl.col("outcome") != "read")
        files = {row for row in waiting.select("reporter_code", "form_code", "period_code").iter_rows()}
        return found | {key for key, e in self.wrong.items() if (e.reporter_code, e.form_code, e.period_code) in files}

    def _reason(self, key: Slice, error: WrongFigure) -> str | None:
        """Why an error counts, or None."""
        if isinstance(error.true_value, str) or isinstance(error.value, str):
            return None
        change = error.value - error.true_value
        moves = any(self._moves(ratio, key, change) for ratio in self.ratios.get(key[1], ()))
        has_class = any((each[1], each[5]) in self._moved_classes for each in self.with_ratios(key))
        if has_class and (moves or key[0] == AREA):
            return "class"
        if key[1] in self._leaves and (key[0], key[5]) in self._moved_ranks:
            return "rank"
        return "ratio" if moves else None

    def _moves(self, ratio: str, key: Slice, change: float) -> bool:
        """Whether the error alone moves the province's ratio beyond its rounding."""
        source = key[4] if key[0] == AREA else "commune_sum"
        parts = self._province.get((ratio, *key[2:4], source, key[5]))
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
    def _province(self) -> dict[tuple[str, ...], tuple[float, float]]:
        """Numerator and denominator of the province's ratios in the honest twin."""
        table = self.trial.honest.tables["indicator_value"].filter(pl.col("numerator").is_not_null(), area_id=AREA)
        rows = table.select(*KEY[1:], "numerator", "denominator").iter_rows()
        return {tuple(row[:5]): (row[5], row[6]) for row in rows}

    @cached_property
    def _leaves(self) -> set[str]:
        """Indicators that the leaves of CXI are computed from."""
        leaves = self.trial.codebook.tables["index_nodes"].filter(index_code="CXI")["indicator_code"].drop_nulls()
        rows = [self.indicators[code] for code in leaves]
        return {part for row in rows for part in (row["numerator_code"], row["denominator_code"]) if part}

    @cached_property
    def _moved_ranks(self) -> set[tuple[str, str]]:
        """Area and period of the communes with an error that publishing it moves by ten places or more."""
        honest, unchecked = (_ranks(each) for each in (self.trial.honest, self.trial.unchecked))
        return {
            place
            for place in honest.keys() & unchecked.keys() & self.wrong_books
            if abs(honest[place] - unchecked[place]) >= PLACES
        }

    @cached_property
    def _moved_classes(self) -> set[tuple[str, str]]:
        """Indicator and period of which a target has another class when all errors are published."""
        honest, unchecked = (_classes(each) for each in (self.trial.honest, self.trial.unchecked))
        return {key[1:] for key, value in unchecked.items() if honest.get(key, value) != value}


def _failures(release: Release) -> pl.DataFrame:
    return release.tables["violation"].filter(~pl.col("is_waived"), outcome="fail")


def _ranks(release: Release) -> dict[tuple[str, str], int]:
    table = release.tables["index_score"].filter(index_code="CXI", node_code="CXI", series="computed")
    rows = table.drop_nulls("rank").select("area_id", "period_code", "rank").iter_rows()
    return {(area, period): rank for area, period, rank in rows}


def _classes(release: Release) -> dict[tuple[str, str, str], str | None]:
    table = release.tables["target_progress"].select("target_id", "indicator_code", "period_code", "progress_class")
    return {(target, code, period): progress for target, code, period, progress in table.iter_rows()}


def lines(trial: Trial) -> Iterable[str]:
    """Return what a trial shows, line by line."""
    score = Score(trial)
    yield f"{len(trial.errors)} wrong figures, {len(score.found)} move a published ratio, class or rank"
    yield from _recall("all", score.found)
    yield from _recall("workbooks, by any of their figures", _by_workbook(score.found))
    for name in ("reason", "kind"):
        groups: dict[str, list[Found]] = {}
        for found in score.found:
            groups.setdefault(found.reason if name == "reason" else found.error.kind, []).append(found)
        for group, members in sorted(groups.items()):
            yield from _recall(f"{name} {group}", members)
    held, honest = score.held(), score.held_in_honest_province()
    yield f"right figures held: {_share(held.n, held.of)}"
    yield f"of which in workbooks without any error: {_share(held.in_clean, held.of)}"
    yield f"figures of the honest twin held: {_share(honest.n, honest.of)}"
    for (rule, severity), (right, n) in score.precision().items():
        yield f"precision {rule} ({severity}): {_share(right, n)}"


def _by_workbook(found: list[Found]) -> list[Found]:
    """Return one for each workbook, found where any figure of it is."""
    books: dict[tuple[str, ...], Found] = {}
    for each in found:
        key = (each.error.reporter_code, each.error.form_code, each.error.period_code)
        known = books.get(key, each)
        books[key] = known._replace(at_first=known.at_first or each.at_first, later=known.later or each.later)
    return list(books.values())


def _recall(name: str, found: list[Found]) -> Iterable[str]:
    first, later = sum(f.at_first for f in found), sum(f.later for f in found)
    yield f"found, {name}: first month {_share(first, len(found))}, each later month {_share(later, len(found))}"


def _share(n: int, of: int) -> str:
    return f"{n} of {of} ({100 * n / of:.2f} %)" if of else f"{n} of 0"


def summary(trial: Trial) -> Mapping[str, Any]:
    """Return the shares that the goals are about, 0–1; None where nothing counts."""
    score = Score(trial)
    found, held, honest = score.found, score.held(), score.held_in_honest_province()
    return {
        "n_errors": len(trial.errors),
        "first": sum(f.at_first for f in found) / len(found) if found else None,
        "later": sum(f.later for f in found) / len(found) if found else None,
        "honest_held": held.in_clean / held.of,
        "twin_held": honest.n / honest.of,
    }

"""How well the edits of a trial found what matters: recall, right figures held or asked about, precision, review.

What matters is defined in `edit_impact`. A wrong figure is found where it is held or published with a question mark,
or where its file waits; a note finds nothing. It is found in its first month where the release of that month does so,
and later where every later release does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl
from support.edit_impact import KEY, Impacts, Slice
from support.edit_trial import Release, Trial

from pipelines.sample.careless.send import WrongFigure

SUMS = "sum"  # the reason that is reported apart


class Found(NamedTuple):
    """One wrong figure that matters: why, its size, whether it was found in its first month and in every later one."""

    error: WrongFigure
    reason: str
    share: float
    at_first: bool
    later: bool


class Right(NamedTuple):
    """Right figures in all; those held, those held in workbooks without any error, those asked about in such ones."""

    n: int
    held: int
    held_in_clean: int
    asked_in_clean: int


class Score:
    """The comparisons of one trial."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.impacts = trial, Impacts(trial)
        self.wrong = self.impacts.wrong
        self.wrong_books = {(key[0], key[5]) for key in self.wrong}
        self.touched = {each for key in self.wrong for each in self.impacts.with_ratios(key)}

    @cached_property
    def every(self) -> list[Found]:
        """The wrong figures with an impact, sums over communes included."""
        seen = [(self._found_in(release), release.periods) for release in self.trial.releases]
        result: list[Found] = []
        for key, error in self.wrong.items():
            impact = self.impacts.impact(key)
            first = next((n for n, (_, periods) in enumerate(seen) if key[5] in periods), None)
            if impact and first is not None:
                caught = [key in asked for asked, _ in seen[first:]]
                result.append(Found(error, *impact, caught[0], all(caught[1:])))
        return result

    @cached_property
    def found(self) -> list[Found]:
        """The wrong figures that move a ratio, class, rank or a department's own figure."""
        return [each for each in self.every if each.reason != SUMS]

    def right(self) -> Right:
        """Right figures in the release of their month."""
        n = held = held_in_clean = asked = 0
        for release in self.trial.releases:
            table = release.tables["slice_state"].filter(
                pl.col("period_code").is_in(release.periods), pl.col("state").is_in(["current", "held"])
            )
            for *key, state, is_asked in table.select(*KEY, "state", "is_questioned").iter_rows():
                if tuple(key) not in self.touched:
                    is_clean = (key[0], key[5]) not in self.wrong_books
                    n += 1
                    held += state == "held"
                    held_in_clean += state == "held" and is_clean
                    asked += is_asked and is_clean
        return Right(n, held, held_in_clean, asked)

    def honest(self) -> Right:
        """The figures of the honest twin."""
        table = self.trial.honest.tables["slice_state"].filter(pl.col("state").is_in(["current", "held"]))
        held = table.filter(state="held").height
        return Right(table.height, held, held, table.filter("is_questioned").height)

    def precision(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Violations that speak of a wrong figure and all, by rule and severity, in the release of their month.

        A rule speaks of its subject and of what that is compared with, earlier figures and other areas included; a sum
        over communes of each commune.
        """
        right: Counter[tuple[str, str]] = Counter()
        every: Counter[tuple[str, str]] = Counter()
        in_sums = {(key[1], key[5]) for key in self.touched}
        for release in self.trial.releases:
            named = _figures_of_violations(release)
            for row in _failures(release).filter(pl.col("period_code").is_in(release.periods)).iter_rows(named=True):
                rule = (row["rule_code"], row["severity"])
                figures = named.get(row["violation_id"], set()) | {tuple(row[name] for name in KEY)}
                is_sum = row["rule_code"].startswith("CC_") and any(
                    (code, row["period_code"]) in in_sums for code in self._compared(row["rule_code"])
                )
                every[rule] += 1
                right[rule] += bool(figures & self.touched) or is_sum
        return {rule: (right[rule], n) for rule, n in sorted(every.items())}

    def review(self) -> tuple[float, float]:
        """The error in figures of the first lines of the review lists, and in all: shares of the published totals."""
        covered = total = 0.0
        for release in self.trial.releases:
            for key in self.wrong:
                impact = self.impacts.impact(key) if key[5] in release.periods else None
                if impact:
                    total += impact.share
                    covered += impact.share * (key in release.first_lines)
        return covered, total

    def _compared(self, rule: str) -> list[str]:
        rows = self.trial.codebook.tables["cross_checks"].filter(check_code=rule)
        return [code for row in rows.select("indicator_code", "other_indicator_code").iter_rows() for code in row]

    def _found_in(self, release: Release) -> set[Slice]:
        """Slices that a release holds or asks about, and all of a file that waits."""
        table = release.tables["slice_state"].filter((pl.col("state") == "held") | pl.col("is_questioned"))
        found: set[Slice] = set(table.select(*KEY).iter_rows())
        waiting = release.tables["submission_status"].filter(pl.col("outcome") != "read")
        files = {row for row in waiting.select("reporter_code", "form_code", "period_code").iter_rows()}
        return found | {key for key, e in self.wrong.items() if (e.reporter_code, e.form_code, e.period_code) in files}


def _failures(release: Release) -> pl.DataFrame:
    return release.tables["violation"].filter(~pl.col("is_waived"), outcome="fail")


def _figures_of_violations(release: Release) -> dict[str, set[Slice]]:
    """The reported figures that each violation speaks of."""
    place = ["submission_id", "sheet", "address"]
    figures = release.tables["lineage"].select(*place, "slice_id")
    found: dict[str, set[Slice]] = {}
    cells = release.tables["violation_cell"].join(figures, on=place)
    for violation, slice_id in cells.select("violation_id", "slice_id").iter_rows():
        area, indicator, breakdown, measure, source, period = slice_id.split("|")
        found.setdefault(violation, set()).add((area, indicator, breakdown, measure, source, period))
    return found


def lines(trial: Trial) -> Iterable[str]:
    """Return what a trial shows, line by line."""
    score = Score(trial)
    yield f"{len(trial.errors)} wrong figures, {len(score.found)} with impact, {len(score.every)} with sums of communes"
    yield from _recall("all with impact", score.found)
    yield from _recall("with sums over communes", score.every)
    for name in ("reason", "kind"):
        groups: dict[str, list[Found]] = {}
        for found in score.every:
            groups.setdefault(found.reason if name == "reason" else found.error.kind, []).append(found)
        for group, members in sorted(groups.items()):
            yield from _recall(f"{name} {group}", members)
    right, honest = score.right(), score.honest()
    yield f"right figures held: {_share(right.held, right.n)}"
    yield f"of which in workbooks without any error: {_share(right.held_in_clean, right.n)}"
    yield f"right figures in such workbooks asked about: {_share(right.asked_in_clean, right.n)}"
    yield f"figures of the honest twin held: {_share(honest.held, honest.n)}"
    yield f"figures of the honest twin asked about: {_share(honest.asked_in_clean, honest.n)}"
    covered, total = score.review()
    part = f"{100 * covered / total:.2f} %" if total else "nothing"
    yield f"error in the first 20 lines of the review: {covered:.3f} of {total:.3f} ({part})"
    for (rule, severity), (n_right, n) in score.precision().items():
        yield f"precision {rule} ({severity}): {_share(n_right, n)}"


def month_line(trial: Trial) -> str:
    """Return what the last release of a trial shows of the files that came for it."""
    last = trial.releases[-1]
    score = Score(replace(trial, releases=[last]))
    right, (covered, total) = score.right(), score.review()
    found = [
        f"{name} {_share(sum(f.at_first for f in group), len(group))}"
        for name, group in (("found", score.found), ("with sums", score.every))
    ]
    held = f"right held {_share(right.held, right.n)}, in clean workbooks {right.held_in_clean}"
    review = f"{100 * covered / total:.1f} %" if total else "nothing"
    return f"{trial.months[len(trial.releases) - 1]}: {', '.join(found)}; {held}; first 20 lines {review}"


def missed(trial: Trial) -> Iterable[str]:
    """Return a line for each wrong figure with an impact that was not found in its first month or a later one."""
    for reason, error, at_first, later in ((f.reason, f.error, f.at_first, f.later) for f in Score(trial).every):
        if not (at_first and later):
            yield f"{reason} first={at_first} later={later} {' '.join(map(str, error))}"


def _recall(name: str, found: list[Found]) -> Iterable[str]:
    first, later = sum(f.at_first for f in found), sum(f.later for f in found)
    yield f"found, {name}: first month {_share(first, len(found))}, each later month {_share(later, len(found))}"


def _share(n: int, of: int) -> str:
    return f"{n} of {of} ({100 * n / of:.2f} %)" if of else f"{n} of 0"


def summary(trial: Trial) -> Mapping[str, Any]:
    """Return the shares that the goals are about, 0–1; None where nothing counts."""
    score = Score(trial)
    right, honest, (covered, total) = score.right(), score.honest(), score.review()
    return {
        "n_errors": len(trial.errors),
        **{
            f"{name}{part}": sum(getattr(f, field) for f in found) / len(found) if found else None
            for part, found in (("", score.found), ("_with_sums", score.every))
            for name, field in (("first", "at_first"), ("later", "later"))
        },
        "right_held": right.held / right.n,
        "clean_held": right.held_in_clean / right.n,
        "twin_held": honest.held / honest.n,
        "reviewed": covered / total if total else None,
    }

"""The review list of a period: accused figures with their scores, grouped by reporter, the greatest error first."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry
from pipelines.quality.review.accused import Accused, read_period
from pipelines.quality.review.effect import Effects, effects
from pipelines.quality.review.expected import baselines, expected_value
from pipelines.quality.review.precision import records
from pipelines.quality.review.score import Record, score, suspicion
from pipelines.quality.standing import Slice, slice_of

SEVERITIES = ("stop", "hold", "question")
FIRST = 20  # lines whose share of the total error is printed


@dataclass(frozen=True)
class ScoredFigure:
    """One accused figure with what it should be and its score; `asked` is the entry that asks its sender."""

    figure: Accused
    expected: float | None
    suspicion: float
    share: float  # of the published total
    score: float
    asked: Entry | None = None


@dataclass(frozen=True)
class ReporterLine:
    """The accused figures of one reporter, the greatest score first."""

    reporter_code: str
    figures: tuple[ScoredFigure, ...]

    @property
    def score(self) -> float:
        """The sum of the local scores."""
        return sum(figure.score for figure in self.figures)


@dataclass(frozen=True)
class Worklist:
    """The lines of a period; what was decided since the build is left out and counted."""

    reporters: tuple[ReporterLine, ...]
    n_decided: int

    @property
    def figures(self) -> list[ScoredFigure]:
        """The figures of all reporters, in the order of the lines."""
        return [figure for line in self.reporters for figure in line.figures]

    @property
    def by_figure(self) -> list[ScoredFigure]:
        """All figures, the greatest score first."""
        return sorted(self.figures, key=lambda figure: (-figure.score, figure.figure.slice))


def covered(scores: Sequence[float]) -> list[float]:
    """The cumulative share of the sum of scores that lines cover, in per cent; of no error all is covered."""
    total = sum(scores)
    return [100 * part / total if total else 100.0 for part in itertools.accumulate(scores)]


@dataclass(frozen=True)
class Released:
    """Where the list is read: the tree that is reviewed, the trees with earlier alarms, the landing, the ledger."""

    tree: Path
    earlier: Sequence[Path]
    landing: Path
    entries: Sequence[Entry]
    upto: int  # the ledger position that the tree was built from


def worklist(codebook: Codebook, released: Released, period: str, has_notes: bool = False) -> Worklist:
    """The review list of `period`; notes are listed on demand only."""
    severities = (*SEVERITIES, "note") if has_notes else SEVERITIES
    found = read_period(codebook, released.tree, released.landing, period, severities)
    if not found.accused:
        return Worklist((), 0)
    since = _since(released)
    accused = [doubted for doubted in found.accused if not _is_decided(doubted, since)]
    bases = baselines(codebook, found.figures, [doubted.slice for doubted in found.accused], period)
    expected = {doubted.slice: expected_value(doubted, bases) for doubted in found.accused}
    known = {key: value for key, value in expected.items() if value is not None}
    effect = effects(codebook, released.tree, found.figures, period, known)
    record = records([*released.earlier, released.tree], released.entries)
    asked = _asked(released.entries)
    scored = [
        _scored(doubted, expected[doubted.slice], effect, record, asked.get(doubted.slice)) for doubted in accused
    ]
    by_reporter: dict[str, list[ScoredFigure]] = {}
    for figure in sorted(scored, key=lambda figure: (-figure.score, figure.figure.slice)):
        by_reporter.setdefault(figure.figure.reporter_code, []).append(figure)
    lines = [ReporterLine(code, tuple(figures)) for code, figures in by_reporter.items()]
    lines.sort(key=lambda line: (-line.score, line.reporter_code))
    return Worklist(tuple(lines), len(found.accused) - len(accused))


def _scored(
    accused: Accused, expected: float | None, effect: Effects, record: Mapping[str, Record], asked: Entry | None
) -> ScoredFigure:
    """The local score: a figure whose alarms the correction of another one settles has none of its own."""
    suspected = max(
        (suspicion(a.severity, a.is_hard, a.limits, record.get(a.rule_code, Record())) for a in accused.alarms),
        default=1.0,  # a correction that no longer fits
    )
    if accused.stale_seq:
        suspected = 1.0
    if accused.is_explained_by or expected is None:
        return ScoredFigure(accused, expected, suspected, 0.0, 0.0, asked)
    share = effect.share(accused.slice, accused.value, expected)
    near, change = effect.near_target(accused.slice, share), effect.index_change(accused.slice, accused.value, expected)
    return ScoredFigure(accused, expected, suspected, share, score(suspected, share, near, change), asked)


def _since(released: Released) -> dict[Slice, list[Mapping[str, object]]]:
    """The decisions made after the build, by figure."""
    found: dict[Slice, list[Mapping[str, object]]] = {}
    for entry in released.entries:
        kind = entry.payload.get("decision_kind")
        if entry.kind == "decision" and entry.seq > released.upto and kind in ("accept", "correct", "waive"):
            found.setdefault(slice_of(entry.payload), []).append(entry.payload)
    return found


def _is_decided(accused: Accused, since: Mapping[Slice, Sequence[Mapping[str, object]]]) -> bool:
    """True where a decision since the build settles every alarm of the figure."""
    decisions = since.get(accused.slice, ())
    if any(decision["decision_kind"] != "waive" for decision in decisions):
        return True
    waived = {decision.get("rule_code") for decision in decisions}
    return bool(accused.alarms) and {alarm.rule_code for alarm in accused.alarms} <= waived


def _asked(entries: Sequence[Entry]) -> dict[Slice, Entry]:
    """The last question of a person about each figure."""
    return {
        slice_of(entry.payload): entry
        for entry in entries
        if entry.kind == "decision" and entry.payload.get("decision_kind") == "ask"
    }

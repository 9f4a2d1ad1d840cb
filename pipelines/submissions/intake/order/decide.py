"""Decides which submissions are held back for a person, in the order of the ledger; a pure function of the landing.

Held back are a full report that would remove more than half of the figures in force of its duty (reporter, form,
period), and submissions of one duty that came in one delivery and state different figures: the order of file names
decides nothing. What one decides depends on earlier submissions alone, and on others of the same delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from pipelines.errors import Message
from pipelines.submissions.extract.mode import PARTIAL, WITHDRAWAL
from pipelines.submissions.match.findings import MISSING, Finding, proposal_key
from pipelines.submissions.problems import Problem, problem, waiting

DUTY = ("reporter_code", "form_code", "period_code")
BLANK = "blank_of_other"  # the reason of a form without a figure in another reporter's file
SHARE = 0.5  # of the figures in force that a full report may remove without a person
MOST_NAMED = 20  # lines of a sentence
Row = Mapping[str, Any]
Slice = tuple[Any, ...]


class Figure(NamedTuple):
    """A figure, a typed absence or a record of a register, and the cell that states it."""

    value: Any
    status: str
    row_key: str
    col_key: str
    sheet: str
    address: str

    def states(self) -> tuple[Any, str]:
        """What it says, wherever it stands."""
        return self.value, self.status


Figures = dict[Slice, Figure]


@dataclass(slots=True)
class Stated:
    """One submission that was read: its row, its figures without blanks, and its rejected cells by row and column."""

    row: Row
    figures: Figures = field(default_factory=Figures)
    rejects: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def id(self) -> str:
        """The submission's id."""
        return str(self.row["submission_id"])

    def says(self) -> dict[Slice, tuple[Any, str]]:
        """Its figures by slice, wherever they stand."""
        return {key: figure.states() for key, figure in self.figures.items()}


class Held(NamedTuple):
    """A submission that waits: why, the key by which it is accepted, and what would be lost."""

    message: Message
    key: str
    lost: tuple[Finding, ...]


class Met(NamedTuple):
    """What is in force where a file waits: the receipts, the number of figures, and those that a blank form removes."""

    receipts: tuple[str, ...]
    n_figures: int
    lost: tuple[Finding, ...]
    key: str = ""  # by which a blank form takes their place


@dataclass(slots=True)
class Order:
    """What is held back, which receipts' place was taken, and the positions of what is ordered anew."""

    held: dict[str, Held] = field(default_factory=dict[str, Held])  # by submission
    meets: dict[str, Met] = field(default_factory=dict[str, "Met"])  # by submission that waits since it was read
    replaces: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # submission -> receipts
    seq: dict[str, int] = field(default_factory=dict[str, int])  # submission -> position
    settled: set[str] = field(default_factory=set[str])  # held ones whose duty a later report has met


def decide(submissions: Iterable[Stated]) -> Order:
    """The order of all submissions that were read or wait; each duty by itself."""
    order = Order()
    by_duty: dict[Slice, list[Stated]] = {}
    for stated in submissions:
        by_duty.setdefault(tuple(stated.row[name] for name in DUTY), []).append(stated)
    for of_duty in by_duty.values():
        if len(of_duty) > 1:
            _Duty(order).take_all(
                sorted(of_duty, key=lambda stated: (stated.row["receipt_seq"], stated.row["block_no"]))
            )
    return order


class _Duty:
    """The figures in force of one duty while its submissions are taken one after the other."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.figures: Figures = {}
        self.receipts: list[str] = []  # those whose figures are in force
        self.held: list[str] = []

    def take_all(self, submissions: Sequence[Stated]) -> None:
        """Take the submissions of the duty, delivery by delivery."""
        for _, group in groupby(submissions, lambda stated: stated.row.get("delivery") or stated.row["receipt_id"]):
            earlier = list(self.held)
            if self._take_delivery(list(group)):
                self.order.settled.update(earlier)

    def _take_delivery(self, delivery: Sequence[Stated]) -> bool:
        """Take what came together; True if a whole report or a withdrawal of it is in force then."""
        for stated in delivery:
            if stated.row["outcome"] == "waiting" and self.figures:
                self.order.meets[stated.id] = self._met(stated)
        read = [stated for stated in delivery if stated.row["outcome"] == "read"]
        whole = [stated for stated in read if stated.row["mode"] != PARTIAL]
        partial = [stated for stated in read if stated.row["mode"] == PARTIAL]
        before, is_taken = dict(self.figures), False
        is_open = _differ(whole)  # then it is not known what the partial ones correct
        for several, is_held in ((whole, is_open), (partial, is_open or _differ(partial))):
            for stated in several:
                if is_held:
                    self._hold(stated, before, problem("same_delivery", found=_receipts_of(read)))
                else:
                    is_taken |= self._take(stated, before)
        self._put_in_order(whole, partial)
        return is_taken

    def _met(self, stated: Stated) -> Met:
        """What a file that waits since it was read would replace; a blank form removes all."""
        met = Met(tuple(self.receipts), len(self.figures), ())
        if stated.row.get("reason_code") != BLANK:
            return met
        return met._replace(lost=_findings(self.figures.values()), key=_key(stated, self.figures))

    def _take(self, stated: Stated, before: Figures) -> bool:
        """Take one submission; True if it stands for the whole duty. What would lose too much is held."""
        mode, is_whole = stated.row["mode"], stated.row["mode"] != PARTIAL
        lost = self._lost(stated) if mode not in (PARTIAL, WITHDRAWAL) else []
        if lost and len(lost) > SHARE * len(self.figures) and _key(stated, before) not in _accepts(stated):
            self._hold(stated, before, _fewer(stated, self.figures, lost, self.receipts), lost)
            return False
        if self.receipts:
            self.order.replaces[stated.id] = tuple(dict.fromkeys(self.receipts))
        self.figures = stated.figures if is_whole else self.figures | stated.figures
        self.receipts = [] if mode == WITHDRAWAL else [*(() if is_whole else self.receipts), stated.row["receipt_id"]]
        return is_whole

    def _hold(self, stated: Stated, before: Figures, doubt: Problem, lost: Sequence[Figure] = ()) -> None:
        """Hold a submission back until somebody accepts it in place of the same figures."""
        self.order.held[stated.id] = Held(waiting([doubt]), _key(stated, before), _findings(lost))
        self.held.append(stated.id)

    def _lost(self, stated: Stated) -> list[Figure]:
        """The figures in force that a full report neither states nor has in a cell that could not be read."""
        return [
            figure
            for key, figure in self.figures.items()
            if key not in stated.figures and (figure.row_key, figure.col_key) not in stated.rejects
        ]

    def _put_in_order(self, whole: Sequence[Stated], partial: Sequence[Stated]) -> None:
        """Of one delivery the partial ones come after the whole one that they correct, whatever their names are."""
        ordered = [*whole, *partial]
        places = sorted(stated.row["receipt_seq"] for stated in ordered)
        for stated, place in zip(ordered, places, strict=True):
            if place != stated.row["receipt_seq"]:
                self.order.seq[stated.id] = place


def _differ(several: Sequence[Stated]) -> bool:
    """True if two of them, of different receipts, do not say the same; partial ones only of what both state."""
    for n, stated in enumerate(several):
        for other in several[n + 1 :]:
            if stated.row["receipt_id"] == other.row["receipt_id"]:
                continue
            mine, theirs = stated.says(), other.says()
            both = mine.keys() & theirs.keys()
            is_partial = stated.row["mode"] == PARTIAL
            if stated.row["mode"] != other.row["mode"] or any(mine[key] != theirs[key] for key in both):
                return True
            if not is_partial and (mine.keys() != theirs.keys() or stated.rejects != other.rejects):
                return True
    return False


def _findings(lost: Iterable[Figure]) -> tuple[Finding, ...]:
    """The figures that would be lost, line by line."""
    in_order = sorted(lost, key=lambda figure: (figure.sheet, figure.row_key, figure.address))
    return tuple(Finding(MISSING, "row", f.row_key, f.sheet, f.address, _text(f), "–") for f in in_order)


def _fewer(stated: Stated, figures: Figures, lost: Sequence[Figure], receipts: Sequence[str]) -> Problem:
    rows = list(dict.fromkeys(figure.row_key for figure in lost))
    named = ", ".join(rows[:MOST_NAMED]) + (" …" if len(rows) > MOST_NAMED else "")
    counts = {"n_new": str(len(stated.figures)), "n_old": str(len(figures)), "n_lost": str(len(lost))}
    return problem("fewer_figures", rows=named, found=", ".join(dict.fromkeys(receipts)), **counts)


def _receipts_of(several: Iterable[Stated]) -> str:
    return ", ".join(dict.fromkeys(str(stated.row["receipt_id"]) for stated in several))


def _text(figure: Figure) -> str:
    return figure.status if figure.value is None else f"{figure.value:g}" if isinstance(figure.value, float) else "●"


def _accepts(stated: Stated) -> Sequence[str]:
    return (stated.row.get("accepts") or "").split(",")


def _key(stated: Stated, before: Figures) -> str:
    """The key of the proposal: this report in place of these figures."""
    return proposal_key([[stated.row[name] for name in DUTY], _plan(stated.figures), _plan(before)])


def _plan(figures: Figures) -> list[list[Any]]:
    return sorted(([*map(str, key), *map(str, figure.states())] for key, figure in figures.items()))

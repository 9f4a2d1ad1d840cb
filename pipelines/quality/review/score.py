"""The score of an accused figure: suspicion × |value − expected| × weight. Pure functions of numbers.

A local score of this form orders what is looked at (Latouche and Berthelot, Use of a score function to prioritize and
limit recontacts in editing business surveys, Journal of Official Statistics 8, 1992; de Waal, Pannekoek and Scholtus,
Handbook of Statistical Data Editing and Imputation, Wiley 2011, chapter 6). Suspicion as a rising function of the
distance from the rule's limit follows Norberg (selective editing at Statistics Sweden, 2011).
"""

from __future__ import annotations

from typing import NamedTuple

OF_SEVERITY = {"stop": 1.0, "hold": 1.0, "question": 0.5, "note": 0.1}
IDENTITIES = ("cumulative_balance", "part_whole", "children_sum", "reported_derived")
FLOOR = 0.5  # of the precision of a hard rule: as if nothing had been decided about it
PRIOR = 1  # right and wrong alarms that each rule starts with: Beta(1, 1), the rule of succession of Laplace


class Record(NamedTuple):
    """How often the figures that a rule accused were corrected (the rule was right), and accepted or waived."""

    n_right: int = 0
    n_wrong: int = 0

    @property
    def precision(self) -> float:
        """The expected share of right alarms: (right + 1) / (all + 2); 1/2 without a decision."""
        return (self.n_right + PRIOR) / (self.n_right + self.n_wrong + 2 * PRIOR)


class Limits(NamedTuple):
    """What a rule saw, and the limits that it allows; None where it has none."""

    observed: float | None
    low: float | None
    high: float | None

    @property
    def nearest(self) -> float | None:
        """The limit that is passed."""
        if self.observed is None:
            return None
        if self.low is not None and self.observed < self.low:
            return self.low
        return self.high if self.high is not None and self.observed > self.high else None

    @property
    def distance(self) -> float:
        """How far the limit is passed, in half widths of the band, or in sizes of the limit where there is one."""
        nearest, observed = self.nearest, self.observed
        if nearest is None or observed is None:
            return 0.0
        half = (self.high - self.low) / 2 if self.low is not None and self.high is not None else 0.0
        return abs(observed - nearest) / (half or abs(nearest) or 1.0)


def is_hard(rule_kind: str, severity: str, limit_basis: str | None) -> bool:
    """True for a rule that holds by arithmetic or by definition; its alarm is never a matter of what is usual."""
    return rule_kind in IDENTITIES or (severity in ("stop", "hold") and limit_basis == "definition")


def suspicion(severity: str, is_hard_rule: bool, limits: Limits, record: Record) -> float:
    """How likely a figure is wrong that fails a rule, from 0 to 1.

    A hard rule is certain; a soft one runs from a half at its limit to 1 far from it. The record of decisions lowers
    both, a hard rule no further than to FLOOR.
    """
    if is_hard_rule:
        return OF_SEVERITY[severity] * max(record.precision, FLOOR)
    far = limits.distance
    return OF_SEVERITY[severity] * (0.5 + 0.5 * far / (1 + far)) * record.precision


def share_of_total(value: float, expected: float, total: float) -> float:
    """The error as a share of the published total, at most 1: an absurd figure must not hide all others."""
    error = abs(value - expected)
    return min(1.0, error / abs(total)) if total else float(error > 0)


def closeness(share: float, gap: float | None) -> float:
    """From 0 to 1, how likely the error moves the class of a target whose border lies `gap` away (in shares)."""
    return 0.0 if gap is None or not share else share / (share + gap)


def score(suspicion: float, share: float, near_target: float, index_change: float) -> float:
    """The local score: an error counts up to twice where it moves a target, and with its change of an index score."""
    return suspicion * (share * (1 + near_target) + index_change)

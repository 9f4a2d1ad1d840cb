"""What is odd in the simulated months: honest oddities that no rule may accuse, and a few planted mistakes.

The whole list stands here, so that a reader of the first release knows what to look for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.forms.blank.content import Value
from pipelines.sample.figures import IN_PERIOD, YTD, Figures


@dataclass(frozen=True)
class PlantedChange:
    """A change of one commune's figures in one month."""

    commune_no: int  # in the order of reporter codes, from 0
    month_no: int  # counted from the last month, which is -1
    kind: str
    change: Callable[[Figures], Figures]  # takes the month's figures, returns those that change
    rules: tuple[str, ...] = ()  # the rules that must report it; none for an honest oddity

    def applies(self, n_communes: int, n_months: int) -> bool:
        """Whether there are so many communes and months that the change has its place."""
        return self.commune_no < n_communes and -self.month_no <= n_months


def _number(figures: Figures, code: str, measure: str = IN_PERIOD) -> float:
    value = figures[code, measure]
    return 0.0 if isinstance(value, str) else value


def _set(code: str, *values: Value) -> Callable[[Figures], Figures]:
    """Return a change that puts the values into the columns of the period and of the year to date, in this order."""
    return lambda _: dict(zip(((code, IN_PERIOD), (code, YTD)), values, strict=False))


def _add(code: str, in_period: float, ytd: float) -> Callable[[Figures], Figures]:
    """Return a change that adds to both columns of an indicator."""
    return lambda figures: {
        (code, IN_PERIOD): _number(figures, code) + in_period,
        (code, YTD): _number(figures, code, YTD) + ytd,
    }


def _mostly_late(figures: Figures) -> Figures:
    """Make 70 % of the month's settled dossiers late, in both columns, so that only the share is out of bounds."""
    more = int(0.7 * _number(figures, "N_DOSSIER_DONE")) - _number(figures, "N_DOSSIER_LATE")
    return _add("N_DOSSIER_LATE", more, more)(figures)


ODDITIES = (
    PlantedChange(15, -2, "not_collected", _set("N_ADULT_ESIGN", "...")),
    PlantedChange(58, -2, "not_collected", _set("N_TRAINEE_DIGITAL", "...", "...")),
    PlantedChange(30, -1, "blank", _set("N_COOP_DIGITAL", "")),
    PlantedChange(44, -1, "blank", _set("N_STARTUP_PROJECT", "")),
)

MISTAKES = (
    PlantedChange(
        10,
        -1,
        "part_larger_than_whole",
        lambda figures: {("N_FIRM_INNOV", IN_PERIOD): _number(figures, "N_FIRM_ACTIVE") + 3},
        rules=("PART_N_FIRM_INNOV",),
    ),
    PlantedChange(23, -1, "cumulative_off", _add("N_TRAINEE_DIGITAL", 0, 25), rules=("CUM_N_TRAINEE_DIGITAL",)),
    PlantedChange(
        37,
        -1,
        "children_do_not_add_up",
        _add("N_DOSSIER_OFFLINE", 9, 9),
        rules=("SUM_N_DOSSIER", "SUM_N_DOSSIER_YTD"),
    ),
    PlantedChange(
        51,
        -1,
        "digit_too_many",
        lambda figures: {("N_ADULT", IN_PERIOD): 10 * _number(figures, "N_ADULT")},
        rules=("JUMP_N_ADULT",),
    ),
    PlantedChange(64, -1, "share_out_of_bounds", _mostly_late, rules=("BOUND_R_DOSSIER_LATE_PCT",)),
    PlantedChange(
        78,
        -1,
        "ratio_not_of_its_parts",
        lambda figures: {("P_DOSSIER_ONLINE_PCT", IN_PERIOD): round(_number(figures, "P_DOSSIER_ONLINE_PCT") / 2, 1)},
        rules=("RATIO_P_DOSSIER_ONLINE_PCT",),
    ),
    PlantedChange(92, -1, "text_for_a_number", _set("N_HOUSEHOLD_BIZ_CASHLESS", "khoảng 120 hộ")),
    PlantedChange(
        105,
        -2,
        "part_larger_than_whole",
        lambda figures: {("N_OCOP_TRADEMARK", IN_PERIOD): _number(figures, "N_OCOP") + 1},
        rules=("PART_N_OCOP_TRADEMARK",),
    ),
)

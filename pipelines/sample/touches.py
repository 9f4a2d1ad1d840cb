"""What is odd in the simulated months: honest oddities that no rule may accuse, and a few planted mistakes.

Here: the whole list, one line each, so that whoever reads the first release knows what to look for.
Not here: the figures they are laid over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipelines.sample.figures import CUMULATIVE, OWN, Figures


@dataclass(frozen=True)
class Touch:
    """A change of one commune's month: `place` in the order of codes, `month` counted from the last (-1)."""

    place: int
    month: int
    kind: str
    change: Callable[[Figures], Figures]
    explanations: dict[str, str] = field(default_factory=lambda: {})  # by indicator
    rules: tuple[str, ...] = ()  # the rules that must speak; none for an honest oddity


def _number(figures: Figures, code: str, measure: str = OWN) -> float:
    value = figures[code, measure]
    return 0.0 if isinstance(value, str) else value


def _set(code: str, *values: Any) -> Callable[[Figures], Figures]:
    return lambda _: dict(zip(((code, OWN), (code, CUMULATIVE)), values, strict=False))


def _add(code: str, own: float, cumulative: float) -> Callable[[Figures], Figures]:
    return lambda f: {
        (code, OWN): _number(f, code) + own,
        (code, CUMULATIVE): _number(f, code, CUMULATIVE) + cumulative,
    }


def _tripled(figures: Figures) -> Figures:
    return {("N_FIRM_ACTIVE", OWN): 3 * _number(figures, "N_FIRM_ACTIVE") + 15}


def _late(figures: Figures) -> Figures:
    """Most of the month's settled dossiers late, in both columns, so that only the share is out of bounds."""
    more = int(0.7 * _number(figures, "N_DOSSIER_DONE")) - _number(figures, "N_DOSSIER_LATE")
    return _add("N_DOSSIER_LATE", more, more)(figures)


ODDITIES = (
    Touch(
        3,
        -2,
        "explained_jump",
        _tripled,
        {"N_FIRM_ACTIVE": "Cụm công nghiệp mới hoạt động, nhiều doanh nghiệp chuyển trụ sở về xã (mô phỏng)"},
    ),
    Touch(3, -1, "explained_jump", _tripled),
    Touch(15, -2, "not_collected", _set("N_ADULT_ESIGN", "...")),
    Touch(58, -2, "not_collected", _set("N_TRAINEE_DIGITAL", "...", "...")),
    Touch(30, -1, "blank", _set("N_COOP_DIGITAL", "")),
    Touch(44, -1, "blank", _set("N_STARTUP_PROJECT", "")),
)

MISTAKES = (
    Touch(
        10,
        -1,
        "part_larger_than_whole",
        lambda f: {("N_FIRM_INNOV", OWN): _number(f, "N_FIRM_ACTIVE") + 3},
        rules=("PART_N_FIRM_INNOV",),
    ),
    Touch(23, -1, "cumulative_off", _add("N_TRAINEE_DIGITAL", 0, 25), rules=("CUM_N_TRAINEE_DIGITAL",)),
    Touch(
        37,
        -1,
        "children_do_not_add_up",
        _add("N_DOSSIER_OFFLINE", 9, 9),
        rules=("SUM_N_DOSSIER", "SUM_N_DOSSIER_YTD"),
    ),
    Touch(
        51,
        -1,
        "digit_too_many",
        lambda f: {("N_ADULT", OWN): 10 * _number(f, "N_ADULT")},
        rules=("JUMP_N_ADULT",),
    ),
    Touch(64, -1, "share_out_of_bounds", _late, rules=("BOUND_R_DOSSIER_LATE_PCT",)),
    Touch(
        78,
        -1,
        "ratio_not_of_its_parts",
        lambda f: {("P_DOSSIER_ONLINE_PCT", OWN): round(_number(f, "P_DOSSIER_ONLINE_PCT") / 2, 1)},
        rules=("RATIO_P_DOSSIER_ONLINE_PCT",),
    ),
    Touch(92, -1, "text_for_a_number", _set("N_HOUSEHOLD_BIZ_CASHLESS", "khoảng 120 hộ")),
    Touch(
        105,
        -2,
        "part_larger_than_whole",
        lambda f: {("N_OCOP_TRADEMARK", OWN): _number(f, "N_OCOP") + 1},
        rules=("PART_N_OCOP_TRADEMARK",),
    ),
)

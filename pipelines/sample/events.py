"""True jumps: what happens in a commune and is explained on its form, at a declared place or drawn for each month.

An event changes the state of a commune once; its figures stay at the new level. The sender explains it in the month
and, as long as figures are compared with months before it, in those that follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipelines.sample.commune import Commune

MONTHS_EXPLAINED = 6  # figures are compared with up to six earlier ones
FIRST_DRAWN = "2026-11"  # the three months that most tests read have the declared event alone
A_MONTH = 1 / 400  # of each commune: about four events a year in a province of 124 communes


@dataclass(frozen=True)
class Event:
    """What changes, the indicators that jump, and what the sender writes."""

    change: Callable[[Commune], None]
    indicators: tuple[str, ...]
    text: str

    def explanations(self) -> dict[str, str]:
        """Return the text by indicator code."""
        return dict.fromkeys(self.indicators, self.text)


def _with_firms(commune: Commune, firms: int) -> None:
    """Set the number of firms; as many of them innovate as before."""
    innovating = commune.firms * commune.firms_innov
    commune.firms = max(1, firms)
    commune.firms_innov = min(0.6, innovating / commune.firms)


def _industrial_park(commune: Commune) -> None:
    _with_firms(commune, 3 * commune.firms + 15)


def _firms_merged(commune: Commune) -> None:
    _with_firms(commune, round(0.42 * commune.firms))


def _households_reviewed(commune: Commune) -> None:
    commune.households = round(0.45 * commune.households)


def _signature_campaign(commune: Commune) -> None:
    commune.esign = min(0.75, 2.2 * commune.esign)


INDUSTRIAL_PARK = Event(
    _industrial_park,
    ("N_FIRM_ACTIVE",),
    "Cụm công nghiệp mới hoạt động, nhiều doanh nghiệp chuyển trụ sở về xã (mô phỏng)",
)
DRAWN = (
    INDUSTRIAL_PARK,
    Event(
        _firms_merged,
        ("N_FIRM_ACTIVE",),
        "Nhiều doanh nghiệp sáp nhập, giải thể sau rà soát sổ đăng ký của Sở Tài chính (mô phỏng)",
    ),
    Event(
        _households_reviewed,
        ("N_HOUSEHOLD_BIZ", "N_HOUSEHOLD_BIZ_CASHLESS"),
        "Cơ quan thuế rà soát, đóng mã số các hộ đã nghỉ kinh doanh (mô phỏng)",
    ),
    Event(
        _signature_campaign,
        ("N_ADULT_ESIGN",),
        "Tỉnh cấp chữ ký số miễn phí tại nhà văn hoá các thôn trong tháng (mô phỏng)",
    ),
)
DECLARED = {(3, "2026-09"): INDUSTRIAL_PARK}  # by number of the commune in the order of reporter codes, and month


def event_of(seed: str, commune_no: int, month: str) -> Event | None:
    """Return what happens in a commune in a month; `seed` names the commune."""
    if (commune_no, month) in DECLARED:
        return DECLARED[commune_no, month]
    rng = Random(f"{seed}:{month}:event")
    return rng.choice(DRAWN) if month >= FIRST_DRAWN and rng.random() < A_MONTH else None

"""A simulated commune: a starting state drawn once, then month after month of small steps.

Sizes and trends of the figures of form XA-01 are plausible and resemble no real commune: the only input from the
codebook is the kind of area (xã or phường).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

FIRST_YEAR, SLOWING = 12, 36  # months of full growth, and those after which growth is 1/e of it
MOST_PROJECTS = 12


@dataclass
class Commune:
    """The state of a commune at the end of a month; shares are 0–1."""

    firms: int
    firms_innov: float
    households: int
    cashless: float
    coops: int
    coops_digital: float
    ocop: int
    ocop_trademark: float
    projects: int
    adults: int
    eid: float
    esign: float
    online: float
    late: float
    dossiers: float  # a month's dossiers for each adult
    age: int = 0  # months since the start

    def stocks(self) -> dict[str, float]:
        """Return the stocks at the end of the month by indicator code."""
        return {
            "N_FIRM_ACTIVE": self.firms,
            "N_FIRM_INNOV": int(self.firms * self.firms_innov),
            "N_HOUSEHOLD_BIZ": self.households,
            "N_HOUSEHOLD_BIZ_CASHLESS": int(self.households * self.cashless),
            "N_COOP": self.coops,
            "N_COOP_DIGITAL": int(self.coops * self.coops_digital),
            "N_OCOP": self.ocop,
            "N_OCOP_TRADEMARK": int(self.ocop * self.ocop_trademark),
            "N_STARTUP_PROJECT": self.projects,
            "N_ADULT": self.adults,
            "N_ADULT_EID": int(self.adults * self.eid),
            "N_ADULT_ESIGN": int(self.adults * self.esign),
        }

    def flows(self, rng: Random, season: float) -> dict[str, float]:
        """Draw the flows of one month by indicator code; `season` is the month's part of a year, 1 on average."""
        received = int(self.adults * self.dossiers * season * rng.uniform(0.8, 1.25))
        online = int(received * min(1.0, self.online * rng.uniform(0.95, 1.05)))
        done = int(received * rng.uniform(0.92, 1.03))
        return {
            "N_TRAINEE_DIGITAL": rng.choice((0, 0, 1, 2, 3)) * rng.randint(18, 45),
            "N_DOSSIER": received,
            "N_DOSSIER_ONLINE": online,
            "N_DOSSIER_OFFLINE": received - online,
            "N_DOSSIER_DONE": done,
            "N_DOSSIER_LATE": int(done * self.late * rng.uniform(0, 1.5)),
        }

    def step(self, rng: Random) -> None:
        """Move on by one month: a few more of everything, from the second year on less; shares towards a ceiling."""
        self.age += 1
        pace = math.exp(-max(0, self.age - FIRST_YEAR) / SLOWING)
        self.firms = max(1, self.firms + _slowed(rng.randint(-1, 1 + self.firms // 40), pace))
        self.households = max(1, self.households + _slowed(rng.randint(-2, 2 + self.households // 80), pace))
        self.adults += rng.randint(-8, 10)
        self.coops += rng.random() < 0.04
        self.ocop += rng.random() < 0.06
        self.projects = min(MOST_PROJECTS, max(0, self.projects + rng.choice((-1, 0, 0, 0, 0, 1))))
        self.firms_innov = _towards(self.firms_innov, 0.45, 0.015, rng)
        self.cashless = _towards(self.cashless, 0.95, 0.02, rng)
        self.eid = _towards(self.eid, 0.97, 0.03, rng)
        self.esign = _towards(self.esign, 0.8, 0.03, rng)
        self.online = _towards(self.online, 0.95, 0.03, rng)


def draw_commune(rng: Random, is_ward: bool) -> Commune:
    """Draw the state before the first month; a ward (phường) has more people and many more firms."""
    adults = rng.randint(6_000, 19_000) if is_ward else rng.randint(2_600, 11_000)
    return Commune(
        firms=rng.randint(60, 420) if is_ward else rng.randint(4, 45),
        firms_innov=rng.uniform(0.02, 0.3),
        households=int(adults * rng.uniform(0.03, 0.09)),
        cashless=rng.uniform(0.15, 0.8),
        coops=rng.randint(0, 9),
        coops_digital=rng.uniform(0.1, 0.9),
        ocop=rng.randint(0, 8),
        ocop_trademark=rng.uniform(0.2, 1.0),
        projects=rng.randint(0, 4),
        adults=adults,
        eid=rng.uniform(0.55, 0.9),
        esign=rng.uniform(0.04, 0.4),
        online=rng.uniform(0.35, 0.85),
        late=rng.choice((0.0, 0.01, 0.02, 0.06)),
        dossiers=rng.uniform(0.02, 0.06),
    )


def _towards(share: float, ceiling: float, pace: float, rng: Random) -> float:
    return share + max(0.0, ceiling - share) * pace * rng.uniform(0, 2)


def _slowed(change: int, pace: float) -> int:
    """Return a change of which what exceeds 1 is made smaller by `pace`."""
    return change if change <= 1 else 1 + round((change - 1) * pace)

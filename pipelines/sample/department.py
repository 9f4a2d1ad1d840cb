"""The simulated department's month: the figures of SKHCN-01, by indicator code.

Here: plausible sizes and trends. Not here: mistakes, symbols, workbooks.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass
class Department:
    """What stands at the end of a month."""

    startups: int = 38
    incubators: int = 1
    centres: int = 1
    firms: int = 5_240
    innovating: int = 690
    small_firms: int = 5_060
    cooperating: int = 44

    def stocks(self) -> dict[str, float]:
        return {
            "N_STARTUP_FIRM": self.startups,
            "N_HUB": self.incubators + self.centres,
            "N_HUB_INCUBATOR": self.incubators,
            "N_HUB_CENTRE": self.centres,
            "N_DEPT_FIRM_ACTIVE": self.firms,
            "N_DEPT_FIRM_INNOV": self.innovating,
            "N_SME_ACTIVE": self.small_firms,
            "N_SME_RD_COOP": self.cooperating,
        }

    def flows(self, rng: Random) -> dict[str, float]:
        recurrent, invest = rng.randint(9_000, 16_000), rng.randint(4_000, 12_000)
        proposed = rng.randint(2, 8)
        return {
            "N_INNOV_PRODUCT": rng.randint(1, 6),
            "N_PROJECT_PROPOSED": proposed,
            "N_PROJECT_FUNDED": rng.randint(0, proposed),
            "N_PATENT_FILED": rng.choice((0, 0, 1, 2)),
            "N_UTILITY_FILED": rng.choice((0, 1, 1, 2)),
            "N_PATENT_GRANTED": rng.choice((0, 0, 0, 1)),
            "N_UTILITY_GRANTED": rng.choice((0, 0, 1)),
            "N_ARTICLE_APPLIED": rng.randint(3, 11),
            "V_BUDGET_TOTAL": rng.randint(1_450_000, 1_900_000),
            "V_BUDGET_STI": recurrent + invest,
            "V_BUDGET_STI_RECURRENT": recurrent,
            "V_BUDGET_STI_INVEST": invest,
            "V_BUDGET_RD": int(recurrent * rng.uniform(0.3, 0.6)),
        }

    def step(self, rng: Random) -> None:
        opened = rng.randint(5, 40)
        self.firms += opened
        self.small_firms += opened - rng.randint(0, 2)
        self.innovating += rng.randint(2, 15)
        self.startups += rng.randint(0, 3)
        self.cooperating += rng.randint(0, 2)

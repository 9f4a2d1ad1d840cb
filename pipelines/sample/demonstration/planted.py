"""What is odd in the demonstration on purpose, so that each step of the method has something to do.

Provinces are named by their place in the order of codes: nothing here is known of any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.sample.demonstration.figures import NOT_COLLECTED, Figures

ORGANISATIONS, DIGITAL, FDI, DESIGNS = "PII_DEMO_C14", "PII_DEMO_C15", "PII_DEMO_C35", "PII_DEMO_C40"


class Outlier(NamedTuple):
    """A figure that lies far above all others in both editions, so that it is winsorised."""

    area_no: int
    indicator_code: str
    factor: float


OUTLIERS = (Outlier(19, FDI, 14.0),)
SHORT_NO, FIRST_LACKING, N_LACKING = 31, 8, 20  # 32 of 52 components are there: less than 66 %, so it leaves the field
# missing in the second edition; of the digital group one of two, so that the group has no score
MISSING = ((4, DESIGNS), (11, ORGANISATIONS), (26, ORGANISATIONS), (16, DIGITAL))


def plant(areas: Sequence[str], editions: Sequence[Figures]) -> None:
    """Change the figures of the editions in place."""
    for figures in editions:
        for outlier in OUTLIERS:
            key = areas[outlier.area_no], outlier.indicator_code
            value = figures[key]
            assert isinstance(value, int | float), "an outlier is a figure"
            figures[key] = round(outlier.factor * value)
    codes = sorted({code for _, code in editions[0] if code[-2:].isdigit()})
    for code in codes[FIRST_LACKING : FIRST_LACKING + N_LACKING]:
        editions[0][areas[SHORT_NO], code] = NOT_COLLECTED
    for area_no, code in MISSING:
        editions[1][areas[area_no], code] = ""

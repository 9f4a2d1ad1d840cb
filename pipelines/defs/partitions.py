"""The partitions of every asset: an administrative month of one province. Both lists come from the codebook's seeds.

A key is `<month>|<province>`, as in `2026-10|08`. Months begin with the first one that a monthly form is in force for,
and end with the next calendar year: nobody launches a backfill of all months until 2045 by mistake. Only three tables
are read, so that a fault elsewhere in the codebook does not keep Dagster from loading.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from dagster import MultiPartitionKey, MultiPartitionsDefinition, StaticPartitionsDefinition

from pipelines.codebook.periods import periods_of
from pipelines.codebook.read import read_table
from pipelines.settings import seeds_root

TIMEZONE = "Asia/Ho_Chi_Minh"
MONTH, PROVINCE = "month", "province"  # names of the dimensions
# Dagster's tags of a run: at most one run of a province at a time is asked for by this tag (see instance.py)
MONTH_TAG, PROVINCE_TAG = f"dagster/partition/{MONTH}", f"dagster/partition/{PROVINCE}"


class Partition(NamedTuple):
    """A month of a province: the period code and the province's code."""

    month: str
    province: str

    @property
    def key(self) -> MultiPartitionKey:
        """The partition key in Dagster."""
        return MultiPartitionKey({MONTH: self.month, PROVINCE: self.province})


def partition_of(key: str) -> Partition:
    """The month and province of a partition key; a run holds it as a plain text."""
    month, province = key.split("|")
    return Partition(month, province)


def provinces(seeds: Path) -> list[str]:
    """The codes of the provinces that have reporters."""
    codes = read_table(seeds, "reporters", [])["province_code"].drop_nulls().unique()
    return sorted(code.zfill(2) for code in codes)


def months(seeds: Path, today: date) -> list[str]:
    """The administrative months from the first with a monthly form to the last that begins by the end of next year."""
    monthly = read_table(seeds, "forms", []).filter(frequency="month", calendar="admin")
    first, last = monthly["valid_from"].min(), date(today.year + 1, 12, 31)
    calendars = read_table(seeds, "calendars", []).filter(pl.col("calendar") == "admin", pl.col("kind") == "month")
    every = [row for kind in calendars.to_dicts() for row in periods_of(kind)]
    return [row["period_code"] for row in every if first and first <= row["start_date"] <= last]


def partitions(month_keys: Sequence[str], province_keys: Sequence[str]) -> MultiPartitionsDefinition:
    """The partitions of these months and provinces."""
    dimensions = {MONTH: StaticPartitionsDefinition(month_keys), PROVINCE: StaticPartitionsDefinition(province_keys)}
    return MultiPartitionsDefinition(dimensions)


# A check without partitions shows the state of the province that ran last; that it may have them is new in Dagster.
warnings.filterwarnings("ignore", message="Specifying a partitions_def on an AssetCheckSpec")

PROVINCES = provinces(seeds_root())
MONTHS = months(seeds_root(), datetime.now(ZoneInfo(TIMEZONE)).date())
PARTITIONS = partitions(MONTHS, PROVINCES)

"""Months and provinces of the partitions, as the seeds declare them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pipelines.defs.partitions import MONTHS, PARTITIONS, PROVINCES, Partition, months, partition_of, provinces
from pipelines.settings import seeds_root


def test_provinces_are_those_with_reporters(tmp_path: Path) -> None:
    assert PROVINCES == provinces(seeds_root()) == ["08", "19", "51"]
    seeds = tmp_path / "seeds"
    shutil.copytree(seeds_root(), seeds)
    for path in (seeds / "reporters").glob("*.csv"):
        if not path.name.startswith(("08", "publishers")):  # a publisher has no province
            path.unlink()
    assert provinces(seeds) == ["08"]


def test_months_begin_with_the_first_monthly_form_and_end_with_the_next_year() -> None:
    found = months(seeds_root(), date(2026, 11, 30))
    # the form has been in force since 15 December 2025, when January 2026 of the administrative year begins; the last
    # month to begin in 2027 is January 2028, on 15 December
    assert (found[0], found[-1], len(found)) == ("2026-01", "2028-01", 25)
    assert months(seeds_root(), date(2027, 1, 1))[-1] == "2029-01"


def test_a_key_names_month_and_province_and_is_read_back() -> None:
    where = Partition("2026-10", "08")
    assert str(where.key) == "2026-10|08" and partition_of("2026-10|08") == where
    assert {str(key) for key in PARTITIONS.get_partition_keys()} == {f"{m}|{p}" for m in MONTHS for p in PROVINCES}
    tags = PARTITIONS.get_tags_for_partition_key(where.key)
    assert tags["dagster/partition/province"] == "08"  # what the queue of deploy/dagster.yaml is limited by

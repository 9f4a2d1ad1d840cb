"""A small province for fault injection: fifteen communes, every form of a department, two releases, a month to come.

The seeds are those of the repository with fifteen communes left of 124, and with the duties of every department's form.
What arrives for the last month is landed and not released: faults are put there.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.sample.office import Size
from pipelines.sample.province import SEED, duties_of, write_report
from pipelines.sample.reports import Senders
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.land import land

PROVINCE, AREA = "08", "p34-08"
N_COMMUNES, OF_COMMUNES, POPULATION = 15, 124, 1_865_270
SHARE = N_COMMUNES / OF_COMMUNES
# period of the release, its day, and what arrives before it; the years are those for which TFP is published (2028) and
# is not (2027)
RELEASES = (
    (
        "2028-10",
        datetime(2028, 10, 20, 2, tzinfo=UTC),
        ("2027", "S2027", "2028-H1", "2028-Q3", "S2028-Q3", "2028-09", "2028-10"),
    ),
    ("2028-11", datetime(2028, 11, 20, 2, tzinfo=UTC), ("2028-11",)),
)
LAST_DAY = datetime(2029, 4, 2, 2, tzinfo=UTC)  # every form of the last month and year is due
LAST = ("2028-12", "2028-Q4", "2028-H2", "2028", "S2028-Q4", "S2028")
OCCASION = "2028-12"


class SmallProvince(NamedTuple):
    """The seeds, the data root with two releases, and the landing of the last month."""

    seeds: Path
    codebook: Codebook
    places: Places
    landing: Path
    releases: tuple[str, ...]


class _SmallSenders(Senders):
    """Senders of a province as large as its communes; the sample knows the size of a whole province only."""

    def _size(self, area: str) -> Size:
        people, _ = super()._size(area)
        return Size(people, SHARE)


def make(folder: Path) -> SmallProvince:
    """Write, receive and release the small province below `folder`."""
    seeds = _small_seeds(folder / "seeds")
    codebook = load(seeds)
    where = places(PROVINCE, folder / "data")
    periods = [period for _, _, arriving in RELEASES for period in arriving] + list(LAST)
    senders = _SmallSenders(codebook, PROVINCE, periods, SEED)
    released: list[str] = []
    for period, day, arriving in RELEASES:
        month.receive(
            where, seeds, _write(senders, arriving, folder / period), month.Delivery(at=day, is_simulated=True)
        )
        done = month.run(where, seeds, period)
        assert done.release is not None, done.verdict.reasons
        released.append(done.release.release_id)
    month.receive(where, seeds, _write(senders, LAST, folder / "last"), month.Delivery(at=LAST_DAY, is_simulated=True))
    landing = land(where, codebook, Ledger(where.ledger).read())
    return SmallProvince(seeds, codebook, where, landing.folder, tuple(released))


def found(folder: Path) -> SmallProvince:
    """What `make` left in `folder`."""
    seeds, where = folder / "seeds", places(PROVINCE, folder / "data")
    codebook = load(seeds)
    landing = land(where, codebook, Ledger(where.ledger).read())
    released = tuple(sorted(path.name for path in where.release.iterdir() if path.is_dir()))
    return SmallProvince(seeds, codebook, where, landing.folder, released)


def _write(senders: Senders, periods: Sequence[str], folder: Path) -> list[Path]:
    duties = duties_of(senders.codebook, PROVINCE, periods).filter(pl.col("form_code").str.starts_with("NV-").not_())
    return [write_report(senders, senders.report(duty), folder) for duty in duties.iter_rows(named=True)]


def _small_seeds(folder: Path) -> Path:
    """The repository's seeds with few communes, their share of the population, and the duties of every form."""
    shutil.copytree(seeds_root(), folder)
    kept = _some_communes(folder)
    _rewrite(
        folder / "reporters", lambda row: row if row["kind"] != "commune" or row["reporter_code"] in kept else None
    )
    _rewrite(folder / "areas", _with_population)
    _add_duties(folder / "obligation_rules")
    return folder


def _some_communes(seeds: Path) -> set[str]:
    with (seeds / "reporters" / "08_communes.csv").open(encoding="utf-8") as file:
        codes = sorted(row["reporter_code"] for row in csv.DictReader(file))
    return {codes[len(codes) * k // N_COMMUNES] for k in range(N_COMMUNES)}


def _with_population(row: dict[str, str]) -> dict[str, str]:
    return row | {"population": str(round(POPULATION * SHARE))} if row["area_id"] == AREA else row


def _add_duties(folder: Path) -> None:
    """Duties of the forms that only other provinces' departments owe."""
    rules = [row for path in sorted(folder.glob("*.csv")) for row in _read(path)]
    ours = {row["form_code"] for row in rules if row["province_code"] == PROVINCE}
    missing = {row["form_code"]: row for row in rules if row["duty_kind"] == "form" and row["form_code"] not in ours}
    added = [row | {"province_code": PROVINCE} for row in missing.values() if row["reporter_kind"] == "department"]
    with (folder / "small_province.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rules[0]))
        writer.writeheader()
        writer.writerows(added)


def _rewrite(folder: Path, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    for path in sorted(folder.glob("*.csv")):
        rows = _read(path)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else [])
            writer.writeheader()
            writer.writerows(changed for row in rows if (changed := change(row)) is not None)


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

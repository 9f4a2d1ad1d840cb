"""Times of arrival: within the story, a few late, one commune a month never; receipts carry them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Ledger
from pipelines.sample.arrivals import arrival, arrivals, silent_commune
from pipelines.sample.province import duties_of
from pipelines.settings import places
from pipelines.submissions.intake.receive import Delivery, receive

MONTHS = [f"2027-{month:02d}" for month in range(1, 13)]


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def test_a_few_are_late_and_none_is_early(codebook: Codebook) -> None:
    duties = duties_of(codebook, "08", MONTHS).filter(form_code="XA-01").rows(named=True)
    times = [(arrival(duty).date(), duty) for duty in duties]
    assert all(duty["cutoff_date"] < day <= duty["due_date"] + timedelta(days=12) for day, duty in times)
    n_late = sum(day > duty["due_date"] for day, duty in times)
    assert 0.01 * len(times) < n_late < 0.06 * len(times)  # 3 % are drawn of 1,488


def test_a_form_with_a_long_term_comes_in_the_first_quarter(codebook: Codebook) -> None:
    # due on 31 December 2027, when the last of their figures exists; 90 days after 31 December 2026 are 31 March
    duties = duties_of(codebook, "08", ["S2026"]).rows(named=True)
    long = [duty for duty in duties if duty["form_code"] in ("TK-01", "SKHCN-04")]
    assert {duty["due_date"] for duty in long} == {date(2027, 12, 31)}
    for duty in long:
        assert date(2027, 1, 1) <= arrival(duty).date() <= date(2027, 3, 31) + timedelta(days=12)


def test_one_commune_a_month_sends_nothing(codebook: Codebook, sample: Path) -> None:
    written = sorted(sample.iterdir())
    came = [path for _, paths in arrivals(codebook, "08", ["2026-08", "2026-09", "2026-10"], written) for path in paths]
    missing = {tuple(path.stem.split("_")[2:]) for path in {*written} - {*came}}
    assert sorted(period for period, _ in missing) == ["2026-08", "2026-09", "2026-10"]
    assert missing == {(period, silent_commune(codebook, "08", period)) for period, _ in missing}
    assert silent_commune(codebook, "08", "2026-Q4") is None


def test_arrivals_are_in_order_and_the_same_again(codebook: Codebook, sample: Path) -> None:
    written = sorted(sample.iterdir())
    found = arrivals(codebook, "08", ["2026-09"], written)
    assert found == arrivals(codebook, "08", ["2026-09"], written)
    assert [at for at, _ in found] == sorted({at for at, _ in found})


def test_a_receipt_has_the_time_of_its_delivery(codebook: Codebook, sample: Path, tmp_path: Path) -> None:
    where, at = places("08", tmp_path), datetime(2027, 1, 19, 2, tzinfo=UTC)
    receive(where, codebook, [next(sample.iterdir())], Delivery(at=at))
    assert [entry.at for entry in Ledger(where.ledger).read()] == ["2027-01-19T02:00:00.000000+00:00"]

"""Three simulated months through the real path, once a test run; October is sent with the troubles of a real month."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.once import once, stamps
from support.printed import figure
from support.province import BROKEN, CORRECTED, MONTHS, TWICE, Province
from support.receipts import append_stale
from support.unit_tests import build_empty

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.quality.decisions import Decision, decide
from pipelines.settings import seeds_root


@pytest.fixture(scope="session")
def province(run_folder: Path, sample: Path) -> Iterator[Province]:
    """August and September as sent; October with one broken file, one correction, two receipts of one id.

    All workers read this one: a test that writes takes `province.copied(...)`.
    """
    folder = once(run_folder, "province", lambda folder: publish_three_months(Province(folder), sample))
    before = stamps(folder)
    yield Province(folder)
    changed = {path for path, _ in before.items() ^ stamps(folder).items()}
    assert not changed, f"a test wrote into the shared province instead of a copy: {sorted(changed)}"


@pytest.fixture(scope="session")
def empty_warehouse(run_folder: Path) -> Path:
    """What dbt's unit tests run on; copy it."""
    return once(run_folder, "empty", build_empty) / "warehouse.duckdb"


def publish_three_months(province: Province, sample: Path) -> None:
    """Send and publish month by month."""
    for path in sorted(sample.iterdir()):
        period = path.name.split("_")[2]
        (province.inbox / period).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, province.inbox / period)
    broken = province.sent(BROKEN, "2026-10")
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    for period in MONTHS:
        receipts = month.receive(province.places, seeds_root(), [province.inbox / period])
        if period == "2026-10":
            correct(province)
            name = province.sent(TWICE, period).name
            (receipt,) = (r for r in receipts if r.original_name == name)
            append_stale(Ledger(province.places.ledger), receipt.receipt_id)
        done = month.run(province.places, seeds_root(), period)
        assert done.release is not None, done.verdict.reasons


def correct(province: Province) -> None:
    """The decision that sets the corrected commune's adults back to what September said."""
    wrong = figure(province.sent(CORRECTED, "2026-10"), "10")
    right = figure(province.sent(CORRECTED, "2026-09"), "10")
    decision = Decision(
        decision_kind="correct",
        area_id=f"c25-{CORRECTED[1:]}",
        indicator_code="N_ADULT",
        breakdown_code="_T",
        measure_code="in_period",
        source_code="province_admin",
        period_code="2026-10",
        reason="Xã xác nhận gõ thừa một chữ số (mô phỏng)",
        owner="Phòng thống kê",
        expected_value=wrong,
        new_value=right,
    )
    decide(Ledger(province.places.ledger), load(seeds_root()), decision)

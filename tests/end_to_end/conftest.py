"""Three simulated months through the real path, once a session; October is sent with the troubles of a real month."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.printed import figure
from support.province import BROKEN, CORRECTED, MONTHS, TWICE, Province
from support.receipts import append_stale

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.quality.decisions import Decision, decide
from pipelines.sample.province import write_sample
from pipelines.settings import places, seeds_root


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every workbook of the three months, a folder a month."""
    folder = tmp_path_factory.mktemp("inbox")
    for path in write_sample(load(seeds_root()), "08", MONTHS, folder / "all"):
        period = path.name.split("_")[2]
        (folder / period).mkdir(exist_ok=True)
        shutil.move(path, folder / period / path.name)
    return folder


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory, inbox: Path) -> Province:
    """August and September as sent; October with one broken file, one correction, two receipts of one id."""
    here = Province(places("08", tmp_path_factory.mktemp("data")), inbox, ())
    broken = here.sent(BROKEN, "2026-10")
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    releases: list[str] = []
    for period in MONTHS:
        receipts = month.receive(here.places, seeds_root(), [inbox / period])
        if period == "2026-10":
            correct(here)
            name = here.sent(TWICE, period).name
            (receipt,) = (r for r in receipts if r.original_name == name)
            append_stale(Ledger(here.places.ledger), receipt.receipt_id)
        done = month.run(here.places, seeds_root(), period)
        assert done.release is not None, done.verdict.reasons
        releases.append(done.release.release_id)
    return Province(here.places, inbox, tuple(releases))


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

"""Three provinces on two machines over one folder of data: both receive, run and publish at once, then one joins.

A machine is a tree of processes with a scratch folder and a home of its own; they share nothing but the folder of data,
the seeds and the inbox. Province 08 is sent to both at once: halves of its files are received side by side, and each
machine is asked for its month.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from support.small_offices import fill_inbox, small_seeds

from pipelines.ledger import Ledger
from pipelines.settings import REPO, Places, places

pytestmark = pytest.mark.slow  # three releases of four communes each: 45 s of CPU

CHISO = str(Path(sys.executable).with_name("chiso"))
PERIOD, SHARED, HALVES = "2026-10", "08", ("19", "51")
PATIENCE = 900  # seconds: three builds take a minute on two quiet cores


class Machine(NamedTuple):
    """The folder of a machine's own, and the folders that it shares with the other."""

    own: Path
    shared: Path

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command of chiso on this machine."""
        scratch = self.own / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "TMPDIR": str(scratch), "HOME": str(self.own)}
        folders = ["--data", str(self.shared / "data"), "--seeds", str(self.shared / "seeds"), "--lang", "en"]
        command = [CHISO, *words, *folders]
        pipe, both = subprocess.PIPE, subprocess.STDOUT
        return subprocess.Popen(command, stdout=pipe, stderr=both, text=True, cwd=REPO, env=environment)


class Trial(NamedTuple):
    """The shared folder, how many files each province sent, and what the machines printed about the month."""

    shared: Path
    n_files: dict[str, int]
    printed: tuple[str, str]

    def places(self, province: str) -> Places:
        return places(province, self.shared / "data")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("machines")
    shared, seeds = folder / "shared", folder / "shared" / "seeds"
    shared.mkdir()
    small_seeds(seeds, 4)
    received, inbox = shared / "received", shared / "inbox"
    n_files = {SHARED: fill_inbox(received, seeds, SHARED, [PERIOD], folder / "sample")}
    n_files |= {code: fill_inbox(inbox, seeds, code, [PERIOD], folder / "sample") for code in HALVES}
    machines = [Machine(folder / name, shared) for name in ("a", "b")]
    files = sorted((received / SHARED / PERIOD).iterdir())
    receiving = [
        machine.start("receive", "--province", SHARED, *map(str, files[n::2])) for n, machine in enumerate(machines)
    ]
    for process in receiving:
        assert outcome(process)[0] == 0
    words = ["country", "run", "--period", PERIOD, "--jobs", "1", "--no-files", "--inbox", str(inbox)]
    running = [
        machine.start(*words, "--province", SHARED, "--province", code)
        for machine, code in zip(machines, HALVES, strict=True)
    ]
    (code_a, said_a), (code_b, said_b) = (outcome(process) for process in running)
    assert (code_a, code_b) == (0, 0), (said_a, said_b)
    assert not [path for machine in machines for path in (machine.own / "tmp").iterdir()]  # nothing is left behind
    return Trial(shared, n_files, (said_a, said_b))


def outcome(process: subprocess.Popen[str]) -> tuple[int, str]:
    printed, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, printed


def test_each_file_has_one_receipt_and_is_read_once(trial: Trial) -> None:
    for province in (SHARED, *HALVES):
        here = trial.places(province)
        receipts = [entry.payload for entry in Ledger(here.ledger).read() if entry.kind == "receipt"]  # chain verified
        first = [receipt for receipt in receipts if not receipt.get("same_as")]
        assert Counter(receipt["sha256"] for receipt in first).most_common(1)[0][1] == 1
        assert len(first) == trial.n_files[province] == sum(path.is_file() for path in here.blobs.rglob("*"))
        batches = here.landing.glob("*/*/submission-*.parquet")
        read = [name for path in batches for name in set(pl.read_parquet(path)["receipt_id"])]
        assert len(read) == len(set(read))
        assert {receipt["receipt_id"] for receipt in first} <= set(read)


def test_the_province_that_both_were_asked_for_is_published_once(trial: Trial) -> None:
    for province in (SHARED, *HALVES):
        here = trial.places(province)
        assert [entry.payload["release_id"] for entry in Ledger(here.ledger).read() if entry.kind == "release"] == [
            f"{PERIOD}-r001"
        ]
        assert here.current.read_text().strip() == f"{PERIOD}-r001"
    lines = [line for said in trial.printed for line in said.splitlines() if line.startswith(f"{SHARED}: ")]
    assert len(lines) == 2
    assert sorted("nothing new" in line for line in lines) == [False, True]


def test_a_third_process_joins_the_releases_of_both(trial: Trial, tmp_path: Path) -> None:
    code, printed = outcome(Machine(tmp_path / "c", trial.shared).start("country", "build", str(tmp_path / "out")))
    assert code == 0, printed
    tables = tmp_path / "out" / "parquet"
    joined = pl.read_parquet(tables / "country_release.parquet").filter(state="joined")
    assert joined["province_code"].to_list() == [SHARED, *HALVES]
    total = pl.read_parquet(tables / "national_value.parquet").filter(
        indicator_code="N_FIRM_ACTIVE", measure_code="in_period", source_code="commune_sum", period_code=PERIOD
    )
    figures = [commune_figures(trial.places(province)) for province in (SHARED, *HALVES)]
    assert [len(part) for part in figures] == [4, 4, 4]
    assert total["value"].to_list() == [sum(part.sum() for part in figures)]


def commune_figures(here: Places) -> pl.Series:
    values = pl.read_parquet(here.release / f"{PERIOD}-r001" / "parquet" / "indicator_value.parquet")
    return values.filter(
        pl.col("area_id").str.starts_with("c25-"),
        indicator_code="N_FIRM_ACTIVE",
        measure_code="in_period",
        state="current",
        period_code=PERIOD,
    )["value"]

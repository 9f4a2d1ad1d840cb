"""Recall and precision of the checks: how many injected faults are found, and which files are accused wrongly.

A round injects faults of all kinds into different communes of one batch, so that 20 seeds need three builds. A fault
counts as found when one of its cells is among those of a failed rule, or was rejected, or is recorded as left blank.
An accusation counts as right when one of its cells is one that was touched.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from faults.inject import FAULTS, HONEST, Injection, NoTargetError, inject

from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.publication.candidate.candidate import candidate
from pipelines.sample.province import planted_mistakes
from pipelines.settings import Places, places, seeds_root

pytestmark = pytest.mark.slow

PERIODS = ["2026-08", "2026-09", "2026-10"]
N_SEEDS = 20
YEAR = {"year_end": "2026-12", "year_start": "2027-01"}  # two more files of one commune, beside its October
# Least recall. 1: the fault breaks the very relation, type or duty that a rule states. Below 1: the wrong figure can be
# as plausible as the right one (4424 -> 4244), so the floor is what was measured, less two of twenty for a new sample.
FLOOR = dict.fromkeys(FAULTS, 1.0) | {"negative": 0.8, "digits_swapped": 0.7, "rows_swapped": 0.85}


@dataclass
class Tally:
    """Per kind: injected, found; accusations in its files, and those that name a touched cell."""

    injected: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    accusations: Counter[str] = field(default_factory=Counter[str])
    right: Counter[str] = field(default_factory=Counter[str])
    missed: list[Injection] = field(default_factory=list[Injection])
    false: list[str] = field(default_factory=list[str])

    def table(self) -> str:
        lines = [f"{'kind':20} {'injected':>8} {'recall':>7} {'accused':>8} {'precision':>9}"]
        for kind in (*FAULTS, *HONEST):
            n, accused = self.injected[kind], self.accusations[kind]
            recall = f"{self.found[kind] / n:.2f}" if kind in FAULTS else "-"
            precision = f"{self.right[kind] / accused:.2f}" if accused else "-"
            lines.append(f"{kind:20} {n:8} {recall:>7} {accused:8} {precision:>9}")
        return "\n".join(lines)


@pytest.fixture(scope="module")
def tally(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Tally:
    root = tmp_path_factory.mktemp("recall")
    codebook = load(seeds_root())
    folders = places("08", root / "data")
    files = sorted(sample.iterdir())
    last = sorted(path for path in files if f"_{PERIODS[-1]}_" in path.name)
    month.receive(folders, seeds_root(), [path for path in files if path not in last])
    spoilt = {mistake.reporter_code for mistake in planted_mistakes(codebook, "08", PERIODS)}
    sources = [path for path in last if path.stem.split("_")[-1] not in spoilt]
    jobs = list(product([*FAULTS, "explained_jump", "dash_for_nothing", "year"], range(N_SEEDS)))
    tally, number = Tally(), 0
    while jobs:
        number += 1
        jobs = one_round(tally, folders, jobs, sources, root / f"round_{number}")
    return tally


def one_round(
    tally: Tally, folders: Places, jobs: list[tuple[str, int]], sources: list[Path], folder: Path
) -> list[tuple[str, int]]:
    """Inject as many jobs as there are senders, send the batch, build, count; the jobs left over."""
    folder.mkdir()
    for source in sources:
        shutil.copy(source, folder / source.name)
    done: list[Injection] = []
    left = list(jobs)
    for source in sources:
        for job in left:
            try:
                done += write(source, folder, *job)
            except NoTargetError:
                continue
            left.remove(job)
            break
    assert len(left) < len(jobs), f"no form has a target for {left}"
    month.receive(folders, seeds_root(), [folder], month.Delivery(is_ahead=True))  # January 2027 among them
    built = month.build(folders, seeds_root(), PERIODS[-1])
    assert built.failures == ()
    tables = candidate(folders, built.identity.build_id).tree / "parquet"
    count(tally, done, folder, tables, folders.landing / built.landing)
    return left


def write(source: Path, folder: Path, kind: str, seed: int) -> list[Injection]:
    if kind != "year":
        return [inject(source, folder / source.name, kind, seed)]
    names = {oddity: source.name.replace(PERIODS[-1], period) for oddity, period in YEAR.items()}
    return [inject(source, folder / name, oddity, seed) for oddity, name in names.items()]


def count(tally: Tally, done: list[Injection], folder: Path, tables: Path, landing: Path) -> None:
    """Compare what was touched with what the build accuses, rejects or misses in the files of this round."""
    forms = pl.read_parquet(tables / "submission_status.parquet").filter("is_in_force")
    names = dict(forms.select("submission_id", "original_name").iter_rows())
    ours = {path.name for path in folder.iterdir()}
    # a figure that its form explains, within the wide band, is published with a mark and not accused
    is_marked = (pl.col("severity") == "note") & pl.col("is_explained")
    failed = pl.read_parquet(tables / "violation.parquet").filter(~is_marked, outcome="fail")["violation_id"]
    accused: dict[str, set[tuple[str, str]]] = {violation: set() for violation in failed}
    for violation, submission, _, address in pl.read_parquet(tables / "violation_cell.parquet").iter_rows():
        if violation in accused:
            accused[violation].add((names[submission], address))
    cells = pl.read_parquet(f"{landing}/*/cell-*.parquet").filter(
        (pl.col("outcome") == "reject") | (pl.col("reason_code") == "blank")
    )
    noted = {(names.get(row["submission_id"], ""), row["address"]) for row in cells.iter_rows(named=True)}
    by_file = {injection.file: injection for injection in done}
    seen = noted.union(*accused.values())
    for injection in done:
        touched = {(injection.file, address) for address in injection.addresses}
        tally.injected[injection.kind] += 1
        tally.found[injection.kind] += bool(touched & seen)
        if injection.kind in FAULTS and not touched & seen:
            tally.missed.append(injection)
    for violation, of_violation in accused.items():
        for name in {file for file, _ in of_violation} & ours:
            injection = by_file.get(name)
            right = injection is not None and any((name, address) in of_violation for address in injection.addresses)
            if injection is not None:
                tally.accusations[injection.kind] += 1
                tally.right[injection.kind] += right
            if not right or (injection is not None and injection.kind in HONEST):
                tally.false.append(f"{injection.kind if injection else 'untouched'} {name}: {violation}")


def test_every_kind_was_injected_twenty_times(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{tally.table()}\nmissed:")
        for injection in tally.missed:
            print(f"  {injection.kind} {injection.file} {injection.addresses}: {injection.before} -> {injection.after}")
    assert {tally.injected[kind] for kind in (*FAULTS, *HONEST)} == {N_SEEDS}


def test_recall_does_not_fall(tally: Tally) -> None:
    recall = {kind: tally.found[kind] / tally.injected[kind] for kind in FAULTS}
    assert {kind: share for kind, share in recall.items() if share < FLOOR[kind]} == {}


def test_no_untouched_or_honest_file_is_accused(tally: Tally) -> None:
    assert tally.false == []

"""Attacks on what can be made again: landed tables, records of builds, codebook snapshots; and on originals."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from faults.attacks.conftest import Tried
from unit.publication.hand_made import judged, places_of
from unit.publication.test_judgement import SHA, prepared

from pipelines.codebook.load import load
from pipelines.errors import ChisoError
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.publication import month
from pipelines.publication.candidate.candidate import latest_build
from pipelines.publication.candidate.rebuild import rebuild
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.release.release import publish
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.order.landed import landed

FIGURES = {("01", "in_period"): 100.0, ("02", "in_period"): 10.0}
LAST = 10**9


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """One commune's report, received and landed."""
    folder = tmp_path_factory.mktemp("read")
    key = FormKey("XA-01", "C00700", "2026-10")
    path = write_form(load(seeds_root()), key, folder / "a.xlsx", FormContent(FIGURES))
    where = places("08", folder / "data")
    month.receive(where, seeds_root(), [path])
    month.land(where, seeds_root())
    return where


def figures(where: Places) -> list[float]:
    folder = month.land(where, seeds_root()).folder
    assert landed(folder, "submission", LAST)["outcome"].to_list() == ["read"]
    return sorted(landed(folder, "observation", LAST)["value"].drop_nulls().to_list())


def first_of(where: Places, pattern: str) -> Path:
    return next(where.landing.rglob(pattern))


def edit(where: Places) -> None:
    path = first_of(where, "observation-*.parquet")
    pl.read_parquet(path).with_columns(pl.col("value") + 3).write_parquet(path)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


CHANGES: dict[str, Callable[[Places], object]] = {
    "edited": edit,
    "deleted": lambda where: first_of(where, "observation-*.parquet").unlink(),
    "flipped": lambda where: flip(first_of(where, "observation-*.parquet")),
    "submissions cut": lambda where: cut(first_of(where, "submission-*.parquet")),
    "note cut": lambda where: cut(first_of(where, "whole-*.json")),
    "note deleted": lambda where: first_of(where, "whole-*.json").unlink(),
}


@pytest.mark.slow
@pytest.mark.attack("landing_edited", "landing_deleted", "landing_cut", faults=[5])
def test_a_changed_landing_is_read_anew_from_the_originals(read: Places, tried: Tried) -> None:
    before = figures(read)
    assert before == [10.0, 100.0]
    for name, change in CHANGES.items():
        change(read)
        assert figures(read) == before, name
    tried(len(CHANGES))


@pytest.mark.attack("blob_damaged")
@pytest.mark.parametrize("damage", ["deleted", "flipped"])
@pytest.mark.parametrize("when", ["before the gate", "after a pass"])
def test_a_damaged_original_is_never_published(damage: str, when: str, tmp_path: Path) -> None:
    where = prepared(tmp_path)
    blob = where.blobs / SHA[:2] / SHA
    if when == "after a pass":
        assert gate(where, "b1").outcome == "pass"
    if damage == "deleted":
        blob.unlink()
    else:
        flip(blob)
    if when == "before the gate":
        assert [reason.code for reason in gate(where, "b1").reasons] == ["blob_damaged"]
    else:  # judged anew it is refused; the verdict before was about bytes that were whole
        assert gate(where, "b1").outcome == "refuse"
    with pytest.raises(ChisoError):
        publish(where, "b1")
    assert not where.current.exists()


@pytest.mark.attack("snapshot_missing")
def test_a_missing_snapshot_is_named_with_its_way_out(tmp_path: Path) -> None:
    where = places_of(tmp_path)
    judged(where, "b1")
    release = publish(where, "b1")
    shutil.rmtree(where.snapshots, ignore_errors=True)
    with pytest.raises(ChisoError) as caught:
        rebuild(where, release.release_id, tmp_path / "out")
    assert "data/raw" in caught.value.message_vi and "data/seeds" not in caught.value.message_vi


@pytest.mark.attack("records_cut")
@pytest.mark.parametrize("name", ["built.json", "verdict.json", "latest"])
def test_a_record_that_was_cut_stops_with_a_sentence(name: str, tmp_path: Path) -> None:
    where = places_of(tmp_path)
    judged(where, "b1")
    path = where.build / ("latest" if name == "latest" else f"b1/{name}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if name != "latest" else b"")
    before = where.ledger.read_bytes()
    attempts: dict[str, Callable[[], object]] = {
        "built.json": lambda: gate(where, "b1"),
        "verdict.json": lambda: publish(where, "b1"),
        "latest": lambda: latest_build(where),
    }
    with pytest.raises(ChisoError) as caught:
        attempts[name]()
    assert "chiso" in caught.value.message_vi and "JSON" not in caught.value.message_vi
    assert where.ledger.read_bytes() == before and not where.current.exists()

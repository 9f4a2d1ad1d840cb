"""Attacks on gate, release and `current`: forged records, edited trees, edited pointers, flipped bytes, strays."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from faults.attacks.conftest import Tried
from unit.publication.hand_made import built, judged, places_of
from unit.publication.test_judgement import prepared

from pipelines.cli.app import call
from pipelines.errors import ChisoError
from pipelines.ledger import Ledger
from pipelines.publication.candidate.candidate import candidate, load, save
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.release.current import current_release
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable, tree_hash
from pipelines.settings import Places


def refused(where: Places, build_id: str) -> str:
    before = where.current.read_bytes() if where.current.exists() else None
    with pytest.raises(ChisoError) as caught:
        publish(where, build_id)
    assert (where.current.read_bytes() if where.current.exists() else None) == before
    return caught.value.code


@pytest.mark.attack("gate_passed_by", faults=[4])
def test_nobody_passes_by_the_gate(tmp_path: Path, tried: Tried) -> None:
    where = places_of(tmp_path)
    built(where, "b1")
    assert refused(where, "b1") == "no_verdict"
    judged(where, "b2", refused=True)
    assert refused(where, "b2") == "refused"
    path = candidate(where, "b2").verdict
    path.write_text(path.read_text().replace('"refuse"', '"pass"'))
    assert refused(where, "b2") == "verdict_unknown"
    judged(where, "b3")
    shutil.copy(candidate(where, "b3").verdict, candidate(where, "b2").verdict)
    assert refused(where, "b2") == "verdict_unknown"
    assert refused(where, "../../../victim") == "no_candidate"
    (candidate(where, "b3").tree / "csv" / "indicator_value.csv").write_text("forged")
    assert refused(where, "b3") == "tree_changed"
    tried(6)


@pytest.mark.attack("gate_forged", faults=[4])
def test_tree_and_record_edited_together_are_refused(tmp_path: Path) -> None:
    where = prepared(tmp_path)
    place = candidate(where, "b1")
    with (place.tree / "csv" / "indicator_value.csv").open("a") as file:
        file.write("FORGED,,,,\n")
    save(place, replace(load(place), tree_hash=tree_hash(place.tree)))
    verdict = gate(where, "b1")
    assert verdict.outcome == "refuse"
    assert {"record_changed", "tree_changed", "csv_apart"} & {reason.code for reason in verdict.reasons}
    refused(where, "b1")


@pytest.mark.attack("gate_forged", faults=[4])
def test_a_check_taken_out_of_the_record_is_refused(tmp_path: Path) -> None:
    where = prepared(tmp_path)
    place = candidate(where, "b1")
    save(place, replace(load(place), checks=()))
    assert "record_changed" in {reason.code for reason in gate(where, "b1").reasons}
    refused(where, "b1")


@pytest.fixture
def released(tmp_path: Path) -> Places:
    """A release, and a candidate that has passed the gate."""
    where = places_of(tmp_path)
    judged(where, "b1")
    publish(where, "b1")
    judged(where, "b2")
    return where


@pytest.mark.attack("current_edited", faults=[7])
@pytest.mark.parametrize("text", ["../../build/08/b2/tree", "2026-10-r009", ""])
def test_current_names_releases_of_the_ledger_only(
    text: str, released: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    released.current.write_text(text)
    with pytest.raises(ChisoError) as caught:
        current_release(released)
    assert "current" in caught.value.message_vi
    assert call(["query", "select 1", "--data", str(released.data)]) == 1
    assert "Errno" not in capsys.readouterr().err
    publish(released, "b2")
    assert current_release(released).release_id == "2026-10-r002"


def flip(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


FLIPS: dict[str, Callable[[Path], object]] = {
    "2026-10-r001/csv/indicator_value.csv": flip,
    "2026-10-r001/parquet/indicator_value.parquet": flip,
    "2026-10-r001/manifest.json": flip,
    "marts.duckdb": flip,
    "2026-10-r001": shutil.rmtree,
}


@pytest.mark.attack("release_flipped", faults=[7])
@pytest.mark.parametrize("name", FLIPS)
def test_verify_names_what_changed_in_a_release(
    name: str, released: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    set_writable(released.release / "2026-10-r001")
    FLIPS[name](released.release / name)
    assert call(["verify", "--deep", "--data", str(released.data)]) == 1
    assert Path(name).name in capsys.readouterr().out


@pytest.mark.attack("strays", faults=[10])
def test_what_is_no_release_stops_nothing_and_stays(released: Places, tmp_path: Path, tried: Tried) -> None:
    (victim := tmp_path / "victim").mkdir()
    (victim / "kept.txt").touch()
    for name, build_id in (("notes", None), ("2026-11-r009", "../../../victim"), ("2026-12-r010", "b9")):
        folder = released.release / name
        folder.mkdir()
        if build_id:
            (folder / "manifest.json").write_text(json.dumps({"build_id": build_id}))
    publish(released, "b2")
    assert all((released.release / name).is_dir() for name in ("notes", "2026-11-r009", "2026-12-r010"))
    assert os.listdir(victim) == ["kept.txt"]
    tried(3)


@pytest.mark.attack("readers")
def test_readers_see_whole_releases_only(tmp_path: Path, tried: Tried) -> None:
    where = places_of(tmp_path)
    judged(where, "b0")
    publish(where, "b0")
    faults: list[str] = []
    n_reads = [0]
    stop = threading.Event()

    def poll() -> None:
        while not stop.is_set():
            try:
                name = where.current.read_text("utf-8").strip()
                tree = where.release / name
                manifest: Any = json.loads((tree / "manifest.json").read_bytes())
                verdict: Any = json.loads((where.release / f"{name}.verdict.json").read_bytes())
                is_whole = manifest["tag"] == name and verdict["release_id"] == name
                if not is_whole or sum(path.is_file() for path in tree.rglob("*")) != 4:
                    faults.append(name)
                n_reads[0] += 1
            except (OSError, ValueError) as error:
                faults.append(repr(error))

    readers = [threading.Thread(target=poll) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        judged(where, f"b{number}")
        publish(where, f"b{number}")
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == [] and n_reads[0] > 10 and len(Ledger(where.ledger).read()) > 12
    tried(n_reads[0])

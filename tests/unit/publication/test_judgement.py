"""From a candidate on the disk to its verdict: what is counted, what is refused, what is written down."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from unit.publication.hand_made import PASSED, built, finish, identity_of, make_tree, places_of

from pipelines.errors import Message
from pipelines.ledger import Ledger
from pipelines.publication.candidate import candidate as candidates
from pipelines.publication.candidate.candidate import Built, candidate
from pipelines.publication.gate.gate import DUE_ALWAYS, DUE_WITH_OBSERVATIONS
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.messages import PublicationError
from pipelines.publication.release.release import publish
from pipelines.publication.tree import tree_hash
from pipelines.settings import Places
from pipelines.warehouse.export import write_csv

CONTENT = b"a workbook"
# completeness has rows of two periods; CSV those of the occasion's
WRITTEN = (
    "form_code,n_due,n_read,n_unreadable,n_missing,n_not_due,n_withdrawn,n_waiting,period_code\n"
    "XA-01,124,123,1,0,0,0,0,2026-10\n"
)
SHA = hashlib.sha256(CONTENT).hexdigest()


def land(places: Places, n_nonempty: int = 3, n_second: int | None = 3, n_rows: int = 3) -> None:
    """One receipt with 1 observation, 1 reject, 1 title and a blank where a value was due."""
    folder = places.landing / "key" / "2026-10"
    folder.mkdir(parents=True)
    ids: dict[str, Any] = {"receipt_id": "R1", "receipt_seq": 2}
    counts = {"n_observation": 1, "n_absence_filled": 0, "n_absence_blank": 1, "n_reject": 1, "n_context": 1}
    pl.DataFrame([{**ids, "n_nonempty": n_nonempty, "n_second": n_second}]).write_parquet(folder / "sheet-2-2.parquet")
    pl.DataFrame(
        [{**ids, **counts, "outcome": "read", "reason_code": None}], schema_overrides={"reason_code": pl.String}
    ).write_parquet(folder / "submission-2-2.parquet")
    cells = [("observation", "value"), ("reject", "not_a_number"), ("context", "title")][:n_rows]
    rows = [{**ids, "outcome": outcome, "reason_code": reason} for outcome, reason in [*cells, ("absence", "blank")]]
    pl.DataFrame(rows).write_parquet(folder / "cell-2-2.parquet")
    pl.DataFrame([ids]).write_parquet(folder / "observation-2-2.parquet")


def prepared(folder: Path, **landing: Any) -> Places:
    """A province with one receipt, its blob, its landing and a finished candidate `b1`."""
    places = places_of(folder)
    blob = places.blobs / SHA[:2] / SHA
    blob.parent.mkdir(parents=True)
    blob.write_bytes(CONTENT)
    payload = {"receipt_id": "R1", "sha256": SHA, "n_bytes": 10, "original_name": "a.xlsx", "channel": "cli"}
    Ledger(places.ledger).append("receipt", payload)
    land(places, **landing)
    identity = identity_of(places, "b1")
    place = candidate(places, "b1")
    make_tree(place.tree, identity)
    tables = place.tree / "parquet"
    rule = {"rule_code": "R", "severity": "stop", "outcome": "none", "is_waived": False, "n_violations": 0}
    pl.DataFrame([rule]).write_parquet(tables / "rule_count.parquet")
    due = {"form_code": "XA-01", "n_due": 124, "n_read": 123, "n_unreadable": 1, "n_missing": 0, "n_not_due": 0}
    due |= {"n_withdrawn": 0, "n_waiting": 0}
    pl.DataFrame([{**due, "period_code": code} for code in ("2026-09", "2026-10")]).write_parquet(
        tables / "completeness.parquet"
    )
    state = {"slice_id": "s1", "state": "held", "reason_code": "violation", "detail": "R"}
    pl.DataFrame([state, {**state, "slice_id": "s2", "state": "current"}]).write_parquet(tables / "slice_state.parquet")
    rows: dict[str, int] = dict.fromkeys((*DUE_ALWAYS, *DUE_WITH_OBSERVATIONS), 4)
    write_csv(place.tree, place.tree / "csv", period="2026-10")
    (place.tree / "csv" / "completeness.csv").write_text(WRITTEN, "utf-8")
    finish(places, Built(identity, tree_hash(place.tree), "key", checks=(PASSED,), table_rows=rows))
    return places


def test_a_good_candidate_passes_and_is_then_published(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    verdict = gate(places, "b1")
    assert verdict.reasons == ()
    assert [(row.period_code, row.n_read) for row in verdict.completeness] == [("2026-10", 123)]
    assert [held["slice_id"] for held in verdict.held_slices] == ["s1"]
    entry = Ledger(places.ledger).read()[-1]
    content = candidate(places, "b1").verdict.read_bytes()
    assert entry.payload == {
        "build_id": "b1",
        "outcome": "pass",
        "verdict_sha256": hashlib.sha256(content).hexdigest(),
        "release_id": "2026-10-r001",
        "occasion_period": "2026-10",
        "ledger_seq": 2,
    }
    assert publish(places, "b1").release_id == "2026-10-r001"


def test_judging_twice_records_once(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    gate(places, "b1")
    gate(places, "b1")
    assert [entry.kind for entry in Ledger(places.ledger).read()] == ["codebook", "receipt", "build", "verdict"]


def test_a_published_candidate_is_not_judged_again(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    gate(places, "b1")
    publish(places, "b1")
    with pytest.raises(PublicationError, match="đã được công bố"):
        gate(places, "b1")


@pytest.mark.parametrize(
    ("landing", "reasons"),
    [
        ({"n_nonempty": 4}, ["cells_unbalanced"]),
        ({"n_second": 2}, ["cells_unbalanced"]),
        ({"n_second": None}, []),
        ({"n_rows": 2}, ["cells_unbalanced"]),
        ({"n_nonempty": 4, "n_rows": 2}, ["cells_unbalanced", "cells_unbalanced"]),
    ],
)
def test_cells_in_equal_cells_out(tmp_path: Path, landing: dict[str, Any], reasons: list[str]) -> None:
    assert [reason.code for reason in gate(prepared(tmp_path, **landing), "b1").reasons] == reasons


@pytest.mark.parametrize("damage", ["flip", "gone"])
def test_a_damaged_original_is_reported_by_name(tmp_path: Path, damage: str) -> None:
    places = prepared(tmp_path)
    blob = places.blobs / SHA[:2] / SHA
    blob.unlink() if damage == "gone" else blob.write_bytes(b"A workbook")
    (reason,) = gate(places, "b1").reasons
    assert reason.code == "blob_damaged" and "a.xlsx" in reason.vi and SHA in reason.vi


def test_a_byte_flipped_between_build_and_gate_is_refused(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    path = candidate(places, "b1").tree / "parquet" / "rule_count.parquet"
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(bytes(content))
    assert [reason.code for reason in gate(places, "b1").reasons] == ["tree_changed"]
    with pytest.raises(PublicationError):
        publish(places, "b1")


def test_a_broken_ledger_is_a_reason_and_nothing_is_added_to_it(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    broken = places.ledger.read_bytes().replace(b"a.xlsx", b"b.xlsx")
    places.ledger.write_bytes(broken)
    assert "ledger_broken" in [reason.code for reason in gate(places, "b1").reasons]
    assert places.ledger.read_bytes() == broken


def test_a_record_of_another_version_asks_for_a_new_build(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    built(places, "b1")
    place = candidate(places, "b1")
    record = json.loads(place.built.read_text("utf-8"))
    place.built.write_text(json.dumps({**record, "failures": ["a plain text, as an older version wrote it"]}), "utf-8")
    with pytest.raises(PublicationError, match="do một phiên bản chiso khác dựng"):
        candidates.load(place)


def test_a_failed_build_is_refused_with_its_failures(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    built(places, "b1")
    place = candidate(places, "b1")
    record = candidates.load(place)
    failures = (
        Message("node_failed", "assert_x: hỏng", "assert_x: fail"),
        Message("node_failed", "y: hỏng", "y: fail"),
    )
    finish(places, Built(record.identity, record.tree_hash, "key", failures))
    verdict = gate(places, "b1")
    assert [reason.code for reason in verdict.reasons] == ["build_failed", "build_failed"]
    assert "assert_x: hỏng" in verdict.reasons[0].vi and "assert_x: fail" in verdict.reasons[0].en


def test_a_reader_that_dies_on_file_after_file_is_refused(tmp_path: Path) -> None:
    places = prepared(tmp_path)
    for number in range(2, 8):
        payload = {
            "receipt_id": f"R{number}",
            "sha256": SHA,
            "n_bytes": 10,
            "original_name": "b.xlsx",
            "channel": "cli",
        }
        entry = Ledger(places.ledger).append("receipt", payload)
        died: dict[str, Any] = {"receipt_id": f"R{number}", "receipt_seq": entry.seq, "reason_code": "reader_died"}
        died["outcome"] = "unreadable"
        died |= dict.fromkeys(("n_observation", "n_absence_filled", "n_absence_blank", "n_reject", "n_context"), 0)
        folder = places.landing / "key" / "_none"
        folder.mkdir(exist_ok=True)
        pl.DataFrame([died]).write_parquet(folder / f"submission-{entry.seq}-{entry.seq}.parquet")
    identity = identity_of(places, "b2")
    place = candidate(places, "b2")
    candidate(places, "b1").folder.rename(place.folder)
    finish(places, Built(identity, tree_hash(place.tree), "key", (), (PASSED,), dict.fromkeys(DUE_ALWAYS, 1)))
    assert "reader_broken" in [reason.code for reason in gate(places, "b2").reasons]

"""The ledger's entry of a build: written once, named by the position before it, believed before built.json."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from unit.publication.hand_made import PASSED, built, identity_of, judged, places_of

from pipelines.errors import Message
from pipelines.ledger import Ledger
from pipelines.ledger.last_known import head_path
from pipelines.publication.candidate.candidate import Built, candidate, load
from pipelines.publication.candidate.record import differences, record_build, recorded_build
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.identity import position
from pipelines.publication.messages import PublicationError
from pipelines.publication.release.release import publish
from pipelines.quality.suite_files import Case
from pipelines.settings import Places


def record_of(places: Places) -> Built:
    built(places, "b1")
    return load(candidate(places, "b1"))


def test_a_build_that_states_the_same_appends_nothing(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    ledger, record = Ledger(places.ledger), record_of(places)
    for _ in range(3):
        record_build(ledger, record)
    assert [entry.kind for entry in ledger.read()] == ["codebook", "build"]
    record_build(ledger, replace(record, tree_hash="other"))
    record_build(ledger, record)
    assert [entry.payload["tree_hash"] for entry in ledger.read()[1:]] == [record.tree_hash, "other", record.tree_hash]


def test_a_build_does_not_change_the_position_of_the_next(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    before = position(Ledger(places.ledger).read())
    judged(places, "b1")
    assert position(Ledger(places.ledger).read()) == before == (1, Ledger(places.ledger).read()[0].hash)
    assert identity_of(places, "b2").ledger_seq == 1


def test_the_entry_gives_the_record_back_without_the_rows_found(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    ledger, record = Ledger(places.ledger), record_of(places)
    failed = replace(PASSED, success=False, exception="boom", cases=(Case("k", "K", "9"),), column="value")
    rich = replace(record, failures=(Message("f", "hỏng", "bad"),), checks=(PASSED, failed), table_rows={"area": 3})
    record_build(ledger, rich)
    entries = ledger.read()
    assert recorded_build(entries, "b1") == replace(rich, checks=(PASSED, replace(failed, cases=())))
    assert (entries[-1].payload["n_checks"], entries[-1].payload["n_failed"]) == (2, 1)
    assert recorded_build(entries, "b2") is None


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, ()),
        ({"tree_hash": "x"}, ("tree_hash",)),
        ({"checks": ()}, ("batch/cell/expect_columns",)),
        ({"checks": (PASSED, PASSED)}, ("batch/cell/expect_columns",)),
        ({"checks": (replace(PASSED, severity="note"),)}, ("batch/cell/expect_columns",)),
        ({"checks": (replace(PASSED, cases=(Case("k", "K", "9"),)),)}, ()),  # rows are no part of the entry
        ({"checks": (PASSED, replace(PASSED, column="value"))}, ("batch/cell/expect_columns/value",)),
        ({"failures": (Message("f", "hỏng", "bad"),), "table_rows": {"area": 3}}, ("failures", "table_rows")),
        ({"landing": "other"}, ("landing",)),
    ],
)
def test_what_differs_is_named(tmp_path: Path, change: dict[str, object], names: tuple[str, ...]) -> None:
    record = record_of(places_of(tmp_path))
    assert differences(replace(record, **change), record) == names  # type: ignore[arg-type]


def test_a_candidate_that_the_ledger_does_not_have_is_not_published(tmp_path: Path) -> None:
    """As one that an earlier version built and judged: its verdict is in the ledger, its build is not."""
    places = places_of(tmp_path)
    judged(places, "b1")
    kept = [entry for entry in Ledger(places.ledger).read() if entry.kind != "build"]
    head_path(places.ledger).unlink()
    places.ledger.unlink()
    for entry in kept:
        at = datetime.fromisoformat(entry.at)
        Ledger(places.ledger).append(entry.kind, entry.payload, entry.actor, entry.role, at)
    for step in (publish, gate):
        with pytest.raises(PublicationError) as fault:
            step(places, "b1")
        assert fault.value.code == "build_unrecorded"

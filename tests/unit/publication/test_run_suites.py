"""The suites on a warehouse made by hand: frames, pages, and results that the next release begins from."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from pipelines.ledger import Entry, Ledger
from pipelines.publication.candidate.run_suites import DOCS, run_checks, tree_before
from pipelines.quality.results import RESULTS
from pipelines.quality.suite_files import CheckResult, read_suite
from pipelines.settings import Places
from pipelines.warehouse.export import FRAMES, batch_frames

FORM = "'XA-01' as form_code, '2026-10' as period_code"
NAMED = f"{FORM}, 'XA-01' as subject, 'XA-01 2026-10' as subject_vi"
SERIES = f"{FORM}, 'XA-01|N' as subject, 'Số N (N, XA-01, 2026-10)' as subject_vi"


def warehouse(
    folder: Path, n_twice: int = 0, median_ratio: float = 1, n_held: int = 0, is_looked_at: bool = True
) -> Path:
    """One batch of one form and one series of it."""
    rows = {
        "quality.chk_batch_structure": f"{NAMED}, {n_twice} as n_twice, 0 as n_without_reason, 0 as n_unknown_outcome,"
        " 0 as n_bad_address, 0 as n_without_uom, 0 as n_without_value",
        "quality.chk_batch_form_drift": f"{NAMED}, 1.0 as read_share, 0.0 as blank_share, 0.0 as reject_share,"
        " 0.0 as absent_change, 0.0 as blank_change, 0.0 as reject_change, 1.0 as sender_ratio, 0.0 as late_change",
        "quality.chk_batch_indicator_drift": f"{SERIES}, {median_ratio}::double as median_ratio, 1.0 as p90_ratio,"
        " 0.0 as zero_change, null::double as round_change, null::double as first_digit_change",
        "quality.chk_batch_form": f"{FORM}, {is_looked_at} as is_looked_at",
        "published.slice_count": f"{FORM}, 120 as n_due, {n_held} as n_held, 20 as n_not_due",
    }
    path = folder / "warehouse.duckdb"
    path.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("create schema quality; create schema published")
        for table, row in rows.items():
            con.execute(f"create table {table} as select {row}")
    return path


def failed(results: tuple[CheckResult, ...]) -> list[tuple[str, str, str, str]]:
    return [(row.column, row.severity, row.observed, row.since) for row in results if not row.success]


def test_every_table_of_the_suites_has_a_frame(tmp_path: Path) -> None:
    assert {suite: set(tables) for suite, tables in FRAMES.items()} == {
        suite: set(read_suite(suite).tables) for suite in ("batch", "marts")
    }
    frames = batch_frames(warehouse(tmp_path))
    assert all(len(frame) == 1 for tables in frames.values() for frame in tables.values())


def test_a_usual_batch_passes_and_leaves_pages_and_results(tmp_path: Path) -> None:
    results = run_checks(warehouse(tmp_path), tmp_path / "tree", "2026-10")
    assert len(results) == 20 and not failed(results)
    names = {path.name for path in (tmp_path / "tree" / DOCS).iterdir()}
    assert names == {"index.html", "batch.html", "marts.html", RESULTS}
    assert len(json.loads((tmp_path / "tree" / DOCS / RESULTS).read_text("utf-8"))) == 20


def test_a_structure_that_is_broken_stops_and_drift_is_noted(tmp_path: Path) -> None:
    results = run_checks(warehouse(tmp_path, n_twice=2, median_ratio=10, n_held=6), tmp_path / "tree", "2026-10")
    assert failed(results) == [
        ("n_twice", "stop", "1/1: XA-01 2026-10: 2", "2026-10"),
        ("median_ratio", "note", "1/1: Số N (N, XA-01, 2026-10): 10", "2026-10"),
        ("held_share", "note", "1/1: XA-01 2026-10: 0,06", "2026-10"),
    ]


def test_five_of_a_hundred_slices_held_are_not_noted(tmp_path: Path) -> None:
    assert not failed(run_checks(warehouse(tmp_path, n_held=5), tmp_path / "tree", "2026-10"))


def test_what_is_held_in_a_batch_that_is_not_looked_at_is_not_noted_again(tmp_path: Path) -> None:
    path = warehouse(tmp_path, n_held=50, is_looked_at=False)
    assert not failed(run_checks(path, tmp_path / "tree", "2026-10"))


def test_a_finding_of_the_release_before_keeps_its_period(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    run_checks(warehouse(tmp_path, median_ratio=10), before, "2026-09")
    results = run_checks(warehouse(tmp_path, median_ratio=10, n_held=6), now, "2026-10", before)
    assert [(column, since) for column, _, _, since in failed(results)] == [
        ("median_ratio", "2026-09"),
        ("held_share", "2026-10"),
    ]
    assert "<td>2026-09</td>" in (now / DOCS / "batch.html").read_text("utf-8")


def test_the_release_before_is_the_last_of_the_ledger(tmp_path: Path) -> None:
    places = Places("08", tmp_path)
    ledger = Ledger(places.ledger)
    ledger.append("codebook", {"codebook_hash": "c" * 64})
    assert tree_before(places, ledger.read()) is None
    entries: list[Entry] = []
    for release_id in ("2026-09-r001", "2026-10-r002"):
        made = {"build_id": "b", "tree_hash": "t", "occasion_period": "2026-09", "ledger_seq": 1}
        ledger.append("release", {"release_id": release_id, **made})
        entries = ledger.read()
    assert tree_before(places, entries) == places.release / "2026-10-r002"
    assert tree_before(places, entries[:-1]) == places.release / "2026-09-r001"

"""Hash, snapshots and duties of the small codebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from unit.codebook.small import good, write

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import load, load_snapshot, save_snapshot
from pipelines.codebook.obligations import expand_duties


def test_hash_is_of_content_not_of_files(tmp_path: Path) -> None:
    whole = load(write(good(), tmp_path / "whole"))
    tables = good()
    rows = tables.pop("uoms")
    root = write({**tables, "breakdowns": list(reversed(tables["breakdowns"]))}, tmp_path / "parts")
    write({"b": rows[:1], "a": rows[1:]}, root / "uoms")
    assert load(root).hash == whole.hash


def test_hashes_follow_the_tables_that_changed(tmp_path: Path) -> None:
    before = load(write(good(), tmp_path / "before"))
    tables = good()
    tables["rule_kinds"][0]["message_vi"] = "Khác"
    rules = load(write(tables, tmp_path / "rules"))
    assert (rules.hash != before.hash, rules.reading_hash == before.reading_hash) == (True, True)
    tables["aliases"][0]["text"] = "T.Quang"
    aliases = load(write(tables, tmp_path / "aliases"))
    assert aliases.hash != rules.hash
    assert aliases.reading_hash != before.reading_hash


def test_equal_files_are_read_once(tmp_path: Path) -> None:
    first = load(write(good(), tmp_path / "first"))
    again = load(write(good(), tmp_path / "again"))
    assert again.tables["areas"] is first.tables["areas"]
    del again.tables["areas"]  # what a caller does with its tables is no other's business
    assert load(tmp_path / "first").tables.keys() == first.tables.keys()


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    before = load(root)
    tables = good()
    tables["areas"][0]["name_vi"] = "Tên khác"
    changed = load(write(tables, root))
    assert changed.hash != before.hash
    assert "Tên khác" in changed.tables["areas"]["name_vi"]
    assert load(write(good(), root)).hash == before.hash


def test_spoiled_seeds_are_refused_each_time(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    load(root)
    tables = good()
    tables["areas"][0]["level"] = "thôn"
    write(tables, root)
    for _ in range(2):
        with pytest.raises(CodebookError):
            load(root)


def test_empty_seeds_are_empty_typed_tables(tmp_path: Path) -> None:
    tables = load(tmp_path).tables
    assert all(frame.is_empty() for frame in tables.values())
    assert tables["periods"].schema["start_date"] == pl.Date()


def test_tables_are_typed_and_sorted_with_derived_columns(tmp_path: Path) -> None:
    areas = load(write({**good(), "areas": list(reversed(good()["areas"]))}, tmp_path)).tables["areas"]
    assert areas["area_id"].to_list() == ["c24-00700", "c25-00700", "c25-00706", "d24-024", "p34-08", "vn"]
    assert areas["area_km2"].to_list() == [None, None, None, None, 13795.5, None]
    assert areas["name_fold"].to_list()[2] == "thượng lâm"
    assert areas["name_ascii"].to_list()[2] == "thuong lam"


def test_snapshot_comes_back_and_is_written_once(tmp_path: Path) -> None:
    codebook = load(write(good(), tmp_path / "seeds"))
    path = save_snapshot(codebook, tmp_path / "snapshots")
    stamp = (path / "areas.csv").stat().st_mtime_ns
    assert save_snapshot(codebook, tmp_path / "snapshots") == path
    assert (path / "areas.csv").stat().st_mtime_ns == stamp
    back = load_snapshot(path)
    assert (path.name, back.hash, back.reading_hash) == (codebook.hash, codebook.hash, codebook.reading_hash)
    assert all(back.tables[name].equals(frame) for name, frame in codebook.tables.items())
    assert [entry.name for entry in (tmp_path / "snapshots").iterdir()] == [codebook.hash]


def test_a_changed_snapshot_is_refused(tmp_path: Path) -> None:
    path = save_snapshot(load(write(good(), tmp_path / "seeds")), tmp_path)
    uoms = path / "uoms.csv"
    uoms.write_text(uoms.read_text(encoding="utf-8").replace("firms", "farms"), encoding="utf-8")
    with pytest.raises(CodebookError, match=path.name):
        load_snapshot(path)


def test_obligations_written_out(tmp_path: Path) -> None:
    """The rule starts with February; C00706 ends on 1 October.

    Three working days after Saturday 14 February, after the five days of Tết, are 23, 24, 25 February.
    Three working days after Saturday 14 March are 16, 17, 18 March.
    """
    owed = expand_duties(load(write(good(), tmp_path)), "08", "2026-03")
    assert owed.select("reporter_code", "period_code", "due_date").rows() == [
        ("C00700", "2026-02", date(2026, 2, 25)),
        ("C00700", "2026-03", date(2026, 3, 18)),
        ("C00706", "2026-02", date(2026, 2, 25)),
        ("C00706", "2026-03", date(2026, 3, 18)),
    ]
    assert owed["form_version"].to_list() == [1, 1, 1, 1]
    assert owed["is_inclusive"].all()


def test_obligations_stop_with_the_reporter_and_change_with_the_form(tmp_path: Path) -> None:
    tables = good()
    tables["reporters"][1]["valid_to"] = "2026-02-15"
    tables["forms"][0]["valid_to"] = "2026-02-15"
    tables["forms"].append({**tables["forms"][0], "form_version": "2", "valid_from": "2026-02-15", "valid_to": ""})
    for name in ("form_anchors", "form_blocks", "form_columns", "form_rows"):
        tables[name] += [{**row, "form_version": "2"} for row in tables[name]]
    owed = expand_duties(load(write(tables, tmp_path)), "08", "2026-03")
    assert owed.select("reporter_code", "form_version", "period_code").rows() == [
        ("C00700", 1, "2026-02"),
        ("C00700", 2, "2026-03"),
        ("C00706", 1, "2026-02"),
    ]
    assert expand_duties(load(tmp_path), "19", "2026-03").is_empty()


def test_obligations_of_an_unknown_period(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="2031-01"):
        expand_duties(load(write(good(), tmp_path)), "08", "2031-01")

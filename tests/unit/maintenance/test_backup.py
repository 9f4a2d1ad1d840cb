"""Backups: what is copied, what is refused, and that a copy made while files arrive is whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from support.small_root import add_receipt, add_release

from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.ledger.last_known import head_path
from pipelines.maintenance.backup import back_up, check_copy
from pipelines.maintenance.copying import MaintenanceError
from pipelines.maintenance.restore import restore
from pipelines.publication.tree import set_writable, tree_hash
from pipelines.settings import Places

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from support.small_root import add_receipt
from pipelines.settings import Places
for n in range(100000):
    add_receipt(Places("08", Path(sys.argv[1])), f"file {n}".encode() * 2000)
"""


@pytest.fixture
def source(tmp_path: Path) -> Places:
    """Two receipts, a codebook snapshot, a release, a third receipt."""
    where = Places("08", tmp_path / "data")
    add_receipt(where, b"one")
    add_receipt(where, b"two")
    (where.snapshots / "abc").mkdir(parents=True)
    (where.snapshots / "abc" / "areas.csv").write_text("area_id\n", "utf-8")
    add_release(where, "2026-09-r001", 1)
    add_receipt(where, b"three")
    return where


def files_of(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_copy_holds_raw_data_and_releases_and_a_restore_gives_them_back(source: Places, tmp_path: Path) -> None:
    done = back_up(source, tmp_path / "disk")
    # 3 blobs, 1 file of the snapshot, 2 of the release, its verdict, ledger, current
    assert (len(done.files), done.n_copied, done.faults) == (9, 7, [])
    target = Places("08", tmp_path / "new")
    restored = restore(Places("08", tmp_path / "disk"), target)
    assert (restored.n_files, restored.ledger_seq, restored.releases) == (9, 5, ["2026-09-r001"])
    assert restored.faults == []
    assert files_of(target.raw) == files_of(source.raw)
    made_anew = files_of(target.release)
    assert duckdb.connect(str(target.release / "marts.duckdb"), read_only=True).sql(
        "select value from figure"
    ).fetchall() == [(1,)]
    assert json.loads(made_anew.pop("marts.json"))["release_id"] == "2026-09-r001"
    del made_anew["marts.duckdb"]
    assert made_anew == files_of(source.release)
    modes = [path.stat().st_mode & 0o777 for path in (target.raw, target.ledger, target.release, target.current)]
    assert modes == [0o700, 0o600, 0o755, 0o644]  # what is published is for every account, originals are not
    assert {path.stat().st_mode & 0o777 for path in target.blobs.rglob("*") if path.is_file()} == {0o400}
    assert Ledger(target.ledger).append("codebook", {"codebook_hash": "x"}).seq == 6, "work goes on"


def test_a_second_backup_copies_what_is_new_only(source: Places, tmp_path: Path) -> None:
    back_up(source, tmp_path / "disk")
    assert back_up(source, tmp_path / "disk").n_copied == 0
    add_receipt(source, b"four")
    add_receipt(source, b"two", "again.xlsx")  # the same bytes: no further blob
    add_release(source, "2026-10-r002", 2)
    done = back_up(source, tmp_path / "disk")
    assert (done.n_copied, len(done.files)) == (4, 13)  # a blob, two files of the release, its verdict
    notes = tmp_path / "disk" / "backup" / "08"
    history = [json.loads(line) for line in (notes / "history.jsonl").read_text("utf-8").splitlines()]
    assert [line["ledger_seq"] for line in history] == [5, 5, 9]
    assert json.loads((source.data / "backup" / "08" / "last.json").read_bytes())["ledger_seq"] == 9


def test_every_file_of_the_list_has_its_hash(source: Places, tmp_path: Path) -> None:
    back_up(source, tmp_path / "disk")
    copy = Places("08", tmp_path / "disk")
    assert check_copy(copy) == []
    blob = next(copy.blobs.rglob("*/*"))
    blob.chmod(0o644)
    blob.write_bytes(blob.read_bytes()[::-1])
    (copy.release / "2026-09-r001.verdict.json").unlink()
    named = [fault.en.split(":")[0] for fault in check_copy(copy)]
    assert sorted(named) == sorted([str(blob), str(copy.release / "2026-09-r001.verdict.json")])
    restored = restore(copy, Places("08", tmp_path / "new"))
    assert (restored.n_files, len(restored.faults)) == (7, 2), "all else is restored"


def test_damaged_bytes_are_named_and_never_replace_a_good_copy(source: Places, tmp_path: Path) -> None:
    back_up(source, tmp_path / "disk")
    before = files_of(tmp_path / "disk" / "raw")
    old, new = add_receipt(source, b"one"), add_receipt(source, b"new")
    for blob in (old, new):
        blob.write_bytes(b"bad")
    folder = add_release(source, "2026-10-r002", 2)
    set_writable(folder)
    (folder / "manifest.json").write_text("{}", "utf-8")
    done = back_up(source, tmp_path / "disk")
    # the copy of `old` is whole already, so it is not asked for again
    assert [fault.code for fault in done.faults] == ["blob_damaged", "release_damaged"]
    assert str(new) in done.faults[0].en and str(folder) in done.faults[1].vi
    after = files_of(tmp_path / "disk" / "raw")
    assert {name: after[name] for name in before if "ledger" not in name} == {
        name: content for name, content in before.items() if "ledger" not in name
    }


def test_a_retired_release_is_no_fault_and_its_copy_stays(source: Places, tmp_path: Path) -> None:
    add_release(source, "2026-10-r002", 2)
    back_up(source, tmp_path / "disk")
    for disk in ("disk", "new disk"):
        folder = source.release / "2026-09-r001"
        if folder.exists():
            set_writable(folder)
            shutil.rmtree(folder)
            retirement = {
                "release_id": "2026-09-r001",
                "tree_hash": "x",
                "reason": "Chật đĩa, bản cũ",
                "owner": "Phòng CNTT",
            }
            Ledger(source.ledger).append("retirement", retirement)
        done = back_up(source, tmp_path / disk)
        assert done.faults == []
        is_kept = "release/08/2026-09-r001/manifest.json" in done.files
        assert is_kept == (tmp_path / disk / "release" / "08" / "2026-09-r001").is_dir() == (disk == "disk")


def test_a_broken_ledger_is_refused_and_nothing_written(source: Places, tmp_path: Path) -> None:
    back_up(source, tmp_path / "disk")
    before = files_of(tmp_path / "disk")
    source.ledger.write_bytes(source.ledger.read_bytes().replace(b'"n_bytes":3', b'"n_bytes":4', 1))
    with pytest.raises(BrokenLedgerError):
        back_up(source, tmp_path / "disk")
    assert files_of(tmp_path / "disk") == before


def test_a_cut_ledger_is_refused_and_the_copy_kept(source: Places, tmp_path: Path) -> None:
    back_up(source, tmp_path / "disk")
    before = files_of(tmp_path / "disk")
    lines = source.ledger.read_bytes().splitlines(keepends=True)
    source.ledger.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(BrokenLedgerError):
        back_up(source, tmp_path / "disk")
    head_path(source.ledger).unlink()  # whoever cuts the ledger may cut the note of its last entry as well
    with pytest.raises(MaintenanceError) as refused:
        back_up(source, tmp_path / "disk")
    assert refused.value.code == "other_history"
    source.ledger.unlink()
    with pytest.raises(MaintenanceError) as refused:
        back_up(source, tmp_path / "disk")
    assert refused.value.code == "nothing_to_back_up"
    assert files_of(tmp_path / "disk") == before


def test_no_backup_into_the_data_it_copies(source: Places, tmp_path: Path) -> None:
    for folder in (source.data / "backup-disk", source.data, tmp_path):
        with pytest.raises(MaintenanceError) as refused:
            back_up(source, folder)
        assert refused.value.code == "inside_data"


def test_a_restore_needs_a_backup_and_an_empty_root(source: Places, tmp_path: Path) -> None:
    with pytest.raises(MaintenanceError) as refused:
        restore(Places("08", tmp_path / "none"), Places("08", tmp_path / "new"))
    assert refused.value.code == "no_backup"
    back_up(source, tmp_path / "disk")
    before = files_of(source.data)
    with pytest.raises(MaintenanceError) as refused:
        restore(Places("08", tmp_path / "disk"), source)
    assert refused.value.code == "target_taken"
    assert files_of(source.data) == before
    ledger = tmp_path / "disk" / "raw" / "08" / "ledger.jsonl"
    ledger.chmod(0o644)
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(MaintenanceError) as refused:
        restore(Places("08", tmp_path / "disk"), Places("08", tmp_path / "new"))
    assert refused.value.code == "listing_broken"


def test_copies_made_while_files_arrive_are_whole(source: Places, tmp_path: Path) -> None:
    """A receiver does not wait for the province's lock; ten copies are taken between its writes."""
    tests = Path(__file__).resolve().parents[2]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(source.data), str(tests)], cwd=tests.parent)
    try:
        positions: list[int] = []
        deadline = time.monotonic() + 60
        while len(positions) < 10 and time.monotonic() < deadline:
            done = back_up(source, tmp_path / "disk")
            assert done.faults == []
            copy = Places("08", tmp_path / "disk")
            entries = Ledger(copy.ledger).read()
            receipts = [entry.payload["sha256"] for entry in entries if entry.kind == "receipt"]
            assert all((copy.blobs / sha256[:2] / sha256).is_file() for sha256 in receipts)
            if not positions or len(entries) > positions[-1]:
                positions.append(len(entries))
        assert len(positions) == 10, "the writer wrote between the copies"
        assert writer.poll() is None
    finally:
        writer.terminate()
        writer.wait()
    assert check_copy(Places("08", tmp_path / "disk")) == []
    assert tree_hash(tmp_path / "disk" / "release" / "08" / "2026-09-r001") == tree_hash(
        source.release / "2026-09-r001"
    )

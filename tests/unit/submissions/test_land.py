"""Receiving and landing: bytes kept once, receipts always, batches whole or not at all, damage found."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from support import trial

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import Places, places
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.intake.land import Landing, land
from pipelines.submissions.intake.messages import IntakeError
from pipelines.submissions.intake.receive import Delivery, Receipt, blob_path, receive


class Spot:
    """A province's data root, its ledger, and an inbox."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.codebook = codebook
        self.places: Places = places("08", root / "data")
        self.ledger = Ledger(self.places.ledger)
        self.inbox = root / "inbox"
        self.inbox.mkdir()

    def form(self, name: str, **changed: object) -> Path:
        return trial.write(self.inbox / name, {"TRIAL-01": trial.row_form(**changed)})

    def receive(self, *paths: Path) -> list[Receipt]:
        return receive(self.places, self.codebook, paths)

    def land(self) -> Landing:
        return land(self.places, self.codebook, self.ledger.read())

    def table(self, landing: Landing, table: str) -> pl.DataFrame:
        return pl.read_parquet(landing.folder / "*" / f"{table}-*.parquet")


@pytest.fixture
def spot(tmp_path: Path, trial_codebook: Codebook) -> Spot:
    return Spot(tmp_path, trial_codebook)


def test_the_same_bytes_are_one_blob_and_two_receipts(spot: Spot) -> None:
    path = spot.form("a.xlsx", E9=5)
    first, second = spot.receive(path)[0], spot.receive(path)[0]
    assert (first.same_as, second.same_as) == (None, first.receipt_id)
    assert first.receipt_id != second.receipt_id
    blobs = [blob for blob in spot.places.blobs.rglob("*") if blob.is_file()]
    assert [blob.read_bytes() for blob in blobs] == [path.read_bytes()]
    assert blobs[0].name == first.sha256
    assert blobs[0].stat().st_mode & 0o222 == 0
    assert [entry.payload["original_name"] for entry in spot.ledger.read()] == ["a.xlsx", "a.xlsx"]


def test_a_folder_is_received_with_all_below_but_no_lock_files(spot: Spot) -> None:
    spot.form("b.xlsx", E9=1)
    (spot.inbox / "sâu").mkdir()
    spot.form("sâu/a.xlsx", E9=2)
    (spot.inbox / "~$b.xlsx").write_bytes(b"lock")
    assert [receipt.original_name for receipt in spot.receive(spot.inbox)] == ["b.xlsx", "a.xlsx"]


def test_nothing_is_received_when_anything_stated_is_wrong(spot: Spot) -> None:
    paths = [spot.form("a.xlsx"), spot.inbox / "không có.xlsx"]
    with pytest.raises(IntakeError) as error:
        receive(spot.places, spot.codebook, paths, Delivery(sender="C99999", period="2026-13"))
    for text in ("không có.xlsx", "C99999", "2026-13"):
        assert text in error.value.message_vi
        assert text in error.value.message_en
    assert spot.ledger.read() == []


def test_a_report_without_a_form_is_stated_by_its_duty(spot: Spot) -> None:
    """A letter is kept for the duty that it meets; nothing in it is read."""
    letter = spot.inbox / "Báo cáo năm.docx"
    letter.write_bytes(b"PK\x03\x04 no workbook")
    receive(spot.places, spot.codebook, [letter], Delivery(sender="D08-STC", form="KH57-CQ", period="2026"))
    row = spot.table(spot.land(), "submission").row(0, named=True)
    assert (row["form_code"], row["reporter_code"], row["period_code"]) == ("KH57-CQ", "D08-STC", "2026")
    assert row["outcome"] in ("unreadable", "refused") and row["n_observation"] == 0
    with pytest.raises(IntakeError, match="KH57-XX"):
        receive(spot.places, spot.codebook, [letter], Delivery(form="KH57-XX"))


def test_landing_has_the_tables_and_columns_of_the_contract(spot: Spot) -> None:
    spot.receive(spot.form("a.xlsx", E9=5))
    landing = spot.land()
    for table in ("submission", "sheet", "cell", "observation", "personal"):
        assert spot.table(landing, table).schema == pl.Schema(SCHEMAS[table])
    assert sorted(path.parent.name for path in landing.folder.glob("*/*.parquet")) == ["2026-10"] * 5
    submission = spot.table(landing, "submission").row(0, named=True)
    assert submission["submission_id"].startswith(submission["receipt_id"])
    assert (submission["province_code"], submission["mode"], submission["outcome"]) == ("08", "full", "read")


def test_a_refused_file_lands_under_no_period_with_its_cells_counted(spot: Spot) -> None:
    spot.receive(trial.write(spot.inbox / "a.xlsx", {"S": {"A1": "lạ", "B2": 3}}))
    landing = spot.land()
    row = pl.read_parquet(landing.folder / "_none" / "submission-*.parquet").row(0, named=True)
    assert (row["outcome"], row["n_nonempty"], row["n_context"], row["n_second"]) == ("refused", 2, 2, 2)


def test_landing_again_changes_nothing_and_reads_only_what_is_new(spot: Spot) -> None:
    spot.receive(spot.form("a.xlsx", E9=5))
    assert spot.land().n_new == 1
    files = {path: path.read_bytes() for path in spot.places.landing.rglob("*.parquet")}
    assert spot.land().n_new == 0
    assert {path: path.read_bytes() for path in spot.places.landing.rglob("*.parquet")} == files
    spot.receive(spot.form("b.xlsx", E9=6))
    landing = spot.land()
    assert landing.n_new == 1
    assert sorted(spot.table(landing, "submission")["receipt_seq"].to_list()) == [1, 2]


def test_two_landings_from_the_same_sources_are_the_same_bytes(spot: Spot, tmp_path: Path) -> None:
    spot.receive(*[spot.form(f"{n}.xlsx", E9=n) for n in range(6)])
    made: list[dict[str, bytes]] = []
    for _ in range(2):
        folder = spot.land().folder
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")})
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    assert made[0] == made[1]


def test_a_batch_is_on_the_disk_before_its_note_and_each_folder_is_flushed_once(
    spot: Spot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spot.receive(spot.form("a.xlsx", E9=5), spot.form("b.xlsx", E9=6))
    spot.receive(trial.write(spot.inbox / "c.xlsx", {"S": {"A1": "lạ", "B2": 3}}))
    from pipelines.submissions.intake import batch, land

    flushed: list[Path] = []

    def fsync_path(path: Path) -> None:
        flushed.append(path)
        real(path)

    real = batch.fsync_path
    for module in (batch, land):
        monkeypatch.setattr(module, "fsync_path", fsync_path)
    folder = spot.land().folder
    folders = [path for path in flushed if path.is_dir()]
    assert sorted(folders) == sorted([spot.places.landing, folder, folder / "2026-10", folder / "_none"])
    note = next(path for path in flushed if path.name.startswith(".whole-"))
    assert folders[0] == spot.places.landing and flushed[-1] == folder  # what holds all is first, the note's name last
    assert flushed.index(note) > max(flushed.index(folder / name) for name in ("2026-10", "_none"))
    tables = [path for path in flushed if path.name.endswith(".parquet.tmp")]
    assert len(tables) == len(list(folder.glob("*/*.parquet")))
    flushed.clear()
    spot.land()
    assert flushed == []  # nothing new, nothing to flush


@pytest.mark.parametrize("step", range(6))
def test_a_power_cut_leaves_no_half_batch(spot: Spot, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    spot.receive(spot.form("a.xlsx", E9=5))
    from pipelines.submissions.intake import batch

    real, calls = batch.os.replace, iter(range(100))

    def replace(source: str, target: str) -> None:
        if next(calls) == step:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(batch.os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        spot.land()
    monkeypatch.setattr(batch.os, "replace", real)
    landing = spot.land()
    assert landing.n_new == 1
    assert len(spot.table(landing, "submission")) == 1
    assert not list(landing.folder.rglob("*.tmp"))


def test_damaged_bytes_are_a_verdict_and_are_reported_until_repaired(spot: Spot) -> None:
    receipt, good = spot.receive(spot.form("a.xlsx", E9=5), spot.form("b.xlsx", E9=6))
    blob = blob_path(spot.places, receipt.sha256)
    content = blob.read_bytes()
    blob.chmod(0o644)
    blob.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    landing = spot.land()
    assert landing.broken == (receipt.receipt_id,)
    assert spot.land().broken == (receipt.receipt_id,)
    rows = {row["receipt_id"]: row for row in spot.table(landing, "submission").iter_rows(named=True)}
    assert rows[receipt.receipt_id]["reason_code"] == "blob_damaged"
    assert rows[good.receipt_id]["outcome"] == "read"
    blob.write_bytes(content)
    landing = spot.land()
    assert landing.broken == ()
    assert spot.table(landing, "submission")["outcome"].to_list() == ["read", "read"]


def test_a_lost_blob_is_a_verdict(spot: Spot) -> None:
    (receipt,) = spot.receive(spot.form("a.xlsx", E9=5))
    blob_path(spot.places, receipt.sha256).unlink()
    landing = spot.land()
    assert landing.broken == (receipt.receipt_id,)
    assert spot.table(landing, "submission")["reason_code"].to_list() == ["blob_missing"]


def test_an_original_recorded_as_lost_is_read_no_more_until_it_is_received_again(spot: Spot) -> None:
    path = spot.form("a.xlsx", E9=5)
    lost, good = spot.receive(path, spot.form("b.xlsx", E9=6))
    assert spot.table(spot.land(), "submission")["outcome"].to_list() == ["read", "read"]
    blob_path(spot.places, lost.sha256).unlink()
    settled = {"file_id": lost.receipt_id, "reason": "Đĩa hỏng", "owner": "Phòng A", "is_lost": True}
    spot.ledger.append("dismissal", settled)
    landing = spot.land()
    rows = {row["receipt_id"]: row for row in spot.table(landing, "submission").iter_rows(named=True)}
    assert (rows[lost.receipt_id]["outcome"], rows[lost.receipt_id]["reason_code"]) == ("unreadable", "blob_lost")
    assert rows[good.receipt_id]["outcome"] == "read"
    assert (landing.broken, spot.land().n_new) == ((), 0)
    (again,) = spot.receive(path)  # puts the same bytes back: they count for the new receipt alone
    rows = {row["receipt_id"]: row for row in spot.table(spot.land(), "submission").iter_rows(named=True)}
    assert (rows[lost.receipt_id]["outcome"], rows[again.receipt_id]["outcome"]) == ("unreadable", "read")


def test_a_dismissal_of_a_whole_original_changes_no_reading(spot: Spot) -> None:
    (receipt,) = spot.receive(spot.form("a.xlsx", E9=5))
    spot.land()
    spot.ledger.append("dismissal", {"file_id": receipt.receipt_id, "reason": "Gửi nhầm", "owner": "Phòng A"})
    landing = spot.land()
    assert landing.n_new == 0 and spot.table(landing, "submission")["outcome"].to_list() == ["read"]


def test_personal_text_is_in_its_own_table_only(spot: Spot) -> None:
    spot.receive(spot.form("a.xlsx", H9="Họ Tên"))
    landing = spot.land()
    assert spot.table(landing, "personal")["raw_text"].to_list() == [
        "Họ Tên",
        "Người lập biểu",
        "Thủ trưởng đơn vị",
        "Họ Và Tên",
    ]
    for table in ("cell", "observation", "submission"):
        assert "Họ Tên" not in spot.table(landing, table).write_csv()
    [kept] = landing.folder.glob("*/personal-*.parquet")
    assert kept.stat().st_mode & 0o077 == 0

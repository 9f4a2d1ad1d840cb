"""Which files of an inbox are new: by path and bytes, in folders and names as Windows and macOS make them."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from support.archives import zipped

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.inbox.new_files import KnownFiles, new_files, spelling
from pipelines.submissions.intake.receive import Delivery, receive, receive_found


class Office:
    """An inbox and the ledger of what was received from it."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.places, self.codebook, self.inbox = places("08", root / "data"), codebook, root / "inbox" / "08"
        self.inbox.mkdir(parents=True)

    def put(self, name: str, content: bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def new(self) -> list[str]:
        found = new_files(self.inbox, Ledger(self.places.ledger).read())
        return [file.source.removeprefix("08/") for file in found.files]

    def take(self) -> list[str]:
        found = new_files(self.inbox, Ledger(self.places.ledger).read())
        done = receive_found(self.places, self.codebook, found, Delivery(inbox_name=self.inbox.name))
        return [receipt.source.removeprefix("08/") for receipt in done.receipts]


@pytest.fixture
def office(tmp_path: Path, trial_codebook: Codebook) -> Office:
    return Office(tmp_path, trial_codebook)


def test_files_lie_in_the_inbox_itself_in_folders_of_senders_and_of_months(office: Office) -> None:
    for name in ("bao_cao.csv", "C00691/bao_cao.csv", "2026-10/bao_cao.csv", "2026-10/C00691/bao_cao.csv"):
        office.put(name, name.encode())
    expected = ["2026-10/C00691/bao_cao.csv", "2026-10/bao_cao.csv", "C00691/bao_cao.csv", "bao_cao.csv"]
    assert office.take() == expected
    assert office.take() == []


def test_a_corrected_file_is_new_and_so_is_its_return_to_the_first_bytes(office: Office) -> None:
    for content in (b"1", b"2", b"1"):
        office.put("a.csv", content)
        assert office.take() == ["a.csv"]
        assert office.take() == []


def test_a_name_in_decomposed_letters_with_another_case_or_a_blank_at_its_end_is_known(office: Office) -> None:
    path = office.put("Xã Bình An/Báo cáo.csv", b"1")
    assert office.take() == ["Xã Bình An/Báo cáo.csv"]
    path.unlink()
    for name in (
        unicodedata.normalize("NFD", "Xã Bình An/Báo cáo.csv"),
        "XÃ BÌNH AN/báo cáo.CSV",
        "Xã Bình An /Báo cáo.csv",
    ):
        copy = office.put(name, b"1")
        assert office.new() == []
        copy.write_bytes(b"2")
        assert office.new() == [name]
        copy.unlink()


def test_two_names_that_differ_in_case_only_are_two_files_and_each_is_new_once(office: Office) -> None:
    office.put("A.csv", b"1")
    office.put("a.csv", b"2")
    assert office.take() == ["A.csv", "a.csv"]
    assert office.take() == []


def test_spelling() -> None:
    assert spelling("Xa ./Bao cao.xlsx ") == "xa/bao cao.xlsx"
    assert spelling("..") == ".."  # nothing would be left


def test_what_was_received_as_a_folder_by_hand_is_known_to_the_inbox(office: Office) -> None:
    office.put("2026-10/a.csv", b"1")
    receive(office.places, office.codebook, [office.inbox])  # its sources begin with the inbox's name
    receive(office.places, office.codebook, [office.inbox / "2026-10"])
    assert office.new() == []


def test_an_archive_is_known_by_itself_not_by_what_is_in_it(office: Office) -> None:
    office.put("a.zip", zipped({"x/b.csv": b"1", "c.csv": b"2"}))
    assert office.take() == ["a.zip/x/b.csv", "a.zip/c.csv"]
    assert office.take() == []
    office.put("c.csv", b"2")
    assert office.take() == ["c.csv"]


def test_what_is_no_report_is_skipped_with_its_reason(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_MAX_FILE_MB", "1")
    office.put("huge.csv", bytes((1 << 20) + 1))
    for name in ("~$a.xlsx", "~WRL0001.tmp", "b.xlsx.part", "c.CRDOWNLOAD", "d.tmp", "Thumbs.db", ".e.xlsx"):
        office.put(name, b"1")
    found = new_files(office.inbox, [])
    assert found.files == []
    assert {skip.source.removeprefix("08/"): (skip.reason, skip.is_harmless) for skip in found.skipped} == {
        "huge.csv": ("too_large", False),
        "~$a.xlsx": ("lock_file", True),
        "~WRL0001.tmp": ("lock_file", True),
        "b.xlsx.part": ("partial_file", False),
        "c.CRDOWNLOAD": ("partial_file", False),
        "d.tmp": ("partial_file", False),
        "Thumbs.db": ("system_file", True),
        ".e.xlsx": ("hidden", True),
    }


def test_two_receivers_of_one_inbox_at_once_receive_each_file_once(office: Office) -> None:
    """The sensor's run and the command line: both listed the files before either had received one."""
    for n in range(30):
        office.put(f"{n:02d}.csv", str(n).encode())
    found = new_files(office.inbox, [])
    barrier = threading.Barrier(2)

    def take() -> None:
        barrier.wait()
        receive_found(office.places, office.codebook, found, Delivery(inbox_name="08"))

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sources = [e.payload["source"] for e in Ledger(office.places.ledger).read() if e.kind == "receipt"]
    assert sorted(sources) == [f"08/{n:02d}.csv" for n in range(30)]


def test_a_receipt_of_an_earlier_version_is_known_by_its_name(office: Office) -> None:
    office.put("C00691/a.csv", b"1")
    office.take()
    (entry,) = [entry for entry in Ledger(office.places.ledger).read() if entry.kind == "receipt"]
    payload = {name: value for name, value in entry.payload.items() if name != "source"}
    known = KnownFiles([replace(entry, payload=payload)])
    assert known.holds("elsewhere/a.csv", entry.payload["sha256"])
    assert not known.holds("elsewhere/b.csv", entry.payload["sha256"])


def test_no_inbox_holds_no_file(tmp_path: Path) -> None:
    assert new_files(tmp_path / "none", []) == ([], [])

"""Dagster's inbox: new files by path and bytes, the filter of the command line, and the check that names open files."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.archives import zipped

from pipelines.codebook.load import Codebook, load
from pipelines.defs.resources import ProvinceResource
from pipelines.ledger import Ledger
from pipelines.settings import seeds_root
from pipelines.submissions.intake.receive import Delivery, receive_found

PERIOD = "2026-10"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


class Inbox:
    """A province with an inbox, received as the asset `received` does."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.resource = ProvinceResource(data=str(root / "data"), inbox=str(root / "inbox"))
        self.codebook = codebook
        self.folder = root / "inbox" / PERIOD

    def put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def take(self) -> list[str]:
        found = self.resource.new_files(PERIOD)
        done = receive_found(self.resource.places, self.codebook, found, Delivery(channel="dagster"))
        return [receipt.source for receipt in done.receipts]


@pytest.fixture
def inbox(tmp_path: Path, codebook: Codebook) -> Inbox:
    return Inbox(tmp_path, codebook)


def test_one_name_in_two_folders_is_two_files_and_each_is_new_once(inbox: Inbox) -> None:
    inbox.put("C00691/bao_cao.csv", b"a")
    inbox.put("C00694/bao_cao.csv", b"b")
    assert inbox.take() == ["2026-10/C00691/bao_cao.csv", "2026-10/C00694/bao_cao.csv"]
    assert inbox.take() == []
    inbox.put("C00700/bao_cao.csv", b"a")  # same name, same bytes, another folder
    assert inbox.take() == ["2026-10/C00700/bao_cao.csv"]
    inbox.put("C00691/bao_cao.csv", b"corrected")
    assert inbox.take() == ["2026-10/C00691/bao_cao.csv"]
    assert inbox.take() == []


def test_an_archive_is_new_once(inbox: Inbox) -> None:
    inbox.put("a.zip", zipped({"x/a.csv": b"1", "b.csv": b"2"}))
    assert inbox.take() == ["2026-10/a.zip/x/a.csv", "2026-10/a.zip/b.csv"]
    assert inbox.take() == []


def test_a_receipt_of_an_earlier_version_is_known_by_its_name(inbox: Inbox) -> None:
    inbox.put("a.csv", b"1")
    inbox.take()
    ledger = Ledger(inbox.resource.places.ledger)
    payload = dict(ledger.read()[0].payload)
    del payload["source"]
    other = Inbox(inbox.folder.parent.parent / "other", inbox.codebook)
    Ledger(other.resource.places.ledger).append("receipt", payload)
    other.put("C00691/a.csv", b"1")
    assert other.take() == []


def test_the_filter_is_that_of_the_command_line(inbox: Inbox) -> None:
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", ".hidden/a.xlsx"):
        inbox.put(name, b"1")
    (inbox.folder / "link.xlsx").symlink_to("/etc/passwd")
    found = inbox.resource.new_files(PERIOD)
    assert found.files == []
    assert {one.source.removeprefix("2026-10/"): one.reason for one in found.skipped} == {
        "~$a.xlsx": "lock_file",
        ".DS_Store": "system_file",
        "Thumbs.db": "system_file",
        ".hidden": "hidden",
        "link.xlsx": "link",
    }
    assert inbox.resource.new_files("2026-11") == ([], [])  # no folder yet

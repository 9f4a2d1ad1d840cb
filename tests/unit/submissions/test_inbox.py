"""What lies in an inbox: every regular file is received, everything else is named with its reason, nothing raises."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
from pathlib import Path

import pytest
from support import trial

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import Places, places
from pipelines.submissions.intake.inbox import scan as scanning
from pipelines.submissions.intake.inbox.names import inside, name_bytes, readable
from pipelines.submissions.intake.inbox.scan import scan
from pipelines.submissions.intake.inbox.skipped import HARMLESS, REASONS, Skipped, ignored
from pipelines.submissions.intake.inbox.store import Stored, blob_path, store
from pipelines.submissions.intake.receive import NOTHING_STATED as NOTHING
from pipelines.submissions.intake.receive import Received, files_of, receive_found


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def reasons(folder: Path) -> dict[str, str]:
    return dict(scan([folder]).skipped)


def test_links_and_special_files_are_named_and_never_followed(inbox: Path) -> None:
    (inbox / "good.xlsx").write_bytes(b"1")
    (inbox / "link.xlsx").symlink_to("/etc/passwd")
    (inbox / "gone.xlsx").symlink_to("/nowhere")
    (inbox / "folder").symlink_to("/etc")
    os.mkfifo(inbox / "fifo.xlsx")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.relpath(inbox / "socket"))
    found = scan([inbox])
    listener.close()
    assert [file.source for file in found.files] == ["inbox/good.xlsx"]
    assert dict(found.skipped) == {
        "inbox/link.xlsx": "link",
        "inbox/gone.xlsx": "dangling_link",
        "inbox/folder": "folder_link",
        "inbox/fifo.xlsx": "special_file",
        "inbox/socket": "special_file",
    }
    assert [one.reason for one in scan([inbox / "link.xlsx", inbox / "gone.xlsx", inbox / "fifo.xlsx"]).skipped] == [
        "link", "dangling_link", "special_file",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Thumbs.db", "system_file"),
        ("THUMBS.DB", "system_file"),
        ("desktop.ini", "system_file"),
        (".DS_Store", "system_file"),
        ("._bao cao.xlsx", "system_file"),
        ("~$bao cao.xlsx", "lock_file"),
        (".~lock.bao cao.xlsx#", "lock_file"),
        (".bao cao.xlsx", "hidden"),
        ("thumbs.xlsx", None),
        ("bao cao~$.xlsx", None),
        ("~bao cao.xlsx", None),
        ("desktop.xlsx", None),
        ("__MACOSX.xlsx", None),
    ],
)
def test_one_filter_of_names(name: str, reason: str | None) -> None:
    assert ignored(name) == reason
    assert reason is None or reason in HARMLESS


def test_hidden_and_system_folders_are_one_line_each(inbox: Path) -> None:
    for folder in (".git", "__MACOSX", "xã A/.cache", "MACOSX"):
        (inbox / folder).mkdir(parents=True)
        (inbox / folder / "a.xlsx").write_bytes(b"1")
    assert reasons(inbox) == {
        "inbox/.git": "hidden",
        "inbox/__MACOSX": "system_file",
        "inbox/xã A/.cache": "hidden",
    }
    assert [file.source for file in scan([inbox]).files] == ["inbox/MACOSX/a.xlsx"]


def test_a_folder_that_may_not_be_read_costs_itself(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "closed").mkdir()
    (inbox / "open.xlsx").write_bytes(b"1")
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        if path.name == "closed":
            raise PermissionError(13, "no")
        return real(path)

    monkeypatch.setattr(scanning.os, "listdir", listdir)
    assert reasons(inbox) == {"inbox/closed": "unreadable_folder"}
    assert [file.path.name for file in scan([inbox]).files] == ["open.xlsx"]


def test_two_thousand_nested_folders_are_no_fault(inbox: Path) -> None:
    here = os.getcwd()
    os.chdir(inbox)
    depth = 0
    try:  # as deep as a path may be long
        while len(str(inbox)) + 2 * depth < 3900:
            os.mkdir("d")
            os.chdir("d")
            depth += 1
        Path("a.xlsx").write_bytes(b"1")
    finally:
        os.chdir(here)
    assert depth > 1500
    try:
        assert len(scan([inbox]).files) == 1
    finally:  # pytest's own removal of its folders stops at a depth of about 1,000
        subprocess.run(["rm", "-rf", str(inbox / "d")], check=True)


def test_a_name_that_is_not_utf8_is_kept_readable_and_its_bytes_beside_it() -> None:
    raw = b"b\xe1o c\xe1o \xff.xlsx"
    name = os.fsdecode(raw)
    assert readable(name) == r"b\xe1o c\xe1o \xff.xlsx"
    assert bytes.fromhex(name_bytes(name) or "") == raw
    assert (readable("báo cáo.xlsx"), name_bytes("báo cáo.xlsx")) == ("báo cáo.xlsx", None)
    assert name_bytes(r"b\xe1o.xlsx") is None  # a backslash that somebody typed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        (r"C:\Users\a\bc.xlsx", "Users/a/bc.xlsx"),
        (r"..\..\bc.xlsx", "bc.xlsx"),
        ("./a/./b.xlsx", "a/b.xlsx"),
        ("..", "_"),
        ("a..b/c.xlsx", "a..b/c.xlsx"),
    ],
)
def test_a_name_inside_an_archive_stays_inside(name: str, expected: str) -> None:
    assert inside(name) == expected


def test_storing_reads_no_more_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_MAX_FILE_MB", "2")
    spot = places("08", tmp_path / "data")
    edge, above = tmp_path / "edge", tmp_path / "above"
    edge.write_bytes(b"x" * (2 << 20))
    above.write_bytes(b"x" * ((2 << 20) + 1))
    assert store(spot, edge) == Stored(hashlib.sha256(edge.read_bytes()).hexdigest(), 2 << 20)
    assert store(spot, above) == "too_large"
    assert store(spot, tmp_path / "gone") == "vanished"
    os.mkfifo(tmp_path / "fifo")
    assert store(spot, tmp_path / "fifo") == "special_file"
    (tmp_path / "link").symlink_to(edge)
    assert store(spot, tmp_path / "link") == "unreadable_file"
    assert [path.name for path in spot.blobs.iterdir() if path.is_file()] == []  # nothing half written is left


def test_damaged_stored_bytes_are_replaced(tmp_path: Path) -> None:
    spot, file = places("08", tmp_path / "data"), tmp_path / "a"
    file.write_bytes(b"whole")
    stored = store(spot, file)
    assert isinstance(stored, Stored)
    blob = blob_path(spot, stored.sha256)
    blob.chmod(0o644)
    blob.write_bytes(b"broken")
    assert store(spot, file) == stored and blob.read_bytes() == b"whole"
    assert blob.stat().st_mode & 0o777 == 0o400


class Desk:
    """A province that receives a folder."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.places: Places = places("08", root / "data")
        self.codebook = codebook
        self.inbox = root / "inbox"
        self.inbox.mkdir(exist_ok=True)

    def receive(self) -> Received:
        return receive_found(self.places, self.codebook, files_of(self.codebook, [self.inbox], NOTHING))

    def entries(self, kind: str) -> list[dict[str, object]]:
        return [dict(entry.payload) for entry in Ledger(self.places.ledger).read() if entry.kind == kind]


@pytest.fixture
def desk(tmp_path: Path, trial_codebook: Codebook) -> Desk:
    return Desk(tmp_path, trial_codebook)


def test_a_bad_name_a_huge_and_a_vanished_file_cost_only_themselves(desk: Desk) -> None:
    trial.write(desk.inbox / "a.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    good = (desk.inbox / "a.xlsx").read_bytes()
    with open(os.fsencode(desk.inbox) + b"/b\xff.xlsx", "wb") as file:
        file.write(good)
    with (desk.inbox / "c huge.xlsx").open("wb") as file:
        file.truncate(4 << 30)  # no byte of it is on the disk
    (desk.inbox / "d gone.xlsx").write_bytes(b"1")
    (desk.inbox / "e.xlsx").write_bytes(good)
    found = files_of(desk.codebook, [desk.inbox], NOTHING)
    (desk.inbox / "d gone.xlsx").unlink()
    done = receive_found(desk.places, desk.codebook, found)
    assert [receipt.original_name for receipt in done.receipts] == ["a.xlsx", r"b\xff.xlsx", "e.xlsx"]
    assert done.skipped == [Skipped("inbox/c huge.xlsx", "too_large"), Skipped("inbox/d gone.xlsx", "vanished")]
    assert [one.get("name_bytes") for one in desk.entries("receipt")] == [None, "62ff2e786c7378", None]
    assert [(one["source"], one["reason"]) for one in desk.entries("skip")] == [tuple(one) for one in done.skipped]


def test_a_skipped_entry_stands_once_in_the_ledger_until_the_next_release(desk: Desk) -> None:
    (desk.inbox / "Thumbs.db").write_bytes(b"1")
    for _ in range(2):
        assert [one.reason for one in desk.receive().skipped] == ["system_file"]  # said each time
    assert len(desk.entries("skip")) == 1
    release = {"release_id": "r", "build_id": "b", "tree_hash": "t", "occasion_period": "2026-10", "ledger_seq": 1}
    Ledger(desk.places.ledger).append("release", release)
    desk.receive()
    assert len(desk.entries("skip")) == 2


def test_every_reason_has_both_languages() -> None:
    assert REASONS.keys() > HARMLESS
    for vi, en in REASONS.values():
        assert vi.strip() and en.isascii()

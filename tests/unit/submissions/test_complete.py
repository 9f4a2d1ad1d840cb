"""When a file of an inbox is completely written: its times, what lies beside it, its last bytes."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from pipelines.submissions.intake.inbox.complete import Patience, Sorted, incomplete, sort_by_completeness
from pipelines.submissions.intake.inbox.new_files import new_files

NOISE = random.Random(1).randbytes(5000)  # it does not shrink in an archive
PATIENCE = Patience(quiet=30, incomplete=3600, opened=86400)


def archive(compression: int = zipfile.ZIP_DEFLATED, comment: bytes = b"", inner: bytes = NOISE) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        file.writestr("a.xml", inner)
        file.comment = comment
    return buffer.getvalue()


class Folder:
    """An inbox whose files are looked at so many seconds after the last of them was written."""

    def __init__(self, root: Path) -> None:
        self.root = root / "08"
        self.root.mkdir()

    def put(self, name: str, content: bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def after(self, seconds: float) -> Sorted:
        found = new_files(self.root, [])
        last = max(path.path.stat().st_ctime for path in found.files)
        return sort_by_completeness(found.files, last + seconds, PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def waits(found: Sorted) -> dict[str, str]:
    return {file.source.removeprefix("08/"): file.reason for file in found.waiting}


def names(found: Sorted) -> list[str]:
    return [file.source.removeprefix("08/") for file in found.ready]


def test_a_file_waits_until_it_has_been_still_for_thirty_seconds(folder: Folder) -> None:
    folder.put("a.csv", b"1;2\n")
    assert waits(folder.after(29.9)) == {"a.csv": "changing"}
    assert names(folder.after(30)) == ["a.csv"]


def test_the_time_that_explorer_sets_back_does_not_make_a_file_old(folder: Folder) -> None:
    """A copy gets the time of its original at the end; the time of its inode cannot be set."""
    path = folder.put("a.csv", b"1")
    os.utime(path, (1.0, 1.0))
    assert waits(folder.after(10)) == {"a.csv": "changing"}


def test_a_time_in_the_future_holds_nothing_back(folder: Folder) -> None:
    path = folder.put("a.csv", b"1")
    os.utime(path, (4e9, 4e9))  # in the year 2096
    assert names(folder.after(31)) == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("whole.xlsx", archive(), None),
        ("with comment.xlsx", archive(comment=b"PK" * 40), None),
        ("half.xlsx", archive()[:-1], "truncated"),
        ("half of its comment.zip", archive(comment=b"c" * 100)[:-1], "truncated"),
        ("without its directory.docx", archive()[:2500], "truncated"),
        # the end record of a workbook that is stored in the archive is not the archive's
        ("stored.zip", archive(zipfile.ZIP_STORED, inner=archive()), None),
        ("half of stored.zip", archive(zipfile.ZIP_STORED, inner=archive())[: 30 + 5 + len(archive())], "truncated"),
        ("placeholder.xlsx", b"", "empty"),
        ("reserved.xlsx", bytes(9000), "empty"),
        ("reserved, first part.xlsx", archive()[:2000] + bytes(7000), "truncated"),
        ("a page.xlsx", b"<html><table></table></html>", None),  # many programs call their pages .xlsx
        ("scan.pdf", b"%PDF-1.7\n...\n%%EOF\n", None),
        ("half a scan.pdf", b"%PDF-1.7\n...\n", "truncated"),
        ("table.csv", b"a;b\n1;2", None),
    ],
)
def test_the_last_bytes_say_whether_a_file_is_whole(
    folder: Folder, name: str, content: bytes, reason: str | None
) -> None:
    assert incomplete(folder.put(name, content), frozenset()) == reason


@pytest.mark.parametrize(
    ("beside", "name", "reason"),
    [
        ("~$Báo cáo.xlsx", "Báo cáo.xlsx", "opened"),
        ("~$BÁO CÁO.xlsx", "Báo cáo.xlsx", "opened"),  # a share of Windows keeps no case
        ("~$áo cáo.docx", "Ebáo cáo.docx", "opened"),  # Word writes over the first letters
        (".~lock.Báo cáo.xlsx#", "Báo cáo.xlsx", "opened"),
        ("Báo cáo.xlsx.part", "Báo cáo.xlsx", "downloading"),
        ("Báo cáo.xlsx.crdownload", "Báo cáo.xlsx", "downloading"),
        ("Báo cáo.tmp", "Báo cáo.xlsx", "downloading"),
        ("~$Báo cáo khác.xlsx", "Báo cáo.xlsx", None),
        ("Báo cáo 2.tmp", "Báo cáo.xlsx", None),
    ],
)
def test_what_lies_beside_a_file_says_that_it_is_in_use(
    folder: Folder, beside: str, name: str, reason: str | None
) -> None:
    folder.put(name, archive())
    folder.put(beside, b"1")
    found = folder.after(60)
    assert waits(found) == ({name: reason} if reason else {})
    assert names(found) == ([] if reason else [name])  # the lock file itself is never a report


def test_nothing_waits_for_ever(folder: Folder) -> None:
    folder.put("half.xlsx", archive()[:-1])
    assert waits(folder.after(3599)) == {"half.xlsx": "truncated"}
    found = folder.after(3600)
    assert names(found) == ["half.xlsx"] and [file.reason for file in found.overdue] == ["truncated"]
    assert found.overdue[0].text("vi") == "chưa ghi xong: thiếu phần cuối của tệp"


def test_a_lock_file_that_a_crash_left_holds_a_file_back_for_a_day(folder: Folder) -> None:
    folder.put("a.xlsx", archive())
    folder.put("~$a.xlsx", b"1")
    assert waits(folder.after(86399)) == {"a.xlsx": "opened"}
    assert names(folder.after(86400)) == ["a.xlsx"]


def test_a_file_that_vanishes_while_it_is_looked_at_is_no_file(folder: Folder) -> None:
    path = folder.put("a.csv", b"1")
    found = new_files(folder.root, [])
    path.unlink()
    assert sort_by_completeness(found.files, 4e9, PATIENCE) == ([], [], [])

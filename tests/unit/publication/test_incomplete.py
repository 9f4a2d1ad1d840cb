"""Files of an inbox that do not become complete: just below and just above the hours, and what is none of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.publication.triggers.inbox import InboxView, look
from pipelines.publication.triggers.incomplete import (
    NOTES,
    Incomplete,
    incomplete_files,
    longest_hours,
    note_waiting,
)
from pipelines.settings import Places

HOUR = 3600.0
HOURS = 24
HALF_A_WORKBOOK = b"PK\x03\x04" + b"x" * 100


class Desk:
    """A province and its inbox, looked at so many hours after `start`. Files get the time of their last change."""

    def __init__(self, root: Path) -> None:
        self.places = Places("08", root / "data")
        self.folder = root / "data" / "inbox" / "08"
        self.folder.mkdir(parents=True)
        self.start = (root / "data").stat().st_ctime + 1  # the time of an inode cannot be set, and is not after this

    def put(self, name: str, content: bytes = HALF_A_WORKBOOK, changed: float = 0.0) -> Path:
        """Write a file that last changed so many hours after the start."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = self.start + changed * HOUR
        os.utime(path, (moment, moment))
        return path

    def look(self, hours: float, *, notes: bool = True, month: str = "2026-10") -> list[Incomplete]:
        """What is incomplete; with `notes` as a sensor or `receive --new` looks, else as `health` does."""
        now = self.start + hours * HOUR
        view = InboxView(self.folder, month)
        lying = look(view, [], now)
        if notes:
            note_waiting(self.places, view, lying, now)
        return incomplete_files(self.places, view, lying, now, HOURS)

    def named(self, hours: float, *, notes: bool = True) -> dict[str, str]:
        found = self.look(hours, notes=notes)
        return {file.source.removeprefix("08/"): file.reason.code for file in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_that_is_written_again_and_again_is_shown_after_the_hours(desk: Desk) -> None:
    """Each write sets its time anew: the moment at which it was first seen counts."""
    for hours in (0.0, 0.5, 12.0, 23.99):
        desk.put("a.xlsx", changed=hours)
        assert desk.look(hours + 0.001) == []
    desk.put("a.xlsx", changed=24.0)
    (file,) = desk.look(24.001)
    assert (file.source, file.reason.code, file.since) == ("08/a.xlsx", "changing", desk.start)
    assert (file.reason.vi, file.reason.en) == (
        "đang được chép hoặc vừa thay đổi",
        "being copied, or changed a moment ago",
    )


def test_the_edge_of_the_hours(desk: Desk) -> None:
    desk.put("a.xlsx.part")
    assert desk.named(24 - 1 / HOUR) == {}  # a second before
    assert desk.named(24) == {"a.xlsx.part": "partial_file"}


def test_a_file_that_was_complete_in_between_begins_anew(desk: Desk) -> None:
    desk.put("a.csv", b"1;2\n")
    assert desk.named(0.001) == {}  # it changed 4 seconds ago: it waits
    assert desk.named(1) == {}  # it is complete
    desk.put("a.csv", b"1;2;3\n", changed=24)
    assert desk.named(24.001) == {}
    assert (desk.places.build / NOTES).read_text("utf-8").count("a.csv") == 1


def test_without_notes_the_last_change_counts(desk: Desk) -> None:
    desk.put("a.xlsx.part", changed=2)
    assert desk.named(25.9, notes=False) == {}
    assert desk.named(26.1, notes=False) == {"a.xlsx.part": "partial_file"}
    assert not desk.places.build.exists(), "looking without notes writes nothing"


def test_notes_that_cannot_be_read_are_none(desk: Desk) -> None:
    desk.put("a.xlsx.part", changed=2)
    desk.places.build.mkdir(parents=True)
    for content in (b"{", b"[1]", b'{"08/a.xlsx.part": "yesterday"}'):
        (desk.places.build / NOTES).write_bytes(content)
        assert desk.named(25.9, notes=False) == {}


def test_a_lock_file_counts_only_without_its_workbook(desk: Desk) -> None:
    desk.put("~$lost.xlsx", b"user")
    desk.put("~$held.xlsx", b"user")
    desk.put(".~lock.also.ods#", b"user")
    for name in ("held.xlsx", "also.ods"):
        desk.put(name, b"<html></html>", changed=25)
    assert desk.named(26) == {"~$lost.xlsx": "lock_file"}  # the others have waited for an hour
    desk.put("held.xlsx", b"<html>1</html>", changed=49)  # open for a day, and saved: it would wait another day
    assert desk.named(49.5) == {"~$lost.xlsx": "lock_file", "held.xlsx": "opened"}


def test_system_files_and_complete_files_are_none(desk: Desk) -> None:
    for name in ("Thumbs.db", ".hidden.xlsx", "whole.csv", "._whole.csv"):
        desk.put(name, b"1;2\n")
    assert desk.named(100) == {}


@pytest.mark.parametrize(("folder", "is_shown"), [("2027-10", False), ("2027-11", True), ("2062-10", True)])
def test_a_folder_of_a_month_more_than_a_year_ahead_has_a_wrong_name(desk: Desk, folder: str, is_shown: bool) -> None:
    desk.put(f"{folder}/a.csv", b"1;2\n")
    assert desk.named(24) == ({f"{folder}/a.csv": "later_month"} if is_shown else {})


def test_a_time_in_the_future_makes_nothing_old(desk: Desk) -> None:
    desk.put("a.xlsx.part", changed=24 * 365)
    assert desk.named(0.5) == {}


def test_the_longest_wait_comes_first_and_is_a_time_of_vietnam(desk: Desk) -> None:
    desk.put("late.part", changed=3)
    desk.put("early.part", changed=1)
    found = desk.look(48)
    assert [file.source for file in found] == ["08/early.part", "08/late.part"]
    first = Incomplete("08/a", found[0].reason, 1792461600.0)  # 2026-10-20 02:00 UTC
    assert first.since_local == "20/10/2026 09:00"


def test_the_hours_are_those_of_the_office(desk: Desk) -> None:
    assert longest_hours(desk.places) == 24
    (desk.places.data / "chiso.toml").write_text("[health]\ninbox_hours = 48\n", "utf-8")
    assert longest_hours(desk.places) == 48

"""The lock of a province: one at a time, and its holder by name."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipelines.publication.province_lock import Holder, lock_holder, province_lock
from pipelines.settings import Places


def hold(places: Places, pipe: Connection) -> None:
    with province_lock(places):
        pipe.send("held")
        pipe.recv()


def test_nobody_holds_a_lock_that_was_never_taken_or_was_given_back(tmp_path: Path) -> None:
    places = Places("08", tmp_path)
    assert lock_holder(places) is None
    with province_lock(places):
        pass
    assert lock_holder(places) is None


def test_a_second_process_learns_who_holds_the_lock_and_gets_it_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/x/bin/chiso", "run", "--period", "2026-10"])
    places = Places("08", tmp_path)
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=hold, args=(places, theirs))
    process.start()
    assert ours.recv() == "held"
    holder = lock_holder(places)
    assert holder and (holder.pid, holder.command) == (process.pid, "chiso run --period 2026-10")
    assert len(holder.since_local) == len("15:48 30/11/2026")
    waited: list[Holder] = []

    def on_wait(seen: Holder) -> None:
        waited.append(seen)
        ours.send("go on")

    with province_lock(places, on_wait):
        assert waited == [holder]
        inner = lock_holder(places)
        assert inner and inner.pid == os.getpid()
    process.join()


def test_the_thread_that_holds_the_lock_takes_it_again_and_gives_it_back_once(tmp_path: Path) -> None:
    places, other = Places("08", tmp_path), Places("19", tmp_path)
    waited: list[Holder] = []
    with province_lock(places):
        with province_lock(places, waited.append), province_lock(other, waited.append):
            pass
        assert waited == [] and lock_holder(places) and lock_holder(other) is None
        thread = threading.Thread(target=lambda: _take(places, waited))
        thread.start()
        while not waited and thread.is_alive():
            thread.join(0.01)
        assert len(waited) == 1  # another thread waits as another process does
    thread.join(10)
    assert not thread.is_alive() and lock_holder(places) is None


def _take(places: Places, waited: list[Holder]) -> None:
    with province_lock(places, waited.append):
        pass


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1, "colour": "red"}'])
def test_an_unreadable_lock_file_names_nobody_and_is_still_a_lock(content: str, tmp_path: Path) -> None:
    places = Places("08", tmp_path)
    with province_lock(places):
        (places.build / ".lock").write_text(content)
        assert lock_holder(places) == Holder()
        assert Holder().since_local == "?"

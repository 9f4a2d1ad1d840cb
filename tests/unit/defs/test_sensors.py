"""Sensors: what a tick requests as files come, grow and change, and that nothing is requested twice."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from dagster import (
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    RunRequest,
    SkipReason,
    build_sensor_context,
    job,  # pyright: ignore[reportUnknownVariableType]
    op,
)
from dagster._core.execution import build_resources
from dagster._core.test_utils import create_run_for_test  # pyright: ignore[reportUnknownVariableType]

from pipelines.defs.resources import Office
from pipelines.defs.triggers.sensors import inbox_sensor, new_release
from pipelines.ledger import Ledger

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


@op
def nothing() -> None:
    """The only step of the job that sensors request here; it does no work."""


@job
def some_job() -> None:
    nothing()


class Tick(NamedTuple):
    """What a tick requested, or why it requested nothing, in Vietnamese."""

    request: RunRequest | None
    said: str


class Desk:
    """An office with an inbox of province 08, an instance, and the sensor's cursor."""

    def __init__(self, root: Path) -> None:
        self.office = Office(data=str(root / "data"), inbox=str(root / "inbox"), quiet_seconds=0.0)
        self.inbox = root / "inbox" / "08"
        self.instance = DagsterInstance.ephemeral()
        self.cursor: str | None = None
        self.sensor = inbox_sensor("08", some_job)
        self.log = BufferingHandler(1000)  # what the last tick logged

    def put(self, name: str, content: bytes = b"1;2\n") -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def tick(self) -> Tick:
        context = build_sensor_context(instance=self.instance, cursor=self.cursor, resources={"office": self.office})
        self.log.buffer.clear()
        context.log.addHandler(self.log)
        found: Any = self.sensor(context)
        self.cursor = context.cursor
        if isinstance(found, SkipReason):
            return Tick(None, (found.skip_message or "").splitlines()[0])
        return Tick(found, "")

    def warnings(self) -> list[str]:
        return [record.getMessage() for record in self.log.buffer if record.levelno == logging.WARNING]

    def requested(self) -> RunRequest:
        tick = self.tick()
        assert tick.request is not None, tick.said
        return tick.request

    def launched(self, request: RunRequest, status: DagsterRunStatus) -> DagsterRun:
        return create_run_for_test(self.instance, job_name="some_job", tags=dict(request.tags), status=status)

    def receive(self) -> list[str]:
        return sorted(receipt.source.removeprefix("08/") for receipt in self.office.take_new("08", "2026-11").receipts)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    # by itself each tick makes an instance for its resources, which takes a quarter of a second

    def same(_: object) -> nullcontext[DagsterInstance]:
        return nullcontext(desk.instance)

    monkeypatch.setattr(build_resources, "ephemeral_instance_if_missing", same)
    yield desk
    desk.instance.dispose()


def test_an_inbox_that_is_not_there_is_named(desk: Desk) -> None:
    assert desk.tick().said == f"Chưa có thư mục nhận tệp {desk.inbox}. Hãy tạo và chia sẻ thư mục ấy."
    desk.inbox.mkdir(parents=True)
    assert desk.tick().said == f"Không có tệp mới trong {desk.inbox}."


def test_a_file_is_requested_at_the_second_tick_that_sees_it_unchanged(desk: Desk) -> None:
    path = desk.put("a.csv")
    assert desk.tick().said == "Thấy 1 tệp mới; lần xem sau không đổi thì nhận."
    path.write_bytes(b"1;2\n3;4\n")  # it has grown: that counts as seen for the first time
    assert desk.tick().said == "Thấy 1 tệp mới; lần xem sau không đổi thì nhận."
    request = desk.requested()
    assert str(request.partition_key).endswith("|08")
    assert request.tags["chiso/n_files"] == "1"


def test_a_tick_warns_of_a_file_that_does_not_become_complete(desk: Desk) -> None:
    path = desk.put("a.xlsx.part", b"PK")
    assert desk.tick().request is None and desk.warnings() == []
    notes = desk.office.places("08").build / "waiting.json"
    assert json.loads(notes.read_text("utf-8")).keys() == {"08/a.xlsx.part"}
    notes.write_text(json.dumps({"08/a.xlsx.part": time.time() - 24 * 3600 + 60}), "utf-8")
    assert desk.tick().request is None and desk.warnings() == []
    notes.write_text(json.dumps({"08/a.xlsx.part": time.time() - 24 * 3600}), "utf-8")
    assert desk.tick().request is None
    (warning,) = desk.warnings()
    assert "1 tệp quá 24 giờ mà chưa ghi xong" in warning and "a.xlsx.part" in warning
    path.unlink()
    desk.tick()
    assert desk.warnings() == [] and json.loads(notes.read_text("utf-8")) == {}


def test_a_tick_that_is_repeated_makes_the_same_request(desk: Desk) -> None:
    """The daemon died between the request and the storing of the cursor: Dagster drops a second run of one key."""
    desk.put("a.csv")
    desk.tick()
    before = desk.cursor
    first = desk.requested()
    desk.cursor = before
    assert desk.requested().run_key == first.run_key
    other = Desk(desk.inbox.parent.parent)  # a new daemon with no memory
    other.cursor = before
    assert other.requested().run_key == first.run_key


def test_while_a_run_is_active_nothing_is_requested_and_later_nothing_twice(desk: Desk) -> None:
    desk.put("a.csv")
    desk.tick()
    first = desk.requested()
    run = desk.launched(first, DagsterRunStatus.STARTED)
    desk.put("b.csv")
    desk.tick()
    assert desk.tick().said.startswith("Đang có lượt chạy nhận tệp của tỉnh 08")
    assert desk.receive() == ["a.csv", "b.csv"]  # the run took both, for both were complete
    desk.instance.delete_run(run.run_id)
    assert desk.tick().said == f"Không có tệp mới trong {desk.inbox}."


def test_many_files_are_one_run(desk: Desk) -> None:
    for n in range(124):
        desk.put(f"C{n:05d}/bao_cao.csv", str(n).encode())
    desk.tick()
    assert desk.requested().tags["chiso/n_files"] == "124"
    assert len(desk.receive()) == 124
    assert desk.tick().said.startswith("Không có tệp mới")


def test_files_that_are_complete_wait_for_those_being_copied_just_now(desk: Desk) -> None:
    desk.office = Office(data=desk.office.data, inbox=desk.office.inbox, quiet_seconds=0.5)
    desk.put("a.csv")
    time.sleep(0.6)
    desk.tick()
    desk.put("b.csv")
    assert desk.tick().said == "Chờ 1 tệp ghi xong: b.csv (đang được chép hoặc vừa thay đổi)."
    time.sleep(0.6)
    desk.tick()
    assert desk.requested().tags["chiso/n_files"] == "2"


def test_a_failed_run_is_tried_again_later_under_another_key_and_five_times_at_most(desk: Desk) -> None:
    desk.put("a.csv")
    desk.tick()
    keys, said = list[str | None](), ""
    for n in range(5):
        request = desk.requested()
        keys.append(request.run_key)
        run = desk.launched(request, DagsterRunStatus.FAILURE)
        said = desk.tick().said
        if n < 4:
            assert said.startswith(f"Lượt nhận {run.run_id[:8]} không xong; thử lại sau")
            forget_time(desk.instance, run)
    assert said.startswith("Đã thử nhận 5 lần mà không được")
    assert len(set(keys)) == 5


def forget_time(instance: DagsterInstance, run: DagsterRun) -> None:
    """Set back when a run ended by a day."""
    from dagster._core.storage.runs.schema import RunsTable

    with instance.run_storage.connect() as connection:  # type: ignore[attr-defined]
        past = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        connection.execute(RunsTable.update().where(RunsTable.c.run_id == run.run_id).values(update_timestamp=past))


def test_a_half_written_workbook_waits_and_is_named(desk: Desk) -> None:
    desk.put("a.xlsx", b"PK\x03\x04 half")
    desk.tick()
    assert desk.tick().said == "Chờ 1 tệp ghi xong: a.xlsx (chưa ghi xong: thiếu phần cuối của tệp)."


def test_a_file_in_the_folder_of_a_later_month_waits_for_its_month(desk: Desk) -> None:
    desk.put("2044-12/a.csv")
    desk.put("2026-09/late.csv")
    desk.tick()
    assert desk.requested().tags["chiso/n_files"] == "1"
    assert desk.receive() == ["2026-09/late.csv"]
    assert desk.tick().said.startswith(
        "Chờ 1 tệp ghi xong: 2044-12/a.csv (nằm trong thư mục của tháng chưa đến kỳ thu)"
    )


def test_the_cursor_forgets_what_was_received(desk: Desk) -> None:
    for n in range(50):
        desk.put(f"{n}.csv", str(n).encode())
    desk.tick()
    assert len(json.loads(desk.cursor or "[]")) == 50
    desk.receive()
    desk.tick()
    assert json.loads(desk.cursor or "[]") == []


def test_a_lock_file_beside_a_workbook_holds_it_back(desk: Desk) -> None:
    desk.put("a.csv")
    lock = desk.put("~$a.csv")
    desk.tick()
    assert "đang mở trên một máy" in desk.tick().said
    os.remove(lock)
    desk.tick()
    assert desk.requested().tags["chiso/n_files"] == "1"


def test_before_the_first_release_no_change_makes_one(desk: Desk) -> None:
    desk.put("a.csv")
    desk.receive()
    found = new_release(desk.office, "08", timedelta(minutes=10), NOW)
    assert isinstance(found, SkipReason) and "chưa công bố lần nào" in (found.skip_message or "")
    assert [entry.kind for entry in Ledger(desk.office.places("08").ledger).read()] == ["codebook", "receipt"]

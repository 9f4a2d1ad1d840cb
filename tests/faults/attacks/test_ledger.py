"""Attacks on the ledger: torn, edited, cut and rewritten lines, a full disk, a wrong clock."""

from __future__ import annotations

import errno
import json
import os
import resource
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from faults.attacks.conftest import Tried
from unit.publication.hand_made import judged, places_of

from pipelines.cli.app import call
from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.ledger import ledger as ledgers
from pipelines.ledger.clock import ClockError
from pipelines.ledger.days import last_day_of
from pipelines.ledger.entry import GENESIS, Link, Stamp, format_line, make_entry, parse_line
from pipelines.publication.release.release import publish
from pipelines.settings import Places


def filled(folder: Path, n: int = 4) -> Ledger:
    ledger = Ledger(folder / "data" / "raw" / "08" / "ledger.jsonl")
    for number in range(n):
        ledger.append("codebook", {"codebook_hash": f"h{number}"})
    return ledger


@pytest.mark.attack("ledger_torn")
def test_a_torn_edited_or_cut_line_is_named_with_the_way_out(tmp_path: Path, tried: Tried) -> None:
    ledger = filled(tmp_path)
    whole = ledger.path.read_bytes()
    for content, code, line in (
        (whole + b'{"actor":"cl', "unfinished_line", 5),
        (whole.replace(b"h1", b"hX"), "hash_mismatch", 2),
        (whole[:-1], "unfinished_line", 4),
    ):
        ledger.path.write_bytes(content)
        with pytest.raises(BrokenLedgerError) as caught:
            ledger.append("codebook", {"codebook_hash": "next"})
        assert (caught.value.code, caught.value.line) == (code, line) and ledger.path.read_bytes() == content
        way_out = "chiso ledger repair" if code == "unfinished_line" else "bản sao lưu"
        assert way_out in caught.value.message_vi
    tried(3)


def rewritten(content: bytes) -> bytes:
    """The chain with another codebook at its beginning and every hash computed anew."""
    link, lines, out = Link(0, GENESIS), content.splitlines(keepends=True), b""
    before = Link(1, GENESIS)
    for number, line in enumerate(lines, start=1):
        old = parse_line(line, before)
        before = Link(number + 1, old.hash)
        payload = dict(old.payload) | ({"codebook_hash": "f" * 64} if number == 1 else {})
        entry = make_entry(Link(number, link.prev_hash), Stamp(old.at, old.actor, old.role), old.kind, payload)
        link = Link(number, entry.hash)
        out += format_line(entry)
    return out


def shortened(content: bytes) -> bytes:
    """Without its last three lines."""
    return b"".join(content.splitlines(keepends=True)[:-3])


def emptied(_content: bytes) -> bytes:
    """No line is left."""
    return b""


@pytest.mark.attack("ledger_cut", faults=[6])
@pytest.mark.parametrize("has_head", [True, False])  # beside the ledger lies its last position; it may be lost as well
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(shortened, id="cut"),
        pytest.param(emptied, id="emptied"),
        pytest.param(None, id="deleted"),
        pytest.param(rewritten, id="rewritten"),
    ],
)
def test_a_ledger_that_lost_entries_is_refused_beside_a_release(
    change: Callable[[bytes], bytes] | None, has_head: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither receiving nor publishing goes on, and the check says so; nothing is written."""
    where = places_of(tmp_path)
    judged(where, "b1")
    publish(where, "b1")
    anchored(where)
    content = where.ledger.read_bytes()
    if change is None:
        where.ledger.unlink()
    else:
        where.ledger.write_bytes(change(content))
    if not has_head:
        where.ledger.with_suffix(".head").unlink()
    kept = where.ledger.read_bytes() if where.ledger.exists() else None
    (tmp_path / "a.csv").write_bytes(b"x")
    data = ("--data", str(where.data))
    for command in (["receive", str(tmp_path / "a.csv")], ["run", "--period", "2026-10"]):
        assert call([*command, *data]) == 1, command
        assert "sao lưu" in capsys.readouterr().err
        assert (where.ledger.read_bytes() if where.ledger.exists() else None) == kept
    assert call(["ledger", "check", *data]) == 1


def anchored(where: Places) -> None:
    """The manifest of the release names the position that its build was made of, as a real one does."""
    entry = next(entry for entry in Ledger(where.ledger).read() if entry.kind == "codebook")
    manifest = where.release / "2026-10-r001" / "manifest.json"
    manifest.parent.chmod(0o755)
    manifest.chmod(0o644)
    manifest.write_text(json.dumps({"ledger_seq": entry.seq, "ledger_hash": entry.hash}), "utf-8")


@pytest.mark.attack("disk_full_ledger", faults=[8])
def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path, tried: Tried) -> None:
    """The file may grow by so many bytes and no more: within the first line, at its end, in the middle of the last."""
    ledger = filled(tmp_path)
    before = ledger.path.read_bytes()
    items = [("codebook", {"codebook_hash": f"n{number}"}) for number in range(7)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for n_free in (1, 100, len(before) // 4, len(before), len(before) * 3 // 2):
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + n_free, hard))
        try:
            with pytest.raises(OSError, match="File too large") as caught:
                ledger.append_many(items)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert caught.value.errno == errno.EFBIG
        assert ledger.path.read_bytes() == before and ledger.repair() is None
    assert len(ledger.append_many(items)) == 7
    tried(5)


@pytest.mark.attack("disk_full_ledger", faults=[8])
def test_a_full_disk_is_named_to_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = filled(tmp_path)
    before = ledger.path.read_bytes()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a.csv").write_bytes(b"x")
    with monkeypatch.context() as patched:
        patched.setattr(ledgers.os, "write", full)
        assert call(["receive", str(tmp_path / "a.csv"), "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr().err
    assert "ledger.jsonl" in said and "đĩa" in said.lower() and "Errno" not in said
    assert ledger.path.read_bytes() == before


@pytest.mark.attack("clock", faults=[14])
def test_a_clock_at_2020_and_then_at_2099_is_refused_and_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = filled(tmp_path, 1)
    whole = ledger.path.read_bytes()

    def set_clock(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # pyright: ignore[reportIncompatibleMethodOverride]
                return moment

        for module in ("clock", "days"):
            monkeypatch.setattr(f"pipelines.ledger.{module}.datetime", Clock)

    (tmp_path / "a.csv").write_bytes(b"x")
    data = ("--data", str(tmp_path / "data"))
    for year in (2020, 2099):
        set_clock(datetime(year, 1, 1, tzinfo=UTC))
        assert call(["receive", str(tmp_path / "a.csv"), *data]) == 1
        said = capsys.readouterr().err
        assert f"Đồng hồ máy chỉ 01/01/{year}" in said and "chiso ledger clock" in said
        assert ledger.path.read_bytes() == whole
    # an earlier version believed it
    ledger.append("codebook", {"codebook_hash": "2099"}, at=datetime(2099, 1, 1, tzinfo=UTC))
    today = datetime(2026, 12, 1, 3, tzinfo=UTC)
    set_clock(today)
    with pytest.raises(ClockError):
        ledger.append("codebook", {"codebook_hash": "next"})
    settle = ["ledger", "clock", "--reason", "Pin đồng hồ hết", "--owner", "Phòng Tin học", *data, "--today"]
    assert call([*settle, "02/12/2026"]) == 1
    assert call([*settle, "01/12/2026"]) == 0
    ledger.append("codebook", {"codebook_hash": "next"})
    assert last_day_of(ledger.read()) == date(2026, 12, 1)
    tried(4)

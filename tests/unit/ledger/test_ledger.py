"""The ledger: order by seq, every changed byte found, unfinished lines reported, no entry lost between writers."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import stat
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ledger import BrokenLedgerError, Entry, Ledger, chain
from pipelines.ledger.entry import GENESIS, Link, Stamp, format_line, make_entry, parse_line
from pipelines.ledger.last_known import head_path


def _filled(folder: Path, count: int = 4) -> Ledger:
    ledger = Ledger(folder / "raw" / "08" / "ledger.jsonl")
    for number in range(count):
        ledger.append("codebook", {"codebook_hash": f"h{number}", "note": "Mỹ Lâm – đã nhận"})
    return ledger


def test_entries_come_back_in_order_and_chained(tmp_path: Path) -> None:
    ledger = _filled(tmp_path)
    entries = ledger.read()
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert entries[0].prev_hash == "0" * 64
    assert all(after.prev_hash == before.hash for before, after in itertools.pairwise(entries))
    assert [entry.seq for entry in ledger.read(upto=2)] == [1, 2]


def test_payload_hash_is_the_hash_of_the_payload_as_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "abc"})
    row = json.loads(ledger.path.read_text("utf-8"))
    assert row["payload_hash"] == hashlib.sha256(b'{"codebook_hash":"abc"}').hexdigest()


def test_clock_going_back_changes_no_order(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "late"}, at=datetime(2026, 11, 2, tzinfo=UTC))
    ledger.append("codebook", {"codebook_hash": "early"}, at=datetime(2026, 11, 1, tzinfo=UTC))
    assert [entry.payload["codebook_hash"] for entry in ledger.read()] == ["late", "early"]


def test_an_entry_is_on_the_disk_when_append_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is flushed after its last write, and then the folder, which holds the name of a new file."""
    calls: list[str] = []
    system_write, system_fsync = os.write, os.fsync

    def write(fd: int, data: bytes) -> int:
        calls.append("write")
        return system_write(fd, data)

    def fsync(fd: int) -> None:
        calls.append("fsync folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "fsync file")
        system_fsync(fd)

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", fsync)
    Ledger(tmp_path / "ledger.jsonl").append("codebook", {"codebook_hash": "h"})
    assert calls == ["write", "fsync file", "fsync folder"]


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_flipped_byte_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    ledger = _filled(tmp_path_factory.mktemp("flip"), count=3)
    content = bytearray(ledger.path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    ledger.path.write_bytes(bytes(content))
    with pytest.raises(BrokenLedgerError):
        ledger.read()


def test_lines_verified_before_are_not_parsed_again_and_a_change_in_them_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = _filled(tmp_path, 3)
    first = ledger.read()
    parsed: list[int] = []

    def parse(line: bytes, link: Link) -> Entry:
        parsed.append(link.seq)
        return parse_line(line, link)

    monkeypatch.setattr(chain, "parse_line", parse)
    assert ledger.read() == first
    assert parsed == []
    ledger.append("codebook", {"codebook_hash": "h3"})
    assert [entry.seq for entry in ledger.read()] == [1, 2, 3, 4]
    assert parsed == [4]
    content = ledger.path.read_bytes()
    ledger.path.write_bytes(content.replace(b'"h1"', b'"hX"', 1))
    with pytest.raises(BrokenLedgerError) as error:
        ledger.read()
    assert error.value.line == 2


def test_bad_line_is_named(tmp_path: Path) -> None:
    ledger = _filled(tmp_path)
    lines = ledger.path.read_text("utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace("h2", "hX")
    ledger.path.write_text("".join(lines), "utf-8")
    with pytest.raises(BrokenLedgerError, match="dòng 3") as caught:
        ledger.read()
    assert not caught.value.is_torn
    assert "line 3" in caught.value.message_en and "repair" not in caught.value.message_en
    with pytest.raises(BrokenLedgerError):
        ledger.append("codebook", {"codebook_hash": "more"})


def test_an_entry_rewritten_with_its_hashes_no_longer_fits_the_next(tmp_path: Path) -> None:
    """Whoever rewrites a line can compute its hashes anew; the line after it names the old one."""
    ledger = _filled(tmp_path)
    first, *others = ledger.path.read_bytes().splitlines(keepends=True)
    stamp = Stamp(json.loads(first)["at"], "cli", "analyst")
    rewritten = format_line(make_entry(Link(1, GENESIS), stamp, "codebook", {"codebook_hash": "forged"}))
    ledger.path.write_bytes(b"".join([rewritten, *others]))
    with pytest.raises(BrokenLedgerError) as caught:
        ledger.read()
    assert (caught.value.code, caught.value.line) == ("hash_mismatch", 2)


@pytest.mark.parametrize("change", ["swap", "drop_middle", "double"])
def test_moved_lines_are_found(tmp_path: Path, change: str) -> None:
    ledger = _filled(tmp_path)
    first, second, third, fourth = ledger.path.read_text("utf-8").splitlines(keepends=True)
    changed = {
        "swap": [first, third, second, fourth],
        "drop_middle": [first, third, fourth],
        "double": [first, first, second],
    }[change]
    ledger.path.write_text("".join(changed), "utf-8")
    with pytest.raises(BrokenLedgerError):
        ledger.read()


def test_torn_last_line_is_reported_and_set_aside_whole(tmp_path: Path) -> None:
    ledger = _filled(tmp_path, count=2)
    whole = ledger.path.read_bytes()
    torn = b'{"actor":"cli","at":"2026-11-0'
    ledger.path.write_bytes(whole + torn)
    with pytest.raises(BrokenLedgerError, match="chiso ledger repair") as caught:
        ledger.read()
    assert caught.value.is_torn and caught.value.line == 3
    aside = ledger.repair()
    assert aside is not None and aside.read_bytes() == torn
    assert ledger.path.read_bytes() == whole
    assert ledger.repair() is None
    assert ledger.append("codebook", {"codebook_hash": "next"}).seq == 3


def test_repair_leaves_a_falsified_line_alone(tmp_path: Path) -> None:
    ledger = _filled(tmp_path, count=2)
    ledger.path.write_bytes(ledger.path.read_bytes().replace(b"h0", b"hX"))
    with pytest.raises(BrokenLedgerError):
        ledger.repair()


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"

    def write(name: str) -> None:
        for number in range(10):
            Ledger(path).append_many([("codebook", {"codebook_hash": f"{name}{number}{half}"}) for half in "ab"])

    threads = [threading.Thread(target=write, args=(name,)) for name in "xyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    hashes = [entry.payload["codebook_hash"] for entry in Ledger(path).read()]
    assert sorted(hashes) == sorted(f"{name}{number}{half}" for name in "xyz" for number in range(10) for half in "ab")
    assert all(first[:-1] == second[:-1] for first, second in zip(hashes[::2], hashes[1::2], strict=True))


def test_unknown_kind_and_incomplete_payload_are_refused_and_nothing_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    with pytest.raises(ValueError, match="unknown"):
        ledger.append("gossip", {})
    with pytest.raises(ValueError, match="sha256"):
        ledger.append_many([("codebook", {"codebook_hash": "a"}), ("receipt", {"receipt_id": "r"})])
    assert ledger.read() == []


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a batch is written, then the disk is full; the error names the file."""
    ledger = _filled(tmp_path)
    before, system_write = ledger.path.read_bytes(), os.write

    def write(fd: int, data: bytes) -> int:
        if len(data) < 900:  # the rest of the batch
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return system_write(fd, bytes(data[: len(data) // 2]))

    batch = [("codebook", {"codebook_hash": f"n{number}", "note": "x" * 200}) for number in range(4)]
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", write)
        with pytest.raises(OSError, match="No space") as caught:
            ledger.append_many(batch)
    assert caught.value.filename == str(ledger.path)
    assert ledger.path.read_bytes() == before
    assert [entry.seq for entry in ledger.append_many(batch)] == [5, 6, 7, 8]


@pytest.mark.skipif(os.geteuid() != 0, reason="a file system is mounted")
def test_a_real_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        ledger = Ledger(tmp_path / "ledger.jsonl")
        ledger.append("codebook", {"codebook_hash": "h", "note": "x" * 20_000})
        before = ledger.path.read_bytes()
        with pytest.raises(OSError, match="No space"):
            ledger.append_many([("codebook", {"codebook_hash": "n", "note": "x" * 9_000})] * 8)
        assert ledger.path.read_bytes() == before and [entry.seq for entry in ledger.read()] == [1]
        assert ledger.append("codebook", {"codebook_hash": "small"}).seq == 2
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_second_torn_piece_does_not_replace_the_first(tmp_path: Path) -> None:
    ledger = _filled(tmp_path)
    for piece, name in ((b'{"first', "ledger.torn-5"), (b'{"second', "ledger.torn-5~2"), (b"{", "ledger.torn-5~3")):
        ledger.path.write_bytes(ledger.path.read_bytes() + piece)
        aside = ledger.repair()
        assert aside is not None and (aside.name, aside.read_bytes()) == (name, piece)


@pytest.mark.parametrize("n_left", [0, 1, 3])
def test_lines_cut_off_the_end_are_noticed(tmp_path: Path, n_left: int) -> None:
    ledger = _filled(tmp_path)
    ledger.path.write_bytes(b"".join(ledger.path.read_bytes().splitlines(keepends=True)[:n_left]))
    for step in (ledger.read, lambda: ledger.append("codebook", {"codebook_hash": "n"})):
        with pytest.raises(BrokenLedgerError) as caught:
            step()
        assert (caught.value.code, caught.value.line) == ("entries_missing", n_left + 1)
        assert not caught.value.is_torn and "4" in caught.value.message_en


def test_a_deleted_ledger_is_noticed_and_another_one_too(tmp_path: Path) -> None:
    ledger, other = _filled(tmp_path / "a"), _filled(tmp_path / "b", count=5)
    content = ledger.path.read_bytes()
    ledger.path.unlink()
    with pytest.raises(BrokenLedgerError, match="dòng 1"):
        ledger.read()
    ledger.path.write_bytes(other.path.read_bytes())  # of other times, so of other hashes
    with pytest.raises(BrokenLedgerError) as caught:
        ledger.read()
    assert (caught.value.code, caught.value.line) == ("entries_replaced", 4)
    ledger.path.write_bytes(content)
    assert len(ledger.read()) == 4


@pytest.mark.parametrize("kept", [None, "", "x", "4", "2 " + "0" * 63])
def test_a_position_that_was_not_kept_is_no_fault(tmp_path: Path, kept: str | None) -> None:
    """A ledger of an earlier version has none, and a crash may leave a part of the file."""
    ledger = _filled(tmp_path)
    head = head_path(ledger.path)
    head.unlink() if kept is None else head.write_text(kept)
    assert ledger.append("codebook", {"codebook_hash": "n"}).seq == 5
    assert head.read_text() == f"5 {ledger.read()[-1].hash}\n"


def test_a_position_behind_the_ledger_is_no_fault(tmp_path: Path) -> None:
    """A crash between the entry and the position; the chain holds the earlier position too."""
    ledger = _filled(tmp_path)
    head_path(ledger.path).write_text(f"2 {ledger.read()[1].hash}\n")
    assert len(ledger.read()) == 4


def test_a_glance_finds_the_last_entries_of_a_kind_first(tmp_path: Path) -> None:
    ledger = _filled(tmp_path)
    ledger.append("skip", {"source": '"kind":"codebook"', "reason": "r", "channel": "cli"})
    ledger.path.write_bytes(ledger.path.read_bytes() + b'{"kind":"codebook"')
    assert [payload["codebook_hash"] for _, payload in ledger.glance(("codebook",))] == ["h3", "h2", "h1", "h0"]
    assert [kind for kind, _ in ledger.glance(("skip", "release"))] == ["skip"]
    assert list(Ledger(tmp_path / "none").glance(("skip",))) == []

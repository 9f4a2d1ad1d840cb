"""Attacks on the receipt of files: two receivers, names, links, sizes, a full disk, many files."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from faults.attacks.conftest import Tried
from support.attacked import Attacked

from pipelines.cli.app import call
from pipelines.cli.context import UNREAD
from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.settings import REPO, Places, places, seeds_root
from pipelines.submissions.intake.inbox import store as stores
from pipelines.submissions.intake.inbox.new_files import new_files
from pipelines.submissions.intake.receive import blob_path, files_of, receive, receive_found

CHISO = str(Path(sys.executable).with_name("chiso"))
NAMES = [  # the 18 of the review: kept as text, never a path, never an action of the terminal
    *("..\\..\\etc.csv", "..%2f..%2fetc.csv", "%2e%2f.csv", "a\nb.csv", "a\tb.csv", "\x1b[31mred\x1b[0m.csv"),
    *("zz\u202etxt.csv", "\u200b.csv", "CON.csv", "aux.csv", "nul.csv", "x" * 251 + ".csv", "=1+1.csv"),
    *("<script>alert(1)</script>.csv".replace("/", "_"), "-rf.csv", "a'b\"c.csv", "$(touch x).csv", " .csv"),
]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def inbox_of(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def receipts(where: Places) -> list[dict[str, Any]]:
    """Of the ledger's lines, since reading would give two receipts of one id different ids."""
    Ledger(where.ledger).read()  # verifies the chain
    lines = [json.loads(line) for line in where.ledger.read_text("utf-8").splitlines()]
    return [line["payload"] for line in lines if line["kind"] == "receipt"]


def check_distinct(where: Places, n: int) -> None:
    found = receipts(where)
    ids = [receipt["receipt_id"] for receipt in found]
    firsts = [receipt for receipt in found if not receipt.get("same_as")]
    assert len(ids) == len(set(ids)) == n
    assert len({receipt["sha256"] for receipt in firsts}) == len(firsts)


@pytest.mark.attack("two_receivers", faults=[2])
def test_two_receivers_at_one_moment_write_no_id_twice(tmp_path: Path, codebook: Codebook, tried: Tried) -> None:
    inbox = inbox_of(tmp_path / "in", {f"{n}.csv": b"%d" % n for n in range(3)})
    for number in range(20):
        where = places("08", tmp_path / f"{number}")
        barrier = threading.Barrier(2)

        def work(where: Places = where, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            receive(where, codebook, [inbox])

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check_distinct(where, 6)
    tried(20)


@pytest.mark.slow
@pytest.mark.attack("two_commands", faults=[2])
def test_two_commands_started_together_write_no_id_twice(tmp_path: Path, tried: Tried) -> None:
    inbox = inbox_of(tmp_path / "in", {f"{n}.csv": b"%d" % n for n in range(3)})
    for number in range(3):
        data = tmp_path / f"{number}"
        command = [CHISO, "receive", str(inbox), "--data", str(data)]
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=REPO) for _ in range(2)]
        assert [process.wait(timeout=300) for process in both] == [UNREAD, UNREAD]  # no report among them
        check_distinct(places("08", data), 6)
    tried(3)


@pytest.mark.attack("dagster_names", faults=[9])
def test_one_name_in_two_folders_is_taken_once_each(tmp_path: Path, codebook: Codebook, tried: Tried) -> None:
    files = {"2026-10/C00691/bao_cao.csv": b"a", "2026-10/C00694/bao_cao.csv": b"b", "2026-10/C00700/bao_cao.csv": b"a"}
    inbox_of(tmp_path / "in", files | {"2026-10/.DS_Store": b"x", "2026-10/~$x.xlsx": b"x"})
    where = places("08", tmp_path / "data")
    taken: list[list[str]] = []
    for _ in range(4):
        done = receive_found(where, codebook, new_files(tmp_path / "in", Ledger(where.ledger).read()))
        taken.append([receipt.source for receipt in done.receipts])
    assert taken == [sorted(f"in/{path}" for path in files), [], [], []]
    tried(4)


@pytest.mark.attack("names", faults=[12])
def test_names_are_text_and_reach_the_terminal_as_text(
    tmp_path: Path, tried: Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox_of(tmp_path / "in", {name: b"x" for name in NAMES})
    before = {path for path in tmp_path.rglob("*")}
    data = ("--data", str(tmp_path / "data"))
    assert call(["receive", str(tmp_path / "in"), *data]) == UNREAD
    assert call(["status", *data]) == 0
    assert call(["receive", str(tmp_path / "in" / "a\nb\x1b.csv"), *data]) == 1  # a path that is not there
    printed = "".join(capsys.readouterr())
    acting = {char for char in printed if not (char.isprintable() or char in "\n\t\u200b")}
    assert acting == set()
    assert r"\x1b[31mred" in printed and r"zz\u202etxt" in printed and r"a\nb\x1b.csv" in printed
    assert sorted(receipt["original_name"] for receipt in receipts(places("08", tmp_path / "data"))) == sorted(
        name
        for name in NAMES
        if not name.startswith(".")  # the others are hidden files
    )
    assert {path for path in tmp_path.rglob("*") if "data" not in path.parts} == before
    tried(len(NAMES))


@pytest.mark.attack("name_bytes", faults=[3])
def test_a_name_that_is_not_utf8_costs_no_other_file(tmp_path: Path, codebook: Codebook, tried: Tried) -> None:
    inbox = inbox_of(tmp_path / "in", {f"{n}.csv": b"%d" % n for n in range(49)})
    (inbox / os.fsdecode(b"bad\xff\xfename.csv")).write_bytes(b"x")
    found = receive(places("08", tmp_path / "data"), codebook, [inbox])
    assert len(found) == 50 and r"bad\xff\xfename.csv" in {receipt.original_name for receipt in found}
    tried(50)


@pytest.mark.attack("links", faults=[11])
def test_what_is_no_file_is_named_and_never_followed(
    tmp_path: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    inbox = inbox_of(tmp_path / "in", {"good.csv": b"x", ".hidden/x.xlsx": b"y"})
    (outside := tmp_path / "outside").mkdir()
    (outside / "secret.csv").write_bytes(b"secret")
    os.mkfifo(inbox / "fifo.xlsx")
    (inbox / "gone.xlsx").symlink_to(tmp_path / "nothing")
    (inbox / "folder").symlink_to(outside)
    (inbox / "passwd.xlsx").symlink_to("/etc/passwd")
    with (inbox / "sparse.xlsx").open("wb") as file:
        file.truncate(3 << 30)
    monkeypatch.setenv("CHISO_MAX_FILE_MB", "1")
    where = places("08", tmp_path / "data")
    done = receive_found(where, codebook, files_of(codebook, [inbox, inbox / "fifo.xlsx"], month.Delivery()))
    assert [receipt.original_name for receipt in done.receipts] == ["good.csv"]
    assert {skip.source.removeprefix("in/"): skip.reason for skip in done.skipped} == {
        ".hidden": "hidden",
        "fifo.xlsx": "special_file",
        "folder": "folder_link",
        "gone.xlsx": "dangling_link",
        "passwd.xlsx": "link",
        "sparse.xlsx": "too_large",
    }
    assert sum(entry.kind == "skip" for entry in Ledger(where.ledger).read()) == 7  # the FIFO under both its paths
    tried(6)


@pytest.mark.attack("disk_full_blobs", faults=[8])
def test_a_full_disk_loses_no_original_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full at the second of three files: nothing is received, and all are when it is repeated."""
    inbox = inbox_of(tmp_path / "in", {f"{n}.csv": b"%d" % n for n in range(3)})
    data = tmp_path / "data"
    with monkeypatch.context() as patched:
        replace, n = os.replace, [0]

        def full(source: Path, target: Path) -> None:
            n[0] += "blobs" in str(target)
            if n[0] == 2:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
            replace(source, target)

        patched.setattr(stores.os, "replace", full)
        assert call(["receive", str(inbox), "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "đĩa" in said.lower() and "Traceback" not in said and "Unforeseen" not in said
    where = places("08", data)
    assert receipts(where) == [] and not list(where.blobs.glob(".*"))
    assert call(["receive", str(inbox), "--data", str(data)]) == UNREAD
    assert all(blob_path(where, receipt["sha256"]).is_file() for receipt in receipts(where))
    assert len(receipts(where)) == 3


@pytest.mark.slow
@pytest.mark.attack("many_files")
def test_two_thousand_files_take_few_descriptors(tmp_path: Path, tried: Tried) -> None:
    """64 descriptors are enough, and a quarter of a gigabyte."""
    inbox = inbox_of(tmp_path / "in", {f"{n}.csv": b"%d" % n for n in range(2000)})
    code = (
        "import resource, sys; from pathlib import Path; from pipelines.codebook.load import load;"
        "from pipelines.settings import places, seeds_root;"
        "from pipelines.submissions.intake.receive import receive;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64));"
        "n = len(receive(places('08', Path(sys.argv[2])), load(seeds_root()), [Path(sys.argv[1])]));"
        # the field of getrusage begins with the memory of the process that started this one
        "print(n, Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    command = [sys.executable, "-c", code, str(inbox), str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPO)
    n, kib = map(int, done.stdout.split())
    assert n == 2000 and kib < 256 << 10  # 166 MB were measured
    tried(2000)


@pytest.mark.slow
@pytest.mark.attack("forged_sender", "future_period", faults=[12])
def test_what_replaces_or_withdraws_a_report_says_so_and_the_future_waits(
    attacked: Attacked, tmp_path: Path, tried: Tried
) -> None:
    """Nobody proves who sends a file into a flat inbox: what it replaces is named, another's folder makes it wait."""
    where = attacked.copied(tmp_path / "data")
    file = attacked.file("C00700", "2026-09")
    folder = tmp_path / "in" / "UBND xã Sà Phìn"  # not the reporter that the sheet names
    folder.mkdir(parents=True)
    (folder / file.name).write_bytes(file.read_bytes())
    first = [e for e in Ledger(where.ledger).read() if e.kind == "receipt" and e.payload["original_name"] == file.name]
    rows: list[dict[str, Any]] = []
    for paths, delivery in (
        ([file], month.Delivery()),
        ([file], month.Delivery(mode="withdrawal")),
        ([folder], month.Delivery()),
        ([attacked.file("C00700", "2026-10")], month.Delivery(period="2030-10")),
    ):
        got = month.receive(where, seeds_root(), paths, delivery)
        rows += month.outcomes(month.land(where, seeds_root()), got).to_dicts()
    again, withdrawal, other, future = rows
    assert str(first[0].payload["receipt_id"]) in again["message_vi"]
    assert withdrawal["mode"] == "withdrawal" and again["receipt_id"] in withdrawal["message_vi"]
    assert other["outcome"] == "waiting" and future["outcome"] != "read"
    tried(4)

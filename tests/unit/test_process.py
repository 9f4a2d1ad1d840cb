"""What a process asks of the operating system: permissions of what it makes, its memory, its end with its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.process import memory_limit, set_umask
from pipelines.settings import REPO, let_read, make_private, make_readable

# starts a process that would sleep for ten minutes, prints its number, and stays until it is killed
PARENT = """
import os, subprocess, sys, time
child = "import os, sys, time; sys.path.insert(0, sys.argv[2]); from pipelines.process import end_with_parent;" \
    "end_with_parent(int(sys.argv[1])); print(os.getpid(), flush=True); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", child, str(os.getpid()), sys.argv[1]])
time.sleep(600)
"""


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@pytest.fixture
def umask() -> object:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_what_is_created_is_for_the_account_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHISO_UMASK", raising=False)
    set_umask()
    (tmp_path / "a").touch()
    assert mode(tmp_path / "a") == 0o600
    monkeypatch.setenv("CHISO_UMASK", "027")
    set_umask()
    (tmp_path / "b").touch()
    assert mode(tmp_path / "b") == 0o640


@pytest.mark.usefixtures("umask")
def test_restricted_folders_are_closed_and_released_ones_open_whatever_the_umask(tmp_path: Path) -> None:
    os.umask(0o077)
    make_private(tmp_path / "data" / "raw" / "08")
    make_readable(tmp_path / "data" / "release" / "08")
    names = ("data", "data/raw", "data/raw/08", "data/release", "data/release/08")
    assert [mode(tmp_path / name) for name in names] == [0o755, 0o700, 0o700, 0o755, 0o755]


@pytest.mark.parametrize(
    ("before", "after"), [(0o755, 0o700), (0o777, 0o700), (0o750, 0o750), (0o2770, 0o2770), (0o1777, 0o1777)]
)
def test_a_folder_open_to_everybody_is_closed_and_one_of_a_group_stays(tmp_path: Path, before: int, after: int) -> None:
    folder = tmp_path / "data" / "raw" / "08"
    folder.mkdir(parents=True)
    folder.chmod(before)
    make_private(folder)
    assert mode(folder) == after


@pytest.mark.usefixtures("umask")
def test_what_is_published_can_be_read_and_not_changed(tmp_path: Path) -> None:
    os.umask(0o077)
    (tmp_path / "f" / "g").mkdir(parents=True)
    (tmp_path / "f" / "g" / "a.xlsx").touch()
    (tmp_path / "f" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "secret").touch()
    let_read(tmp_path / "f")
    assert [mode(tmp_path / name) for name in ("f", "f/g", "f/g/a.xlsx", "secret")] == [0o755, 0o755, 0o644, 0o600]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends a process with its parent")
def test_a_process_ends_when_its_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(REPO)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        os.kill(child, 0)  # it lives
        parent.kill()
    for _ in range(100):
        if not _lives(child):
            return
        time.sleep(0.05)
    pytest.fail("it lives five seconds after its parent")


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the size of the process is read from /proc")
def test_memory_beyond_the_limit_is_refused_within_the_block_alone() -> None:
    with memory_limit(256 << 20), pytest.raises(MemoryError):
        bytearray(1 << 30)
    assert len(bytearray(1 << 30)) == 1 << 30

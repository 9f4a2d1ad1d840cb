"""A folder that every worker of one test run shares: the first that asks makes it, the others wait and read it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


def once(run_folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """`run_folder/name` as `make` left it. After a failed `make` the next that asks starts from an empty folder."""
    folder, done = run_folder / name, run_folder / f"{name}.done"
    with (run_folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of every file: two of these differ where somebody wrote between them."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (stat.st_size, stat.st_mtime_ns) for path, stat in found}

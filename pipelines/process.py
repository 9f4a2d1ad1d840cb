"""What a process asks of the operating system: its account, who may read its files, what is on the disk, its end."""

from __future__ import annotations

import ctypes
import os
import pwd
import resource
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

UMASK = 0o077  # of a file that is created, group and others may do nothing
PR_SET_PDEATHSIG = 1  # of prctl(2), Linux only


def set_umask() -> None:
    """Keep what this process creates from other accounts; releases and files for readers are opened explicitly.

    CHISO_UMASK sets another mask, in octal digits, where an office shares the data within a group.
    """
    os.umask(int(os.environ.get("CHISO_UMASK") or f"{UMASK:o}", 8) & 0o777)


def account() -> str:
    """The account of the operating system that this process runs under, with that which called sudo, if any.

    The account is that of the process's user id, not of the environment, which anybody may set. SUDO_USER is part of
    the environment and only noted: an account that calls sudo cannot hide behind another's in the log of sudo.
    """
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:  # in a container an id may have no name
        name = f"uid {uid}"
    caller = os.environ.get("SUDO_USER", "")
    return f"{name} (sudo: {caller})" if caller and caller != name else name


def fsync_path(path: str | Path) -> None:
    """Force the bytes of a file, or the names in a folder, to the disk; a new name is durable only after its folder."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def memory_limit(n_bytes: int) -> Generator[None]:
    """Let this process take `n_bytes` of address space more than it has, within the block; Linux only.

    An allocation beyond it fails, which Python reports as MemoryError.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = Path("/proc/self/statm")
    if not size.exists():
        yield
        return
    limit = int(size.read_text().split()[0]) * resource.getpagesize() + n_bytes
    for end in (soft, hard):
        limit = limit if end == resource.RLIM_INFINITY else min(limit, end)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def end_with_parent(parent: int) -> None:
    """Let this process be killed when `parent`, the process that started it, ends; at once where it has ended.

    Only Linux can do that. Elsewhere the limits of processor time remain.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

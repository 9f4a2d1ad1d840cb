"""A private PostgreSQL server on a socket of its own. Used by tests only.

Absent, the tests that need it skip and say so; with CI=true they fail instead, since `.ci/run` installs it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

ACCOUNT = "nobody"  # PostgreSQL refuses to run as root


@contextmanager
def postgres() -> Generator[str]:
    """Start an empty server, give its address, stop and remove it. It listens on no port."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket has at most 107 characters
    user = ACCOUNT if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    cluster = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [programs / program, "-D", cluster, *arguments]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder, env={"LC_ALL": "C"})

    try:
        run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of PostgreSQL's programs; Debian keeps those of the server out of PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    folders = [folder for folder in folders if (folder / "pg_ctl").exists()]
    if folders:
        return folders[-1]
    reason = "initdb is absent: PostgreSQL is not installed on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)

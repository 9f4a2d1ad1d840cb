"""LibreOffice as a witness: it opens what chiso writes, calculates it, prints it. Used by tests only.

Absent, the tests that need it skip and say so; with CI=true they fail instead, since `.ci/run` installs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf", "ods": "ods", "xls": "xls:MS Excel 97"}


def convert(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Every file opened, calculated and saved as `kind` by one run of LibreOffice; fails for what it cannot open."""
    program = shutil.which("soffice")
    if program is None:
        reason = "soffice is absent: LibreOffice is not installed on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:  # a profile of its own: runs side by side do not meet
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", FORMATS[kind]]
        done = subprocess.run(
            [*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, text=True, check=False
        )
    made = [folder / f"{path.stem}.{kind}" for path in paths]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice could not open {missing}: {done.stdout[-500:]} {done.stderr[-500:]}"
    return made

"""Names of received files as text: names that are not UTF-8, names inside archives.

How control characters are printed is the task of cli/screen.py.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

DRIVE = re.compile(r"^[A-Za-z]:")


def readable(name: str) -> str:
    r"""The name as valid Unicode: a byte that is no UTF-8 becomes `\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def name_bytes(name: str) -> str | None:
    """The bytes of a name that is not UTF-8, in hexadecimal, since `readable` cannot be reversed; else None."""
    return None if readable(name) == name else os.fsencode(name).hex()


def relative(path: Path, root: Path) -> str:
    """The path below the folder that was received, with that folder's name in front."""
    return "/".join((os.path.basename(os.path.abspath(root)), *path.relative_to(root).parts))


def inside(name: str) -> str:
    """The name of an archive's member as a path that stays inside: no drive, no root, no `.` and no `..`."""
    parts = DRIVE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"

"""Has an archive or a message opened by a bounded process; the bytes of a container are never parsed here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, cast

from pipelines.settings import REPO
from pipelines.submissions.book.file_kinds import HEAD, is_mail
from pipelines.submissions.book.ole import SIGNATURE
from pipelines.submissions.intake.archives.parts import LISTING, SECONDS, Envelope
from pipelines.submissions.intake.inbox.skipped import Skipped

UNPACK = "pipelines.submissions.intake.archives.unpack"
# How a package begins that is no archive of files: the first member's name stands behind 30 bytes.
PACKAGE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"ppt/", b"mimetype", b"META-INF/")
MESSAGE_STREAM = "__properties_version1.0".encode("utf-16-le")


class Unpacked(NamedTuple):
    """One file of an archive: where its bytes lie, its path inside, who sent the message that it came in."""

    path: Path
    name: str
    sent: Envelope


class Contents(NamedTuple):
    """What an archive holds."""

    files: list[Unpacked]
    skipped: list[Skipped]


NOTHING = Contents([], [])


def may_hold_files(path: Path) -> bool:
    """True where the file's first bytes are those of an archive or a message; a usual workbook is ruled out."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(b"PK"):
            return not head.startswith(PACKAGE, 30)
        if head.startswith(SIGNATURE):
            return MESSAGE_STREAM in head + file.read()
    return is_mail(head)


def open_archive(path: Path, folder: Path) -> Contents:
    """Unpack the file at `path` into `folder`, an empty one; nothing where it is no archive or its process died.

    What gives nothing is received as the file it is, and reading it says why.
    """
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(REPO), *filter(None, [os.environ.get("PYTHONPATH")])])}
    try:
        done = subprocess.run(
            [sys.executable, "-m", UNPACK, str(path), str(folder), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return NOTHING
    listing = folder / LISTING
    if done.returncode != 0 or not listing.is_file():
        return NOTHING
    found = cast("dict[str, list[Any]]", json.loads(listing.read_text("utf-8")))
    return Contents(
        [
            Unpacked(folder / member["file"], member["name"], Envelope(member["address"], member["sent_at"]))
            for member in found["files"]
        ],
        [Skipped(source, reason) for source, reason in found["skipped"]],
    )

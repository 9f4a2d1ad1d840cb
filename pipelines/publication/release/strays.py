"""What lies in the folder of releases and is no release of the ledger: reported, never moved, deleted or followed.

The one exception is a tree that a crash left between the rename and the ledger's entry; release.py takes it back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Container
from pathlib import Path
from typing import Any

from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.ledger_guard import RELEASE, VERDICT
from pipelines.publication.proof.make import SCRIPT
from pipelines.publication.release.standing import DATABASE, DATABASE_NOTE
from pipelines.publication.tree import set_writable
from pipelines.settings import Places

BESIDE = ("", VERDICT, ".proof.json", ".retired.json")  # a release, and what lies beside it
BUILD = re.compile(r"[0-9A-Za-z_-]{1,64}")  # a name of a folder, which leads nowhere else


def unrecorded_build(places: Places, folder: Path) -> str | None:
    """The build whose tree a crash left in `folder`; None where the folder is no such tree, or its build is gone."""
    if folder.is_symlink() or not RELEASE.fullmatch(folder.name):
        return None
    try:
        manifest: Any = json.loads((folder / "manifest.json").read_bytes())
        build_id = str(manifest["build_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return build_id if BUILD.fullmatch(build_id) and candidate(places, build_id).built.exists() else None


def strays(places: Places, known: Container[str]) -> list[Path]:
    """Entries of the folder of releases that belong to none; `known` are the ids of the ledger's releases."""
    if not places.release.is_dir():
        return []
    ours = {places.current.name, DATABASE, DATABASE_NOTE, SCRIPT.name}
    found = (path for path in sorted(places.release.iterdir()) if path.name not in ours)
    return [
        path
        for path in found
        if not any(path.name.removesuffix(suffix) in known for suffix in BESIDE)
        and not path.name.startswith(".")
        and not (path.is_dir() and unrecorded_build(places, path))
    ]


def take_back(origin: Path, folder: Path) -> None:
    """Move back a tree that was moved but not recorded: `current` never named it, so it may be published again."""
    set_writable(folder)
    if origin.exists():
        shutil.rmtree(folder)
    else:
        os.rename(folder, origin)

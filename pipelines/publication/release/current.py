"""The release that `current` names. Imports little, since every command that answers from a release starts here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.ledger import Ledger
from pipelines.publication.ledger_guard import RELEASE
from pipelines.publication.messages import refuse
from pipelines.settings import Places

if TYPE_CHECKING:
    from pipelines.ledger import Entry


@dataclass(frozen=True)
class Release:
    """A published release and its folder."""

    release_id: str
    build_id: str
    folder: Path
    simulated: str = "none"  # how much of it is simulated, a code of SIMULATED
    rollback: Mapping[str, Any] | None = None  # the entry by which it is the current one again


def current_release(places: Places) -> Release:
    """The release that `current` names.

    Raises PublicationError where nothing was published yet, or `current` names no release of the ledger. Without a
    ledger, as in a copy of the releases alone, any whole release is taken.
    """
    if not places.current.exists():
        raise refuse("no_current", province=places.province)
    release_id = places.current.read_text("utf-8").strip()
    folder = places.release / release_id
    rollback = _check_named(places, release_id)
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        return Release(release_id, str(manifest["build_id"]), folder, _simulated(manifest), rollback)
    except (OSError, ValueError, KeyError) as error:
        raise refuse("current_broken", release_id=release_id or "–", folder=folder) from error


def _check_named(places: Places, release_id: str) -> Mapping[str, Any] | None:
    """The rollback to this release, where it is the last word of the ledger about `current`.

    Raises PublicationError where the ledger has no such release.
    """
    if not RELEASE.fullmatch(release_id):
        raise refuse("current_unknown", release_id=release_id or "–")
    if not places.ledger.exists():
        return None
    said = list(Ledger(places.ledger).glance(("release", "rollback")))
    if not any(kind == "release" and payload["release_id"] == release_id for kind, payload in said):
        raise refuse("current_unknown", release_id=release_id)
    kind, last = said[0]
    return last if kind == "rollback" and last["release_id"] == release_id else None


def ledger_position(entries: Sequence[Entry], release_id: str) -> int:
    """The ledger position that a release was built at. Raises PublicationError where the ledger does not have it."""
    for entry in entries:
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            return int(entry.payload["ledger_seq"])
    raise refuse("unknown_release", release_id=release_id)


def _simulated(manifest: dict[str, Any]) -> str:
    """The manifest's code; those of earlier versions have none."""
    return str(manifest.get("simulated", "none"))


def simulated_in(folder: Path) -> str:
    """How much of the release in `folder` is simulated, a code of SIMULATED; none where it has no manifest."""
    try:
        return _simulated(json.loads((folder / "manifest.json").read_bytes()))
    except (OSError, ValueError):
        return "none"


def find_release(places: Places, release_id: str | None) -> Path:
    """The folder of a release, of the current one by default.

    Raises PublicationError where there is none of that id, with the releases that are there.
    """
    if release_id is None:
        return current_release(places).folder
    known = sorted(path.parent.name for path in places.release.glob("*/manifest.json"))
    if places.ledger.exists():  # a copy or a folder of notes is no release
        recorded = {payload["release_id"] for _, payload in Ledger(places.ledger).glance(("release",))}
        known = [name for name in known if name in recorded]
    if release_id not in known:
        raise refuse("release_unknown", release_id=release_id, known=", ".join(known) or "–")
    return places.release / release_id

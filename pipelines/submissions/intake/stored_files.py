"""Stores one file, or every file of an archive: bytes, names and evidence of the sender for the receipt."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.codebook.text import name_fold
from pipelines.settings import Places
from pipelines.submissions.intake.archives.open_archive import may_hold_files, open_archive
from pipelines.submissions.intake.archives.parts import Envelope
from pipelines.submissions.intake.inbox.names import name_bytes, readable
from pipelines.submissions.intake.inbox.scan import FoundFile
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.inbox.store import Stored, blob_path, store
from pipelines.submissions.layout.reporter_names import OFFICE

Payload = dict[str, Any]  # of an entry


def stored_files(places: Places, file: FoundFile, names: Mapping[str, set[str]]) -> Iterator[Payload | Skipped]:
    """The file's bytes as the start of a receipt, or those of every file in it; Skipped where they cannot be read."""
    outcome = store(places, file.path)
    if not isinstance(outcome, Stored):
        yield Skipped(file.source, outcome)
        return
    blob = blob_path(places, outcome.sha256)
    inner = list(_store_inside(places, blob, file, names, outcome)) if may_hold_files(blob) else []
    if any(not isinstance(member, Skipped) for member in inner):
        yield from inner
        return
    yield {
        **outcome._asdict(),
        "original_name": readable(file.path.name),
        "name_bytes": name_bytes(file.path.name),
        "source": file.source,
        "folder": _folder(_folders(file), names),
    }


def _store_inside(
    places: Places, blob: Path, file: FoundFile, names: Mapping[str, set[str]], archive: Stored
) -> Iterator[Payload | Skipped]:
    """The files of an archive or a message, each with the archive's hash and its path inside."""
    with tempfile.TemporaryDirectory(dir=places.blobs, prefix=".") as folder:
        contents = open_archive(blob, Path(folder))
        for part in contents.files:
            outcome = store(places, part.path)
            source = f"{file.source}/{part.name}"
            if not isinstance(outcome, Stored):
                yield Skipped(source, outcome)
                continue
            *folders, name = part.name.split("/")
            yield {
                **outcome._asdict(),
                "original_name": name,
                "source": source,
                "folder": _folder([*_folders(file), *folders], names),
                "archive_source": file.source,
                "archive_sha256": archive.sha256,
                "mail_reporter": _reporter(part.sent, names),
                "mail_sent_at": part.sent.sent_at or None,
            }
        yield from (Skipped(f"{file.source}/{skip.source}".rstrip("/"), skip.reason) for skip in contents.skipped)


def _folders(file: FoundFile) -> list[str]:
    """The names of the folders above a file, from the received folder on; of a file named by itself its own folder."""
    below = file.path.relative_to(file.root).parts[:-1]
    return [readable(name) for name in (file.root.resolve().name, *below)]


def _folder(folders: Sequence[str], names: Mapping[str, set[str]]) -> str | None:
    """The name of the nearest folder that is that of a reporter: evidence of who sent it."""
    for folder in reversed(folders):
        folded = name_fold(folder)
        if folded in names or OFFICE.sub("", folded) in names:
            return folder
    return None


def _reporter(sent: Envelope, names: Mapping[str, set[str]]) -> str | None:
    """The reporter for whom the codebook declares the address (table aliases); the address itself is not kept."""
    codes = names.get(name_fold(sent.address), set[str]()) if sent.address else set[str]()
    return next(iter(codes)) if len(codes) == 1 else None

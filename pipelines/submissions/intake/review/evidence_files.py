"""Which received files are named as evidence by a line of a form: a scan or photo sent along, which has no figures.

The names are those of the ledger; the released tables have their technical part only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pipelines.ledger import Entry

COLUMNS = ("evidence_file", "evidence_sha256")  # columns of a form that name the file


class EvidenceFile(NamedTuple):
    """A line of a submission and the receipt of the file that it names."""

    submission_id: str
    row_key: str
    receipt_id: str


def evidence_files(entries: Sequence[Entry], cells: Iterable[Mapping[str, Any]]) -> list[EvidenceFile]:
    """The file of each cell: the last received of its name, with or without ending, from its reporter or unstated.

    A file whose stated sender is the reporter is preferred. `cells` have submission_id, row_key, reporter_code and
    raw_text.
    """
    by_name: dict[tuple[str, str | None], str] = {}  # name and stated sender -> receipt, the last one
    for entry in entries:
        if entry.kind == "receipt":
            name = _key(PurePosixPath(entry.payload["original_name"].replace("\\", "/")).name)
            sender = entry.payload.get("sender_code")
            for key in {name, PurePosixPath(name).stem}:
                by_name[key, sender] = str(entry.payload["receipt_id"])
    found: list[EvidenceFile] = []
    for cell in cells:
        name = _key(cell["raw_text"] or "")
        receipt = by_name.get((name, cell["reporter_code"])) or by_name.get((name, None))
        if name and receipt:
            found.append(EvidenceFile(cell["submission_id"], cell["row_key"], receipt))
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().lower()

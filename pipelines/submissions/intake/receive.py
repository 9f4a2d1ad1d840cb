"""Receives files: stores their bytes by content and appends one receipt each to the ledger. No file is opened.

land.py reads the files later, from the stored bytes alone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.codebook.load import Codebook
from pipelines.codebook.text import name_fold
from pipelines.errors import join
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.receipts import receipt_id
from pipelines.settings import Places, make_private
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.layout.compile import reporter_names
from pipelines.submissions.layout.layouts import OFFICE

Payload = dict[str, Any]  # of a receipt
STATED = {
    "sender": ("reporters", "reporter_code"),
    "form": ("forms", "form_code"),
    "period": ("periods", "period_code"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file received; `same_as` is the first receipt of the same bytes."""

    receipt_id: str
    seq: int
    sha256: str
    n_bytes: int
    original_name: str
    same_as: str | None


class Delivery(NamedTuple):
    """What is known of received files besides their content.

    Sender, form, period and mode are what the person who receives states; `channel` is how the files came in.
    """

    sender: str | None = None
    form: str | None = None
    period: str | None = None
    mode: str | None = None
    channel: str = "cli"


NOTHING_STATED = Delivery()


def receive(
    places: Places,
    codebook: Codebook,
    paths: Iterable[Path],
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Receipt]:
    """Store every file of `paths` and append one receipt for each to the province's ledger, in order of name.

    A folder stands for all files below it. `delivery` is stated of all of them, in codes of the codebook.
    `on_progress` is called with the number of files stored and of all.

    Raises IntakeError, before anything is stored, where a path does not exist or a stated code is not declared.
    """
    files = files_of(codebook, list(paths), delivery)
    names = reporter_names(codebook)
    stored: list[Payload] = []
    for n, file in enumerate(files, start=1):
        sha256, n_bytes = _store(places, file)
        stored.append(
            {"sha256": sha256, "n_bytes": n_bytes, "original_name": file.name, "folder": _folder(file, names)}
        )
        if on_progress:
            on_progress(n, len(files))
    _sync(places)
    common = {
        "channel": delivery.channel,
        "sender_code": delivery.sender,
        "form_code": delivery.form,
        "period_code": delivery.period,
        "mode": delivery.mode,
    }
    ledger = Ledger(places.ledger)
    added = ledger.append_decided(lambda known: _receipts(known, stored, common)) if stored else []
    return [
        Receipt(p["receipt_id"], entry.seq, p["sha256"], p["n_bytes"], p["original_name"], p.get("same_as"))
        for entry in added
        for p in [entry.payload]
    ]


def _receipts(
    known: Sequence[Entry], stored: Sequence[Payload], common: Mapping[str, str | None]
) -> Iterator[tuple[str, Payload]]:
    """One receipt for each stored file, after `known`; `common` is what was stated of all of them."""
    seq = known[-1].seq if known else 0
    first = {
        entry.payload["sha256"]: entry.payload["receipt_id"] for entry in reversed(known) if entry.kind == "receipt"
    }
    for n, file in enumerate(stored, start=seq + 1):
        receipt = receipt_id(n, file["sha256"])
        yield "receipt", {**file, **common, "receipt_id": receipt, "same_as": first.get(file["sha256"])}
        first.setdefault(file["sha256"], receipt)


def blob_path(places: Places, sha256: str) -> Path:
    """Where the bytes of that hash are stored."""
    return places.blobs / sha256[:2] / sha256


def files_of(codebook: Codebook, paths: Sequence[Path], delivery: Delivery) -> list[Path]:
    """Every file of `paths`; raises IntakeError as `receive` does."""
    _check(codebook, paths, {name: getattr(delivery, name) for name in STATED})
    return list(_files(paths))


def _check(codebook: Codebook, paths: Sequence[Path], stated: dict[str, str | None]) -> None:
    """Raise IntakeError with every path that does not exist and every stated code that is not declared."""
    problems = [intake_message("path_missing", path=path) for path in paths if not path.exists()]
    for option, code in stated.items():
        table, column = STATED[option]
        known = set(codebook.tables[table][column].to_list())
        if option == "form":  # a report without a form is stated by the code of its duty
            known |= set(codebook.tables["obligation_rules"]["duty_code"].to_list())
        if code is not None and code not in known:
            problems.append(intake_message("code_unknown", option=option, code=code, table=table))
    if problems:
        raise IntakeError(join(problems, "\n"))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files in order of name; Excel's lock files and hidden files are no submissions."""
    for path in paths:
        if path.is_file():
            yield path
            continue
        for below in sorted(path.rglob("*")):
            if below.is_file() and not below.name.startswith(("~$", ".")):
                yield below


def _folder(file: Path, names: dict[str, set[str]]) -> str | None:
    """The name of the file's folder where it is that of a reporter: evidence of who sent it."""
    folder = file.resolve().parent.name
    folded = name_fold(folder)
    return folder if folded in names or OFFICE.sub("", folded) in names else None


def _store(places: Places, file: Path) -> tuple[str, int]:
    """Bytes to `<aa>/<sha256>`, by a rename, read-only; damaged bytes under that name are replaced."""
    content = file.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    target = blob_path(places, sha256)
    if not (target.exists() and target.read_bytes() == content):
        make_private(places.raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        fd, scratch = tempfile.mkstemp(dir=target.parent, prefix=".")
        with os.fdopen(fd, "wb") as out:
            out.write(content)
        os.chmod(scratch, 0o444)
        os.replace(scratch, target)
    return sha256, len(content)


def _sync(places: Places) -> None:
    """Blobs reach the disk before the receipts that promise them; one call is cheaper than one fsync a file."""
    if places.blobs.exists():
        os.sync()

"""Receives files: stores their bytes by content and appends one receipt each to the ledger. No workbook is opened.

An archive or a message is opened by a bounded process (archives/), and each file in it gets the receipt; where nothing
can be taken from it, it gets one itself. land.py reads the files later, from the stored bytes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.codebook.load import Codebook
from pipelines.errors import join
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.receipts import receipt_id
from pipelines.settings import Places, make_private
from pipelines.submissions.intake.inbox.names import readable
from pipelines.submissions.intake.inbox.new_files import KnownFiles
from pipelines.submissions.intake.inbox.scan import Found, scan
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.inbox.store import blob_path, sync
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.stored_files import Payload, stored_files
from pipelines.submissions.layout.compile_names import reporter_names

__all__ = ["Delivery", "Receipt", "Received", "blob_path", "check_stated", "files_of", "receive", "receive_found"]

STATED = {
    "sender": ("reporters", "reporter_code"),
    "form": ("forms", "form_code"),
    "period": ("periods", "period_code"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file received; `same_as` is the first receipt of the same bytes, `source` its path below what came."""

    receipt_id: str
    seq: int
    sha256: str
    n_bytes: int
    original_name: str
    same_as: str | None
    source: str = ""

    @classmethod
    def of(cls, entry: Entry) -> Receipt:
        """The receipt of a ledger entry."""
        p = entry.payload
        name, same_as = p["original_name"], p.get("same_as")
        return cls(p["receipt_id"], entry.seq, p["sha256"], p["n_bytes"], name, same_as, p.get("source") or name)


class Received(NamedTuple):
    """What one call received, and what it skipped."""

    receipts: list[Receipt]
    skipped: list[Skipped]


class Delivery(NamedTuple):
    """What is known of received files besides their content.

    Sender, form, period and mode are what the person who receives states; `channel` is how the files came in. `at` is
    when a simulated file came; otherwise the machine's clock says it.
    """

    sender: str | None = None
    form: str | None = None
    period: str | None = None
    mode: str | None = None
    channel: str = "cli"
    is_ahead: bool = False  # files of periods that have not begun are read too, as of the simulated province
    at: datetime | None = None
    is_simulated: bool = False  # written by `chiso sample`: what is made of them is marked
    inbox_name: str | None = None  # the files lie in this inbox: what was received from it before is not received again


NOTHING_STATED = Delivery()


def receive(
    places: Places,
    codebook: Codebook,
    paths: Iterable[Path],
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Receipt]:
    """The receipts of `receive_found` for every file of `paths`; a folder stands for all files below it.

    Raises IntakeError, before anything is stored, where a path does not exist or a stated code is not declared.
    """
    return receive_found(places, codebook, files_of(codebook, list(paths), delivery), delivery, on_progress).receipts


def receive_found(
    places: Places,
    codebook: Codebook,
    found: Found,
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> Received:
    """Store every file and append one receipt for each to the province's ledger, in order; what is skipped is entered.

    `delivery` is stated of all of them, in codes of the codebook. A file that cannot be read costs only itself.
    `on_progress` is called with the number of files stored and of all.
    """
    names = reporter_names(codebook)
    if found.files:
        make_private(places.raw)
    stored: list[Payload] = []
    skipped = list(found.skipped)
    for n, file in enumerate(found.files, start=1):
        for outcome in stored_files(places, file, names):
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
            else:
                stored.append(outcome)
        if on_progress:
            on_progress(n, len(found.files))
    sync(places, [sha256 for p in stored for sha256 in (p["sha256"], p.get("archive_sha256")) if sha256])
    added = _append(Ledger(places.ledger), stored, skipped, delivery)
    return Received([Receipt.of(entry) for entry in added if entry.kind == "receipt"], skipped)


def files_of(codebook: Codebook, paths: Sequence[Path], delivery: Delivery) -> Found:
    """Every file of `paths`, and what is skipped; raises IntakeError as `receive` does."""
    check_stated(codebook, paths, delivery)
    return scan(paths)


def check_stated(codebook: Codebook, paths: Sequence[Path], delivery: Delivery) -> None:
    """Raise IntakeError with every path that does not exist and every stated code that is not declared."""
    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    problems = [intake_message("path_missing", path=readable(str(path))) for path in missing]
    for option, (table, column) in STATED.items():
        code = getattr(delivery, option)
        known = set(codebook.tables[table][column].to_list())
        if option == "form":  # a report without a form is stated by the code of its duty
            known |= set(codebook.tables["obligation_rules"]["duty_code"].to_list())
        if code is not None and code not in known:
            problems.append(intake_message("code_unknown", option=option, code=code, table=table))
    if problems:
        raise IntakeError(join(problems, "\n"))


def _append(ledger: Ledger, stored: Sequence[Payload], skipped: Sequence[Skipped], delivery: Delivery) -> list[Entry]:
    """Append receipts and skips under one lock; nothing where there are none."""
    common = {
        "channel": delivery.channel,
        "sender_code": delivery.sender,
        "form_code": delivery.form,
        "period_code": delivery.period,
        "mode": delivery.mode,
        **({"is_ahead": True} if delivery.is_ahead else {}),
        **({"is_simulated": True} if delivery.is_simulated else {}),
    }
    if not stored and not skipped:
        return []
    return ledger.append_decided(
        lambda known: [
            *_receipts(known, _unknown(known, stored, delivery), common),
            *_skips(known, skipped, delivery.channel),
        ],
        at=delivery.at,
    )


def _unknown(known: Sequence[Entry], stored: Sequence[Payload], delivery: Delivery) -> Sequence[Payload]:
    """The stored files without those that another receiver took from the same inbox meanwhile."""
    if delivery.inbox_name is None:
        return stored
    files = KnownFiles(known, delivery.inbox_name)
    return [payload for payload in stored if not files.holds_receipt(payload)]


def _receipts(
    known: Sequence[Entry], stored: Sequence[Payload], common: Mapping[str, Any]
) -> Iterator[tuple[str, Payload]]:
    """One receipt for each stored file, after `known`; `common` is what was stated of all of them."""
    seq = known[-1].seq if known else 0
    first = {
        entry.payload["sha256"]: entry.payload["receipt_id"] for entry in reversed(known) if entry.kind == "receipt"
    }
    for n, file in enumerate(stored, start=seq + 1):
        receipt = receipt_id(n, file["sha256"])
        payload = {**file, **common, "receipt_id": receipt, "same_as": first.get(file["sha256"])}
        payload["sender_code"] = payload["sender_code"] or file.get("mail_reporter")
        yield "receipt", payload
        first.setdefault(file["sha256"], receipt)


def _skips(known: Sequence[Entry], skipped: Sequence[Skipped], channel: str) -> Iterator[tuple[str, Payload]]:
    """One entry for each skipped one that is not in the ledger since the last release."""
    last = max((entry.seq for entry in known if entry.kind == "release"), default=0)
    seen = {
        (entry.payload["source"], entry.payload["reason"])
        for entry in known
        if entry.kind == "skip" and entry.seq > last
    }
    for skip in dict.fromkeys(skipped):
        if (skip.source, skip.reason) not in seen:
            yield "skip", {**skip._asdict(), "channel": channel}

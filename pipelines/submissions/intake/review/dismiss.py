"""Settles a file that nobody will send again, by an entry of the ledger with reason and owner.

The file, its receipt and what became of it stay as they are: only the lists of open files leave it out. A duty that it
was to meet stays unmet.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.ledger import Entry, Ledger
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.review.open_files import OpenFile


def dismiss(ledger: Ledger, open_now: Sequence[OpenFile], file_id: str, reason: str, owner: str) -> Entry:
    """Record that the open file `file_id` needs nobody any more.

    Raises IntakeError where a reason or an owner is missing, or no open file has this id.
    """
    if not reason.strip() or not owner.strip():
        raise IntakeError(intake_message("reason_missing"))
    if not any(file.file_id == file_id for file in open_now):
        raise IntakeError(intake_message("nothing_open", file_id=file_id))
    return ledger.append("dismissal", {"file_id": file_id, "reason": reason, "owner": owner})

"""Settles a file that nobody will send again, by an entry of the ledger with reason and owner.

The receipt stays. A file that waited counts as refused, so a duty that it was to meet stays unmet. A file whose
original is gone or changed is not read any more, and the gate no longer asks for its bytes; received again, it is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.ledger import Entry, Ledger
from pipelines.ledger.reasons import is_stated
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.review.open_files import LOST, OpenFile


def dismiss(ledger: Ledger, open_now: Sequence[OpenFile], file_id: str, reason: str, owner: str) -> Entry:
    """Record that the open file `file_id` needs nobody any more.

    Raises IntakeError where a reason or an owner is missing, or no open file has this id.
    """
    if not is_stated(reason) or not is_stated(owner):
        raise IntakeError(intake_message("reason_missing"))
    states = {file.state for file in open_now if file.file_id == file_id}
    if not states:
        raise IntakeError(intake_message("nothing_open", file_id=file_id))
    is_lost = True if LOST in states else None
    return ledger.append("dismissal", {"file_id": file_id, "reason": reason, "owner": owner, "is_lost": is_lost})

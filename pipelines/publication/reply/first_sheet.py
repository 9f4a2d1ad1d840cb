"""What the first sheet of a reply says of the whole file: how it was read, until when to answer, whom to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.codebook.contacts import answer_by, contact_of
from pipelines.codebook.load import Codebook
from pipelines.forms.reply.marks import Mark
from pipelines.ledger import Entry
from pipelines.ledger.days import last_day_of, today
from pipelines.ledger.simulated import WATERMARK, is_simulated
from pipelines.publication.reply.messages import text
from pipelines.publication.reply.submissions import Submission
from pipelines.vocabulary import MODE, SEVERITY

GRAVE = SEVERITY.without("note")


def is_read(submission: Submission) -> bool:
    """Whether a submission was read, so that its cells can be asked about."""
    return submission.row["outcome"] == "read"


def facts_of(
    entry: Entry, submissions: Sequence[Submission], names: Mapping[str, str], simulated: frozenset[str]
) -> list[tuple[str, str]]:
    """The lines of the first sheet about the file: name, receipt, and how each submission was read.

    `simulated` are the hashes of simulated files; such a one is called so first.
    """
    day = f"{last_day_of([entry]):%d/%m/%Y}"
    received = text("received", receipt=entry.payload["receipt_id"], day=day)
    marks = [(text("fact_simulated"), WATERMARK)] if is_simulated(entry, simulated) else []
    facts = [*marks, (text("fact_file"), entry.payload["original_name"]), (text("fact_receipt"), received)]
    for submission in submissions:
        duty, row = submission.duty, submission.row
        what = (duty.form, names.get(duty.reporter, duty.reporter), names.get(duty.period, duty.period))
        content = text(
            "content",
            what=", ".join(filter(None, what)) or text("unrecognised"),
            mode="" if row["mode"] == "full" else f", {MODE.label(row['mode'], 'vi')}",
            outcome=text(f"outcome_{row['outcome']}"),
            n_observation=row["n_observation"],
            n_reject=row["n_reject"],
        )
        facts.append((text("fact_content"), content))
    return facts


def verdict(submissions: Sequence[Submission], marks: Sequence[Mark], n_still: int) -> str:
    """What the first sheet says first: whether the file was taken, and how much is to be corrected."""
    if not all(is_read(submission) for submission in submissions):
        is_waiting = {submission.row["outcome"] for submission in submissions} <= {"read", "waiting"}
        return text("file_waits" if is_waiting else "file_not_taken")
    if all(submission.row["mode"] == "withdrawal" for submission in submissions):
        return text("withdrawn")
    grave = {mark.question_id for mark in marks if mark.severity in GRAVE}
    slight = {mark.question_id for mark in marks if mark.severity == "note"} - grave
    before = text("open_before", n=n_still) if n_still else ""
    if grave or slight:
        return text("to_correct", n_grave=len(grave), n_slight=len(slight)) + before
    understood = text("understood_marks") if marks else ""
    return text("no_question" if before else "nothing_to_do") + before + understood


def whom_to_answer(codebook: Codebook, province: str) -> list[tuple[str, str]]:
    """The lines about until when to answer and whom to ask; none where the codebook declares no contact."""
    day = today()
    contact = contact_of(codebook, province, day)
    if contact is None:
        return []
    last = answer_by(codebook, contact, day)
    phone = text("phone", phone=contact.phone) if contact.phone else ""
    days = [(text("fact_answer"), f"{last:%d/%m/%Y}")] if last else []
    return [*days, (text("fact_contact"), text("contact", post=contact.post, office=contact.office, phone=phone))]

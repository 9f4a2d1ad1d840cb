"""Writes the texts that remind units: one file for each, and all of them in one, from the current release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.codebook.contacts import answer_by, contact_of
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.ledger.simulated import notice
from pipelines.publication.release.current import current_release, ledger_position
from pipelines.publication.reply.reminder_text import Sender, combined, reminder_texts
from pipelines.settings import Places
from pipelines.submissions.intake.order.landed import landed
from pipelines.submissions.intake.review.open_files import latest_landing
from pipelines.warehouse.as_known import questions, reminders

ALL = "tat-ca.txt"  # the file that holds the texts of all units

REPORT = ["reporter_code", "form_code", "period_code"]
CAME = ("read", "waiting")  # outcomes of a report that nobody is asked for again
MAX_SEQ = 2**62  # every receipt


def write_reminders(places: Places, seeds: Path, day: date, within: int, out: Path) -> int:
    """Write the texts of `day` by the current release, with deadlines `within` so many working days; their number.

    Raises PublicationError where nothing was published yet.
    """
    release = current_release(places)
    seq = ledger_position(Ledger(places.ledger).read(), release.release_id)
    found = not_sent_since(places, reminders(release.folder, seq, day, within), seq)
    return write_texts(places, seeds, found, day, out)


def not_sent_since(places: Places, found: pl.DataFrame, seq: int) -> pl.DataFrame:
    """The rows of `found` without the reports that came after ledger position `seq`, which no release holds yet."""
    landing = latest_landing(places.landing)
    if landing is None:
        return found
    came = landed(landing, "submission", MAX_SEQ).filter(pl.col("receipt_seq") > seq, pl.col("outcome").is_in(CAME))
    return found.join(came.select(REPORT).unique(), on=REPORT, how="anti", maintain_order="left")


def write_texts(places: Places, seeds: Path, found: pl.DataFrame, day: date, out: Path) -> int:
    """Write one text for each unit in `found`, rows of `as_known.reminders`, into the folder `out`; their number."""
    release = current_release(places)
    codebook = load(seeds)
    contact = contact_of(codebook, places.province, day)
    last = answer_by(codebook, contact, day) if contact else None
    said = notice(release.simulated)
    texts = reminder_texts(found, questions(release.folder), Sender(contact, day, last, said.vi if said else ""))
    out.mkdir(parents=True, exist_ok=True)
    for reminder in texts:
        (out / reminder.file_name).write_text(reminder.body, encoding="utf-8")
    (out / ALL).write_text(combined(texts), encoding="utf-8")
    return len(texts)

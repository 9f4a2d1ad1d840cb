"""Which files need a person, by ledger and landing: what settles one, what comes late, what is dismissed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.errors import Message
from pipelines.ledger import Ledger
from pipelines.ledger.receipts import lost_originals
from pipelines.submissions.intake.batch import SCHEMAS
from pipelines.submissions.intake.messages import IntakeError
from pipelines.submissions.intake.review.dismiss import dismiss
from pipelines.submissions.intake.review.open_files import (
    LOST,
    OpenFile,
    late_files,
    latest_landing,
    open_files,
    without_names,
)

ENDS = {
    "2026-09": date(2026, 9, 14),
    "2026-10": date(2026, 10, 14),
    "2026-11": date(2026, 11, 14),
    "2026": date(2026, 12, 14),
}


class Story:
    """A ledger and the landing of its receipts, both by hand."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger(folder / "ledger.jsonl")
        self.rows: list[dict[str, Any]] = []

    def file(self, outcome: str, duty: tuple[Any, Any, Any] = (None, None, None), **payload: Any) -> str:
        """Receive a file, and land it with this outcome."""
        seq = self.ledger.head()[0] + 1
        sha256 = str(payload.pop("sha256", f"{seq:064d}"))
        receipt = f"R{seq:06d}-{sha256[:8]}"
        common = {"receipt_id": receipt, "n_bytes": 1, "original_name": f"{seq}.xlsx", "channel": "cli"}
        self.ledger.append("receipt", {**common, "sha256": sha256, **payload})
        keys = dict(zip(("reporter_code", "form_code", "period_code"), duty, strict=True))
        self.rows.append({"receipt_id": receipt, "receipt_seq": seq, "block_no": 1, "outcome": outcome, **keys})
        return receipt

    @property
    def submissions(self) -> pl.DataFrame:
        return pl.DataFrame(self.rows, schema=SCHEMAS["submission"], orient="row", strict=False)

    def open(self) -> list[str]:
        return [file.file_id for file in open_files(self.ledger.read(), self.submissions)]

    def late(self) -> list[tuple[str, str]]:
        found = late_files(self.ledger.read(), self.submissions, ENDS)
        return [(file.receipt_id, file.judged_as) for file in found]

    def judge(self, kind: str, period: str, release_id: str, upto: int, outcome: str = "pass") -> None:
        payload: dict[str, Any] = {"release_id": release_id, "occasion_period": period, "ledger_seq": upto}
        payload |= {"build_id": release_id, "verdict_sha256": "v", "outcome": outcome, "tree_hash": "t"}
        self.ledger.append(kind, payload)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


DUTY, OTHER_PERIOD = ("C1", "XA-01", "2026-10"), ("C1", "XA-01", "2026-09")


@pytest.mark.parametrize("outcome", ["refused", "unreadable", "waiting"])
def test_a_file_that_was_not_read_is_open_until_one_of_its_duty_is_read(story: Story, outcome: str) -> None:
    story.file("read", DUTY)  # what came before settles nothing
    bad = story.file(outcome, DUTY)
    assert story.open() == [bad]
    for duty in (OTHER_PERIOD, ("C2", *DUTY[1:]), (DUTY[0], "XA-02", DUTY[2])):
        story.file("read", duty)
    assert story.open() == [bad]
    still = story.file("unreadable", DUTY)
    assert story.open() == [bad, still]
    story.file("read", DUTY)
    assert story.open() == []


def test_a_file_of_no_known_duty_is_settled_by_no_other(story: Story) -> None:
    bad = story.file("unreadable", ("C1", None, "2026-10"))
    story.file("read", ("C1", "XA-01", "2026-10"))
    assert story.open() == [bad]


def test_the_same_bytes_are_open_once_and_settled_when_they_are_read(story: Story) -> None:
    story.file("refused", sha256="a" * 64)
    second = story.file("refused", sha256="a" * 64)
    assert story.open() == [second]
    story.file("read", DUTY, sha256="a" * 64)  # received again with what was missing stated
    assert story.open() == []


def test_an_accepted_proposal_settles_the_file_that_waited(story: Story) -> None:
    waiting = story.file("waiting", DUTY)
    story.file("read", ("C9", "XA-01", "2026-10"), answers=waiting)
    assert story.open() == []


def test_a_dismissal_settles_one_file_and_needs_reason_and_owner(story: Story) -> None:
    first, second = story.file("unreadable"), story.file("unreadable")
    now = open_files(story.ledger.read(), story.submissions)
    for reason, owner in (("", "Phòng A"), ("gửi nhầm", " ")):
        with pytest.raises(IntakeError) as error:
            dismiss(story.ledger, now, first, reason, owner)
        assert error.value.code == "reason_missing"
    with pytest.raises(IntakeError) as error:
        dismiss(story.ledger, now, "R000099-00000000", "gửi nhầm", "Phòng A")
    assert error.value.code == "nothing_open"
    assert dismiss(story.ledger, now, first, "gửi nhầm", "Phòng A").payload["file_id"] == first
    assert story.open() == [second]


def test_the_dismissal_of_a_lost_original_says_that_it_is_lost(story: Story) -> None:
    first, second = story.file("read", DUTY), story.file("unreadable")
    lost = OpenFile(first, "1.xlsx", LOST, Message("lost", "", ""), "", "", "")
    now = [lost, *open_files(story.ledger.read(), story.submissions)]
    assert dismiss(story.ledger, now, first, "đĩa hỏng", "Phòng A").payload["is_lost"] is True
    assert "is_lost" not in dismiss(story.ledger, now, second, "gửi nhầm", "Phòng A").payload
    assert lost_originals(story.ledger.read()) == {first}


def test_skipped_entries_are_open_until_the_next_release_or_a_dismissal(story: Story) -> None:
    for source, reason in (("in/a.xlsx", "link"), ("in/Thumbs.db", "system_file"), ("in/b.xlsx", "later_reason")):
        story.ledger.append("skip", {"source": source, "reason": reason, "channel": "cli"})
    found = open_files(story.ledger.read(), story.submissions)
    assert [(file.file_id, file.source, file.is_harmless) for file in found] == [
        ("S000001", "a.xlsx", False),
        ("S000002", "Thumbs.db", True),
        ("S000003", "b.xlsx", False),
    ]
    assert (found[0].reason.vi, found[2].reason.vi) == (
        "liên kết tới tệp khác, không đi theo; xin chép chính tệp đó",
        "later_reason",  # of a later version
    )
    dismiss(story.ledger, found, "S000001", "không cần", "Phòng A")
    assert story.open() == ["S000002", "S000003"]
    story.judge("release", "2026-10", "2026-10-r001", 4)
    assert story.open() == []


def test_a_file_after_the_verdict_is_late_until_a_later_candidate_holds_it(story: Story) -> None:
    story.file("read", DUTY)
    story.judge("verdict", "2026-10", "2026-10-r001", 1)
    assert story.late() == []
    after_gate = story.file("read", DUTY)  # before it is published
    unread = story.file("refused", DUTY)
    next_month = story.file("read", ("C1", "XA-01", "2026-11"))
    earlier = story.file("read", OTHER_PERIOD)
    whole_year = story.file("read", ("C1", "XA-01", "2026"))
    assert story.late() == [(after_gate, "2026-10-r001"), (earlier, "2026-10-r001")]
    story.judge("release", "2026-10", "2026-10-r001", 1)
    assert story.late() == [(after_gate, "2026-10-r001"), (earlier, "2026-10-r001")]
    assert story.open() == [unread]
    story.judge("release", "2026-11", "2026-11-r002", 6)
    assert story.late() == []
    last = story.file("read", DUTY)
    assert story.late() == [(last, "2026-10-r001")]  # the release of its own period, not the newest
    assert {next_month, whole_year}.isdisjoint({receipt for receipt, _ in story.late()})


def test_a_refused_candidate_and_a_verdict_of_an_earlier_version_judge_nothing(story: Story) -> None:
    story.judge("verdict", "2026-10", "2026-10-r001", 0, outcome="refuse")
    story.ledger.append("verdict", {"build_id": "b", "outcome": "pass", "verdict_sha256": "v"})
    story.file("read", DUTY)
    assert story.late() == []


def test_the_landing_written_last_is_found(tmp_path: Path) -> None:
    import os

    assert latest_landing(tmp_path / "none") is None
    for n, key in enumerate(("b", "a")):
        (tmp_path / key).mkdir()
        note = tmp_path / key / "whole-1-1.json"
        note.write_text("{}")
        os.utime(note, (1_000 + n, 1_000 + n))
    assert latest_landing(tmp_path) == tmp_path / "a"


@pytest.mark.parametrize(
    ("source", "name"), [("Bà Hà/XA-01 Nguyen Van An.pdf", "XA-01.pdf"), ("08_XA-01_2026-10_C00700.pdf",) * 2]
)
def test_a_file_without_the_names_in_its_name(source: str, name: str) -> None:
    full = source.rpartition("/")[2]
    file = OpenFile(
        "R1-a", source, "unreadable", Message("r", f"Tệp “{full}” là PDF", f"“{source}” is a PDF"), "", "", ""
    )
    cleaned = without_names(file)
    assert (cleaned.source, cleaned.reason.vi, cleaned.reason.en) == (
        name,
        f"Tệp “{name}” là PDF",
        f"“{name}” is a PDF",
    )

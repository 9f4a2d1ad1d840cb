"""What waits, and what a person's yes changes: one receipt more, and the same landing when it is made again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from support import trial

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.ledger.receipts import receipt_id
from pipelines.settings import places
from pipelines.submissions.intake.accept import accept, proposals
from pipelines.submissions.intake.land import Landing, land
from pipelines.submissions.intake.messages import IntakeError
from pipelines.submissions.intake.receive import receive


class Desk:
    """A data root with one file in the folder of another commune."""

    def __init__(self, root: Path, codebook: Codebook) -> None:
        self.places, self.codebook = places("08", root / "data"), codebook
        self.ledger = Ledger(self.places.ledger)
        folder = root / "inbox" / "C00706"
        folder.mkdir(parents=True)
        trial.write(folder / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
        self.receipt = receive(self.places, codebook, [root / "inbox"])[0].receipt_id

    def land(self) -> Landing:
        return land(self.places, self.codebook, self.ledger.read())

    def outcomes(self) -> list[tuple[str, str]]:
        rows = pl.read_parquet(self.land().folder / "*" / "submission-*.parquet").sort("receipt_seq")
        return list(rows.select("outcome", "reason_code").iter_rows())


@pytest.fixture
def desk(tmp_path: Path, trial_codebook: Codebook) -> Desk:
    return Desk(tmp_path, trial_codebook)


def test_a_file_in_another_reporters_folder_waits_until_it_is_accepted(desk: Desk) -> None:
    assert desk.outcomes() == [("waiting", "sender_differs")]
    open_ones = proposals(desk.land(), desk.ledger.read())
    assert [(one.receipt_id, one.form_code, one.reporter_code) for one in open_ones] == [
        (desk.receipt, "TRIAL-01", trial.COMMUNE)
    ]
    entry = accept(desk.ledger, desk.land(), desk.receipt, "văn phòng xã gửi thay", "Phòng Thống kê")
    assert entry.payload["accepts"] == [open_ones[0].key]
    assert entry.payload["same_as"] == desk.receipt
    assert desk.outcomes() == [("waiting", "sender_differs"), ("read", "accepted")]
    assert proposals(desk.land(), desk.ledger.read()) == []


def test_an_acceptance_of_a_later_day_is_of_the_proposal_of_the_day_of_receipt(desk: Desk) -> None:
    """Administrative October begins on 15 September; what came before says so, whenever somebody accepts it."""
    payload = desk.ledger.read()[-1].payload
    early = {**payload, "folder": None, "receipt_id": receipt_id(2, payload["sha256"])}
    desk.ledger.append("receipt", early, at=datetime(2026, 9, 1, tzinfo=UTC))
    assert desk.outcomes()[-1] == ("waiting", "period_ahead")
    accept(desk.ledger, desk.land(), str(early["receipt_id"]), "gửi sớm", "Phòng Thống kê")
    assert desk.outcomes()[-1] == ("read", "accepted")
    assert [one.receipt_id for one in proposals(desk.land(), desk.ledger.read())] == [desk.receipt]


def test_an_accepted_file_reads_the_same_in_a_landing_made_anew(desk: Desk) -> None:
    accept(desk.ledger, desk.land(), desk.receipt, "gửi thay", "Phòng Thống kê")
    folder = desk.land().folder
    before = {path.name: pl.read_parquet(path) for path in sorted(folder.glob("*/*.parquet"))}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.unlink()
    tables = sorted(folder.glob("*/*.parquet"))
    assert tables == []
    after = [pl.read_parquet(path) for path in sorted(desk.land().folder.glob("*/submission-*.parquet"))]
    was = [frame for name, frame in before.items() if name.startswith("submission")]
    columns = ["submission_id", "outcome", "n_observation", "message_vi"]
    assert pl.concat(after).select(columns).sort(columns).equals(pl.concat(was).select(columns).sort(columns))


@pytest.mark.parametrize(
    ("receipt", "reason", "owner"), [("R999999-00000000", "vì sao", "ai"), (None, "", "ai"), (None, "vì sao", " ")]
)
def test_nothing_is_accepted_without_a_proposal_a_reason_and_an_owner(
    desk: Desk, receipt: str | None, reason: str, owner: str
) -> None:
    before = len(desk.ledger.read())
    with pytest.raises(IntakeError):
        accept(desk.ledger, desk.land(), receipt or desk.receipt, reason, owner)
    assert len(desk.ledger.read()) == before

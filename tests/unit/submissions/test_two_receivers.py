"""Two receivers and two acceptances at once: one id a receipt, and each repetition names the first of its bytes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

from support import trial
from support.receipts import append_stale

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.accept import accept
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.messages import IntakeError
from pipelines.submissions.intake.receive import receive

LEDGERS, ROUNDS, FILES = 10, 20, 3  # 200 rounds; a ledger is read whole each time, so ten short ones are quicker


def together(*calls: Callable[[], object]) -> None:
    """Run the calls in threads of their own, started at one moment; the lock of a file holds between threads too."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        barrier.wait()
        call()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_receivers_of_one_folder_make_no_receipt_id_twice(tmp_path: Path, trial_codebook: Codebook) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(FILES):
        (inbox / f"{n}.csv").write_text(f"{n}")
    for n in range(LEDGERS):
        here = places("08", tmp_path / f"{n}")
        for _ in range(ROUNDS):
            together(*2 * [lambda here=here: receive(here, trial_codebook, [inbox])])
        assert len(Ledger(here.ledger).read()) == 2 * ROUNDS * FILES  # verifies the chain
        lines = here.ledger.read_text("utf-8").splitlines()  # reading would tell two of one id apart
        receipts = [json.loads(line)["payload"] for line in lines]
        assert [receipt["receipt_id"][:7] for receipt in receipts] == [
            f"R{seq:06d}" for seq in range(1, len(receipts) + 1)
        ]
        names = {receipt["sha256"]: receipt["receipt_id"] for receipt in receipts[:FILES]}
        assert [receipt.get("same_as") for receipt in receipts[:FILES]] == [None] * FILES
        assert [receipt["same_as"] for receipt in receipts[FILES:]] == [
            names[receipt["sha256"]] for receipt in receipts[FILES:]
        ]


def test_of_two_acceptances_at_once_one_finds_nothing_left(tmp_path: Path, trial_codebook: Codebook) -> None:
    here, folder = places("08", tmp_path / "data"), tmp_path / "inbox" / "C00706"  # the folder of another commune
    folder.mkdir(parents=True)
    trial.write(folder / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    ledger = Ledger(here.ledger)
    (waiting,) = receive(here, trial_codebook, [folder])
    landing, refused = land(here, trial_codebook, ledger.read()), list[str]()

    def say_yes() -> None:
        try:
            accept(ledger, landing, waiting.receipt_id, "gửi thay", "Phòng Thống kê")
        except IntakeError as fault:
            refused.append(fault.message_en)

    together(say_yes, say_yes)
    assert [entry.payload.get("answers") for entry in ledger.read()] == [None, waiting.receipt_id]
    assert len(refused) == 1 and "no proposal that waits" in refused[0]


def test_two_receipts_of_one_id_land_as_two(tmp_path: Path, trial_codebook: Codebook) -> None:
    here, path = places("08", tmp_path / "data"), tmp_path / "t.xlsx"
    trial.write(path, {"TRIAL-01": trial.row_form(E9=5)})
    ledger = Ledger(here.ledger)
    (first,) = receive(here, trial_codebook, [path])
    append_stale(ledger, first.receipt_id)
    entries = ledger.read()
    second = f"R000002-{first.sha256[:8]}"
    assert [(e.payload["receipt_id"], e.payload.get("same_as")) for e in entries] == [
        (first.receipt_id, None),
        (second, first.receipt_id),
    ]
    assert land(here, trial_codebook, entries).n_new == 2
    assert land(here, trial_codebook, entries).n_new == 0
    (third,) = receive(here, trial_codebook, [path])
    assert (third.receipt_id[:7], third.same_as) == ("R000003", first.receipt_id)

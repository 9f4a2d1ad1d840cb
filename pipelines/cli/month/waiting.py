"""The verbs about files that wait for a person: waiting, accept.

Here: what is shown and asked. Not here: why a file waits, what accepting writes (submissions/intake/accept.py).
"""

from __future__ import annotations

import click

from pipelines.cli.app import Desk, cli, verb


@cli.command()
@verb
def waiting(desk: Desk) -> None:
    """Tệp đang chờ người quyết định: vì sao, đề xuất đọc thế nào, khác biểu mẫu ở đâu."""
    from pipelines.ledger import Ledger
    from pipelines.publication import month
    from pipelines.submissions.intake.accept import proposals
    from pipelines.submissions.match.findings import KIND_VI, PART_VI

    with desk.screen.progress() as (on_step, on_file):
        on_step("land")
        landing = month.land(desk.places, desk.seeds, on_file)
    found = proposals(landing, Ledger(desk.places.ledger).read())
    if not found:
        desk.screen.say("waiting_none")
        return
    heads = ["head_receipt", "head_file", "head_form", "head_period", "head_sender", "head_proposal"]
    desk.screen.table(
        heads,
        [(o.receipt_id, o.original_name, o.form_code, o.period_code, o.reporter_code, o.key) for o in found],
    )
    is_vi = desk.screen.lang == "vi"
    for one in found:
        desk.screen.text(one.message_vi if is_vi else one.message_en)
        rows = [
            (PART_VI.get(part, part) if is_vi else part, KIND_VI.get(kind, kind) if is_vi else kind, key, *rest)
            for kind, part, key, *rest in one.findings
        ]
        if rows:
            heads = ["head_part", "head_outcome", "head_code", "head_sheet", "head_cell", "head_expected", "head_found"]
            desk.screen.table(heads, rows)
    desk.screen.say("waiting_how", receipt=found[0].receipt_id)


@cli.command()
@click.argument("receipt_id", metavar="BIÊN_NHẬN")
@click.option("--reason", default="", help="Lý do, viết cho người đọc sau này.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@verb
def accept(desk: Desk, receipt_id: str, reason: str, owner: str) -> None:
    """Đồng ý đọc một tệp đang chờ theo đề xuất; ghi vào sổ cái."""
    from pipelines.cli.month.print_outcome import print_receipts
    from pipelines.ledger import Ledger
    from pipelines.publication import month
    from pipelines.submissions.intake.accept import accept as accept_proposals
    from pipelines.submissions.intake.receive import Receipt

    entry = accept_proposals(Ledger(desk.places.ledger), month.land(desk.places, desk.seeds), receipt_id, reason, owner)
    given = entry.payload
    names = ("receipt_id", "sha256", "n_bytes", "original_name", "same_as")
    receipt = Receipt(seq=entry.seq, **{name: given[name] for name in names})
    print_receipts(desk, month.outcomes(month.land(desk.places, desk.seeds), [receipt]))
    desk.screen.say("accepted", receipt=receipt_id, seq=entry.seq)

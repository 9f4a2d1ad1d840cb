"""The verbs that decide about promises: bind a document's targets to the province of today, settle a finding.

Here: what a person types. Not here: what a decision may say (quality/target_decisions.py).
"""

from __future__ import annotations

from typing import Any

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.query.target_rows import say


@cli.command()
@click.argument("outcome", type=click.Choice(["adopted", "restated", "dropped"]))
@click.option("--target", "target_id", help="Mã mục tiêu, như T004-14.")
@click.option("--document", "document_file", help="Tệp văn bản: mọi mục tiêu của nó.")
@click.option("--period", "period_code", required=True, help="Kỳ đầu tiên theo quyết định.")
@click.option("--new", "new_low", type=float, help="Con số mới (restated).")
@click.option("--new-high", "new_high", type=float, help="Mức trên mới (restated).")
@click.option("--reason", default="", help="Lý do.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@click.option("--expires", help="Ngày cuối còn hiệu lực, dạng 2026-12-31.")
@verb
def bind(desk: Desk, **fields: Any) -> None:
    """Quyết định mục tiêu của văn bản trước khi sắp xếp tỉnh: áp dụng, viết lại hay thôi áp dụng."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    entry = target_decisions.bind(Ledger(desk.places.ledger), load(desk.seeds), target_decisions.Binding(**fields))
    say(desk, "decided", seq=entry.seq)


@cli.command()
@click.argument("conflict_id")
@click.argument("outcome", type=click.Choice(["accepted", "rejected"]))
@click.option("--working", "target_id", help="Mục tiêu làm việc, nếu khác đề xuất.")
@click.option("--period", "period_code", required=True, help="Kỳ đầu tiên theo quyết định.")
@click.option("--reason", default="", help="Lý do.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@click.option("--expires", help="Ngày cuối còn hiệu lực, dạng 2026-12-31.")
@verb
def settle(desk: Desk, **fields: Any) -> None:
    """Chấp nhận hoặc bác bỏ mục tiêu làm việc mà bàn đối chiếu đề xuất."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    settlement = target_decisions.Settlement(**fields)
    entry = target_decisions.settle(Ledger(desk.places.ledger), load(desk.seeds), settlement)
    say(desk, "decided", seq=entry.seq)

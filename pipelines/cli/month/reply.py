"""The verb `chiso reply`: the sender's own workbook as an answer.

Here: which receipts, and what is said about the answers. Not here: the questions, the workbooks (publication, forms).
"""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.app import ERROR, FOLDER, OK, Desk, cli, verb


@cli.command()
@click.argument("receipt", metavar="BIÊN_NHẬN", required=False)
@click.option("--period", help="Mọi tệp của một kỳ, ví dụ 2026-10.")
@click.option("--all", "is_all", is_flag=True, help="Mọi tệp đã nhận.")
@click.option("--out", type=FOLDER, help="Thư mục ghi trả lời; mặc định là data/reply/<tỉnh>.")
@verb
def reply(desk: Desk, receipt: str | None, period: str | None, is_all: bool, out: Path | None) -> int:
    """Trả lời bên gửi bằng chính tệp của họ: ô cần xem được tô màu và ghi chú, trang đầu liệt kê mọi câu hỏi."""
    from pipelines.publication.reply.replies import reply as answer

    if sum((receipt is not None, period is not None, is_all)) != 1:
        raise click.UsageError(
            "BIÊN_NHẬN, --period KỲ hoặc --all (one of receipt, --period, --all)", click.get_current_context()
        )
    done = answer(desk.places, desk.seeds, out, receipt, period)
    heads = ["head_receipt", "head_file", "head_questions", "head_still_open", "head_answered", "head_reply"]
    rows = [(one.receipt_id, one.original_name, one.n_marks, one.n_open, one.n_answered, one.path) for one in done]
    if not done:
        desk.screen.say("nothing_to_answer")
        return ERROR
    desk.screen.table(heads, rows)
    return OK

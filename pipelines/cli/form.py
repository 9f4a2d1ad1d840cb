"""The verbs of forms: `chiso form blank`, `chiso form coverage`.

Here: which forms are written for whom. Not here: how a form looks, which figures were published last, the lists of what
is collected (coverage.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import FOLDER, Desk, cli, verb
from pipelines.cli.names import NameFault, find_period

if TYPE_CHECKING:
    from pipelines.codebook.load import Codebook


@cli.group()
def form() -> None:
    """Biểu mẫu: phát biểu trống, xem biểu nào thu chỉ tiêu nào."""


@form.command("blank")
@click.argument("form_code", metavar="BIỂU")
@click.option("--reporter", help="Mã đơn vị báo cáo, ví dụ C00700.")
@click.option("--all", "is_all", is_flag=True, help="Mọi đơn vị phải gửi biểu này trong kỳ.")
@click.option("--period", required=True, help="Kỳ báo cáo, ví dụ 2026-11.")
@click.option("--out", type=FOLDER, default=Path(), help="Thư mục ghi biểu; mặc định là thư mục hiện tại.")
@verb
def form_blank(desk: Desk, form_code: str, reporter: str | None, is_all: bool, period: str, out: Path) -> None:
    """Phát biểu trống: điền sẵn đơn vị và kỳ, gợi ý số đã công bố kỳ trước, tự kiểm tra khi nhập.

    BIỂU là mã biểu, ví dụ XA-01.
    """
    from pipelines.codebook.load import load
    from pipelines.forms.blank import form_name, write_blank
    from pipelines.publication.last_published import last_published

    if (reporter is None) != is_all:
        raise click.UsageError("--reporter MÃ hoặc --all (one of --reporter, --all)", click.get_current_context())
    codebook = load(desk.seeds)
    period_code = find_period(codebook.tables["periods"], period, desk.screen)
    reporters = [reporter] if reporter else _owing(codebook, desk, form_code, period_code)
    out.mkdir(parents=True, exist_ok=True)
    for one in reporters:
        published = last_published(desk.places, codebook, form_code, one, period_code)
        path = out / form_name(codebook, form_code, one, period_code)
        write_blank(codebook, form_code, one, period_code, path, published=published)
    desk.screen.say("blanks_written", n=len(reporters), folder=out)


@form.command("coverage")
@click.option("--lines", "has_lines", is_flag=True, help="In cả chuỗi: dòng biểu, chỉ tiêu, mục tiêu, dòng văn bản.")
@verb
def form_coverage(desk: Desk, has_lines: bool) -> None:
    """Chỉ tiêu văn bản nêu: biểu nào thu, chỉ tiêu nào không thu và vì sao, số nào hỏi hai nơi và đối chiếu ra sao."""
    from pipelines.cli.coverage import tell_coverage

    tell_coverage(desk, has_lines)


def _owing(codebook: Codebook, desk: Desk, form_code: str, period_code: str) -> list[str]:
    """Every reporter of the province with a duty for this form and period."""
    from pipelines.codebook.obligations import expand

    duties = expand(codebook, desk.places.province, period_code).filter(form_code=form_code, period_code=period_code)
    if duties.is_empty():
        raise NameFault(desk.screen.word("nobody_owes", form=form_code, period=period_code))
    return duties["reporter_code"].to_list()

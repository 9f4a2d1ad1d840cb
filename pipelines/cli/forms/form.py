"""The verbs of forms: `chiso form blank`, `chiso form coverage`, `chiso form diff`.

Here: which forms are written for whom. Not here: how a form looks, which figures were published last, the lists of what
is collected (coverage.py), what is told of another layout (form_diff.py).
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
    """Biểu mẫu: phát biểu trống, xem biểu nào thu chỉ tiêu nào, so bố cục mới với biểu đã khai báo."""


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
    from pipelines.forms.blank.blank import form_file_name, write_form
    from pipelines.forms.blank.content import FormContent
    from pipelines.forms.blank.layout import FormKey
    from pipelines.publication.release.last_published import last_published

    if (reporter is None) != is_all:
        raise click.UsageError("--reporter MÃ hoặc --all (one of --reporter, --all)", click.get_current_context())
    codebook = load(desk.seeds)
    period_code = find_period(codebook.tables["periods"], period, desk.screen)
    reporters = [reporter] if reporter else _owing(codebook, desk, form_code, period_code)
    out.mkdir(parents=True, exist_ok=True)
    for one in reporters:
        published = last_published(desk.places, codebook, form_code, one, period_code)
        key = FormKey(form_code, one, period_code)
        write_form(codebook, key, out / form_file_name(codebook, key), FormContent(published=published))
    desk.screen.say("blanks_written", n=len(reporters), folder=out)


@form.command("coverage")
@click.option("--lines", "has_lines", is_flag=True, help="In cả chuỗi: dòng biểu, chỉ tiêu, mục tiêu, dòng văn bản.")
@verb
def form_coverage(desk: Desk, has_lines: bool) -> None:
    """Chỉ tiêu văn bản nêu: biểu nào thu, chỉ tiêu nào không thu và vì sao, số nào hỏi hai nơi và đối chiếu ra sao."""
    from pipelines.cli.forms.coverage import tell_coverage

    tell_coverage(desk, has_lines)


@form.command("diff")
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--form", "form_code", help="So với biểu này, thay vì tự tìm biểu gần nhất.")
@click.option("--period", help="Kỳ đầu tiên dùng bố cục mới, khi tệp không tự nói.")
@click.option("--out", type=FOLDER, help="Ghi các dòng danh mục vào thư mục này, xếp như data/seeds.")
@verb
def form_diff(desk: Desk, path: Path, form_code: str | None, period: str | None, out: Path | None) -> None:
    """So một tệp với biểu đã khai báo gần nhất; in các dòng danh mục khai báo bố cục mới.

    Không nhận tệp, không sửa danh mục: người phụ trách xem lại, chọn mã ở các chỗ trong < >, rồi chép vào data/seeds.
    """
    from pipelines.cli.forms.form_diff import tell_difference
    from pipelines.codebook.load import load

    codebook = load(desk.seeds)
    period_code = find_period(codebook.tables["periods"], period, desk.screen) if period else None
    tell_difference(desk, codebook, path, {"sender": None, "form": form_code, "period": period_code}, out)


def _owing(codebook: Codebook, desk: Desk, form_code: str, period_code: str) -> list[str]:
    """Every reporter of the province with a duty for this form and period."""
    from pipelines.codebook.obligations import expand_duties

    duties = expand_duties(codebook, desk.places.province, period_code).filter(
        form_code=form_code, period_code=period_code
    )
    if duties.is_empty():
        raise NameFault(desk.screen.word("nobody_owes", form=form_code, period=period_code))
    return duties["reporter_code"].to_list()

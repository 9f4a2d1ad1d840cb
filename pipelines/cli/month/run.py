"""The verbs of the month: run, receive, build, gate, publish.

Here: options and what is said about the outcome. Not here: the path itself (publication/month.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.app import OK, REFUSED, Desk, cli, verb
from pipelines.cli.month.print_outcome import print_built, print_receipts, print_release, print_verdict

EXISTING = click.Path(exists=True, path_type=Path)
BUILD = click.option("--build", "build_id", help="Mã bản dựng; mặc định là bản dựng gần nhất.")


@cli.command()
@click.option("--period", help="Kỳ làm nên bản công bố, ví dụ 2026-10.")
@click.option("--inbox", type=EXISTING, help="Tệp hoặc thư mục cần nhận trước khi dựng.")
@click.option("--sample", "is_sample", is_flag=True, help="Chạy với biểu mô phỏng của ba tháng.")
@verb
def run(desk: Desk, period: str | None, inbox: Path | None, is_sample: bool) -> int:
    """Cả tháng: nhận, dựng, kiểm soát, công bố."""
    from pipelines.publication import month

    if is_sample:
        from pipelines.cli.month.sample import run_sample

        return run_sample(desk)
    if period is None:
        raise click.UsageError("--period KỲ (--period is missing)", click.get_current_context())
    with desk.screen.progress() as (on_step, on_file):
        done = month.run(desk.places, desk.seeds, period, inbox, on_step, on_file)
    if inbox:
        desk.screen.say("received", n=len(done.receipts))
    print_verdict(desk, done.verdict)
    if done.release is None:
        return REFUSED
    print_release(desk, done.release)
    return OK


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=EXISTING)
@click.option("--sender", help="Mã đơn vị gửi, khi tệp không tự nói.")
@click.option("--form", help="Mã biểu, khi tệp không tự nói.")
@click.option("--period", help="Kỳ báo cáo, khi tệp không tự nói.")
@click.option(
    "--mode",
    type=click.Choice(["full", "partial", "withdrawal"]),
    help="Đầy đủ, bổ sung/điều chỉnh (chỉ các ô được điền), hay rút báo cáo; mặc định theo ô “Loại báo cáo” của tệp.",
)
@click.option("--preview", "is_preview", is_flag=True, help="Chỉ xem tệp sẽ làm đổi số liệu nào; không nhận.")
@verb
def receive(
    desk: Desk,
    paths: tuple[Path, ...],
    sender: str | None,
    form: str | None,
    period: str | None,
    mode: str | None,
    is_preview: bool,
) -> None:
    """Nhận tệp hoặc thư mục: giữ bản gốc, ghi biên nhận vào sổ cái, cho biết đọc được gì."""
    from pipelines.publication import month

    if is_preview:
        from pipelines.cli.month.preview import tell_preview

        tell_preview(desk, paths, {"sender": sender, "form": form, "period": period}, mode)
        return

    with desk.screen.progress() as (on_step, on_file):
        on_step("receive")
        receipts = month.receive(desk.places, desk.seeds, paths, sender, form, period, mode, on_progress=on_file)
        on_step("land")
        landing = month.land(desk.places, desk.seeds, on_file)
    print_receipts(desk, month.outcomes(landing, receipts))
    desk.screen.say("received", n=len(receipts))


@cli.command()
@click.option("--period", required=True, help="Kỳ làm nên bản công bố, ví dụ 2026-10.")
@verb
def build(desk: Desk, period: str) -> None:
    """Dựng một bản để kiểm soát, từ mọi thứ đã nhận."""
    from pipelines.publication import month

    with desk.screen.progress() as (on_step, on_file):
        built = month.build(desk.places, desk.seeds, period, on_step, on_file)
    print_built(desk, built)


@cli.command()
@BUILD
@verb
def gate(desk: Desk, build_id: str | None) -> int:
    """Kiểm soát một bản dựng và ghi kết luận."""
    from pipelines.publication import month
    from pipelines.publication.candidate.candidate import latest_build

    verdict = month.gate(desk.places, build_id or latest_build(desk.places))
    print_verdict(desk, verdict)
    return OK if verdict.outcome == "pass" else REFUSED


@cli.command()
@BUILD
@verb
def publish(desk: Desk, build_id: str | None) -> int:
    """Công bố bản dựng đã qua kiểm soát."""
    from pipelines.publication.candidate.candidate import latest_build
    from pipelines.publication.messages import PublicationFault
    from pipelines.publication.release.release import publish as publish_candidate

    try:
        print_release(desk, publish_candidate(desk.places, build_id or latest_build(desk.places)))
    except PublicationFault as fault:
        desk.screen.fault(fault)
        return REFUSED if fault.said.code in ("refused", "no_verdict", "tree_changed", "stale") else 1
    return OK

"""The verbs of care: decide, codebook check, ledger check and repair, rebuild.

Here: options and answers. Not here: what a decision may say (quality/decisions.py) or how a release is made again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipelines.cli.app import ERROR, OK, Desk, cli, verb

KINDS = ("waive", "correct", "accept", "estimate", "approve")


@cli.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--area", required=True, help="Địa bàn: mã, mã đầy đủ hoặc tên.")
@click.option("--indicator", "indicator_code", required=True, help="Mã chỉ tiêu.")
@click.option("--breakdown", "breakdown_code", default="_T", show_default=True, help="Mã phân tổ.")
@click.option("--measure", "measure_code", default="in_period", show_default=True, help="in_period, ytd, level, rank.")
@click.option("--source", "source_code", required=True, help="Mã nguồn số liệu.")
@click.option("--period", required=True, help="Kỳ của số liệu.")
@click.option("--rule", "rule_code", help="Quy tắc được chấp thuận vi phạm (waive).")
@click.option("--expected", "expected_value", type=float, help="Giá trị hiện có; đổi khác thì quyết định hết hiệu lực.")
@click.option("--new", "new_value", type=float, help="Giá trị mới (correct, estimate).")
@click.option("--reason", default="", help="Lý do, viết cho người đọc sau này.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@click.option("--expires", help="Ngày cuối còn hiệu lực, dạng 2026-12-31.")
@verb
def decide(desk: Desk, kind: str, area: str, period: str, **fields: Any) -> None:
    """Ghi một quyết định về một số liệu.

    waive: chấp thuận vi phạm một quy tắc; correct: sửa; accept: nhận số bị nghi; estimate: ước tính; approve: duyệt.
    """
    from pipelines.cli.names import find_area, find_period
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality.decisions import Decision
    from pipelines.quality.decisions import decide as write_decision

    codebook = load(desk.seeds)
    area_id = find_area(codebook.tables["areas"], area, desk.screen)
    period_code = find_period(codebook.tables["periods"], period, desk.screen)
    decision = Decision(decision_kind=kind, area_id=area_id, period_code=period_code, **fields)
    entry = write_decision(Ledger(desk.places.ledger), codebook, decision)
    desk.screen.say("decided", seq=entry.seq, kind=kind)


@cli.group()
def codebook() -> None:
    """Danh mục chỉ tiêu, biểu, địa bàn, quy tắc."""


@codebook.command("check")
@verb
def codebook_check(desk: Desk) -> None:
    """Kiểm tra toàn bộ danh mục; nêu mọi lỗi một lượt."""
    from pipelines.codebook.load import load

    found = load(desk.seeds)
    n_rows = sum(frame.height for frame in found.tables.values())
    desk.screen.say("codebook_good", n_tables=len(found.tables), n_rows=n_rows, hash=found.hash)


@cli.group()
def ledger() -> None:
    """Sổ cái: biên nhận, quyết định, kết luận, công bố."""


@ledger.command("check")
@verb
def ledger_check(desk: Desk) -> None:
    """Kiểm tra chuỗi băm của sổ cái."""
    from pipelines.ledger import Ledger

    seq, last_hash = Ledger(desk.places.ledger).head()
    desk.screen.say("ledger_good", n=seq, hash=last_hash)


@ledger.command("repair")
@verb
def ledger_repair(desk: Desk) -> None:
    """Cất dòng cuối ghi dở (sau khi mất điện) sang tệp riêng."""
    from pipelines.ledger import Ledger

    book = Ledger(desk.places.ledger)
    aside = book.repair()
    if aside:
        desk.screen.say("ledger_repaired", path=aside)
    seq, last_hash = book.head()
    desk.screen.say("ledger_good", n=seq, hash=last_hash)


@cli.command()
@click.argument("release_id")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục kết quả.")
@verb
def rebuild(desk: Desk, release_id: str, out: Path | None) -> int:
    """Dựng lại một bản đã công bố từ bản gốc và so từng byte."""
    from pipelines.publication.candidate.rebuild import rebuild as rebuild_release

    folder = out or desk.places.build / f"rebuild-{release_id}"
    if folder.exists() and any(folder.iterdir()):
        desk.screen.say("out_exists", path=folder)
        return ERROR
    with desk.screen.progress() as (on_step, _):
        done = rebuild_release(desk.places, release_id, folder, on_step)
    if done.recorded_commit != done.present_commit:
        desk.screen.say("rebuilt_commit", present=done.present_commit, recorded=done.recorded_commit)
    listed = {name: ", ".join(getattr(done, name)) or "–" for name in ("different", "missing", "added", "faults")}
    code = "rebuilt_equal" if done.is_equal else "rebuilt_unequal"
    desk.screen.say(code, release_id=release_id, n=len(done.same), folder=done.tree, **listed)
    return OK if done.is_equal else ERROR

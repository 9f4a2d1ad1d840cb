"""The command `chiso`: its group, the options that all verbs share, faults turned into plain sentences.

Here: entry, common options, exit codes (0 done, 1 error, 2 refused by the gate). Not here: the verbs themselves.
"""

from __future__ import annotations

import functools
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from pipelines.cli.screen import Screen
from pipelines.settings import Places, data_root, places, seeds_root

# verb → the module that holds it; loaded when the verb is asked for
VERBS = {
    "run": "month.run",
    "receive": "month.run",
    "build": "month.run",
    "gate": "month.run",
    "publish": "month.run",
    "waiting": "month.waiting",
    "accept": "month.waiting",
    "form": "forms.form",
    "reply": "month.reply",
    "sample": "month.sample",
    "decide": "admin.admin",
    "codebook": "admin.admin",
    "ledger": "admin.admin",
    "rebuild": "admin.admin",
    "trace": "query.trace",
    "query": "query.query",
    "status": "query.query",
    "remind": "query.duties",
    "explain": "query.explain",
    "index": "index",
    "targets": "query.targets",
    "conflicts": "query.targets",
    "tasks": "query.targets",
    "bind": "admin.target_decisions",
    "settle": "admin.target_decisions",
}
OK, ERROR, REFUSED = 0, 1, 2
FOLDER = click.Path(path_type=Path, file_okay=False)
FOLDER_IN = click.Path(path_type=Path, file_okay=False, exists=True)


@dataclass(frozen=True)
class Desk:
    """What every verb works with: where things lie, and the screen it speaks to."""

    places: Places
    seeds: Path
    screen: Screen


class Verbs(click.Group):
    """Verbs found by name, their modules imported late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        return getattr(importlib.import_module(f"pipelines.cli.{VERBS[cmd_name]}"), cmd_name)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli() -> None:
    """Kho chỉ số đổi mới sáng tạo cấp tỉnh: nhận biểu, kiểm tra, tính chỉ số, công bố.

    Mã thoát: 0 đã xong, 1 có lỗi, 2 khâu kiểm soát từ chối công bố.
    """


def verb(function: Callable[..., int | None]) -> Callable[..., int]:
    """A verb's common options; its faults as sentences; its exit code (None means done)."""

    @click.option("--province", default="08", show_default=True, help="Mã tỉnh.")
    @click.option("--data", type=FOLDER, help="Thư mục dữ liệu (CHISO_DATA).")
    @click.option("--seeds", type=FOLDER_IN, help="Thư mục danh mục (CHISO_SEEDS).")
    @click.option(
        "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo."
    )
    @functools.wraps(function)
    def wrapped(province: str, data: Path | None, seeds: Path | None, lang: str, **options: Any) -> int:
        desk = Desk(places(province, data or data_root()), seeds or seeds_root(), Screen(lang))
        try:
            return function(desk, **options) or OK
        except click.ClickException:
            raise
        except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the interpreter flushes it at exit
            return OK
        except Exception as fault:
            if os.environ.get("CHISO_DEBUG"):
                raise
            desk.screen.fault(fault)
            return ERROR

    return wrapped


def call(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; its exit code."""
    if not os.environ.get("CHISO_DEBUG"):
        logging.disable(logging.INFO)  # libraries speak of their scratch folders; a clerk need not read it
    try:
        done = cli.main(args=None if arguments is None else list(arguments), prog_name="chiso", standalone_mode=False)
        return done if isinstance(done, int) else OK
    except click.ClickException as fault:
        # click's own code for a wrong command line is 2, which here means a refusal by the gate
        where = fault.ctx.command_path if isinstance(fault, click.UsageError) and fault.ctx else "chiso"
        click.echo(f"Lệnh viết chưa đúng (usage): {fault.format_message()}\nXem cách dùng: {where} --help", err=True)
        return ERROR
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu (aborted).", err=True)
        return ERROR


def main() -> None:
    """The console script."""
    sys.exit(call())

"""The command `chiso`: the list of its commands, and the run of one command line.

A command's module is imported when the command is called, so that `chiso --help` answers at once.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence

import click

from pipelines.cli.bilingual import Group, chosen_language
from pipelines.cli.context import ERROR, OK, STOPPED
from pipelines.cli.screen import show
from pipelines.cli.usage_errors import explain
from pipelines.cli.words.usage import USAGE
from pipelines.errors import message
from pipelines.process import set_umask

# command -> the module that holds it
COMMANDS = {
    "run": "month.run",
    "receive": "month.run",
    "build": "month.run",
    "gate": "month.run",
    "publish": "month.run",
    "waiting": "month.waiting",
    "accept": "month.waiting",
    "dismiss": "query.open_files",
    "form": "forms.form",
    "reply": "month.reply",
    "review": "month.review",
    "sample": "month.sample",
    "decide": "admin.decide",
    "codebook": "admin.maintain",
    "province": "admin.province",
    "ledger": "admin.maintain",
    "rebuild": "admin.maintain",
    "verify": "release.verify",
    "release": "release.release",
    "backup": "admin.backup",
    "restore": "admin.backup",
    "health": "admin.health",
    "dagster": "admin.health",
    "trace": "query.trace",
    "query": "query.query",
    "tables": "query.query",
    "changes": "query.changes",
    "export": "query.query",
    "files": "month.made_files",
    "site": "month.made_files",
    "status": "query.status",
    "remind": "month.remind",
    "digest": "query.digest",
    "explain": "query.explain",
    "index": "index",
    "country": "country",
    "targets": "targets.targets",
    "conflicts": "targets.conflicts",
    "tasks": "targets.tasks",
    "bind": "admin.target_decisions",
    "settle": "admin.target_decisions",
}


class LazyGroup(Group):
    """The group `chiso`: commands listed in COMMANDS, each imported when it is called."""

    group_class = Group

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of COMMANDS."""
        return list(dict.fromkeys([*COMMANDS, *super().list_commands(ctx)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        return getattr(importlib.import_module(f"pipelines.cli.{COMMANDS[cmd_name]}"), cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with. Raises NoSuchCommand with the names close to it."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli() -> None:
    """Run one command of chiso; the help of all commands is in words/command_help.py."""


def call(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (by default the process's own) and return its exit code.

    What is wrong with the command line is printed to standard error in the language that --lang names.
    """
    if not os.environ.get("CHISO_DEBUG"):
        logging.disable(logging.INFO)  # libraries log their scratch folders, which is of no use to an analyst
    words = list(sys.argv[1:] if arguments is None else arguments)
    lang = chosen_language(words)
    try:
        done = cli.main(args=words, prog_name="chiso", standalone_mode=False, obj=lang)
        return done if isinstance(done, int) else OK
    except click.exceptions.NoArgsIsHelpError as error:
        show(error.ctx.get_help(), is_beside=True)
        return ERROR
    except click.ClickException as error:
        # Click's own code for a wrong command line is 2, which here means a refusal by the gate
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "chiso"
        wrong = message(USAGE, "wrong", explanation=explain(error, lang), command=command)
        show(wrong.in_lang(lang), is_beside=True)
        return ERROR
    except (click.Abort, KeyboardInterrupt):
        show(message(USAGE, "aborted").in_lang(lang), is_beside=True)
        return STOPPED


def main() -> None:
    """The console script."""
    set_umask()
    sys.exit(call())

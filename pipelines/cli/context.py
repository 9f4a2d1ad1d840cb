"""What every command works with: the province's folders, the codebook's folder, the screen; and the common options.

Exit codes: 0 done, 1 error, 2 refused by the gate, 3 received, but some file was not read, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.bilingual import language_of, option
from pipelines.cli.declared import find_form, find_province, find_reporter
from pipelines.cli.names import find_period
from pipelines.cli.screen import Screen
from pipelines.settings import Places, data_root, places, seeds_root

if TYPE_CHECKING:
    import polars as pl

    from pipelines.publication.province_lock import Holder

OK, ERROR, REFUSED, UNREAD, STOPPED = 0, 1, 2, 3, 130
PERIODS = ("period", "period_code")  # options and arguments that name a period
PERIOD_CODE = re.compile(r"S\d{4}(-\w+)?|\d{4}-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M)")
FILE_IN = click.Path(path_type=Path, dir_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
FOLDER_IN = click.Path(path_type=Path, file_okay=False, exists=True)


@dataclass(frozen=True)
class CommandContext:
    """Where a command finds its data, and the screen it prints to."""

    places: Places
    seeds: Path
    screen: Screen

    def period(self, text: str) -> str:
        """The code of a period as typed. Raises UnknownNameError with the nearest ones."""
        return find_period(self._tables["periods"], text)

    def form(self, text: str) -> str:
        """The code of a form as typed. Raises UnknownNameError with the nearest ones."""
        return find_form(self._tables, text)

    def reporter(self, text: str) -> str:
        """The code of a reporter of this province as typed. Raises UnknownNameError with the nearest ones."""
        return find_reporter(self._tables, self.places.province, text)

    def say_who_holds(self, holder: Holder) -> None:
        """Print that another run of the province is awaited, and since when it runs."""
        self.screen.print_problem("lock_awaited", **self.words_of(holder))

    def words_of(self, holder: Holder) -> dict[str, object]:
        """What the sentences about a running command name: its command line, process and beginning."""
        return {"since": holder.since_local, "command": holder.command or "chiso", "pid": holder.pid or "?"}

    @property
    def _tables(self) -> Mapping[str, pl.DataFrame]:
        from pipelines.codebook.load import load

        return load(self.seeds).tables


def common_options(function: Callable[..., int | None]) -> Callable[..., int]:
    """Add --province, --data and --seeds; the command gets a CommandContext as its first argument.

    A province that the codebook does not have is refused before the command begins.

    The command returns its exit code, None meaning OK; its errors are printed (see `with_screen`).
    """

    @option("--province", default="08", show_default=True)
    @option("--data", type=FOLDER)
    @option("--seeds", type=FOLDER_IN)
    @functools.wraps(function)
    @with_screen
    def wrapped(screen: Screen, province: str, data: Path | None, seeds: Path | None, **options: Any) -> int | None:
        folder, root = seeds or seeds_root(), data or data_root()
        if not places(province, root).ledger.exists():  # a province with a ledger is known: no table is read for it
            province = find_province(folder, province)
        context = CommandContext(places(province, root), folder, screen)
        return function(context, **_with_codes(context, options))

    return wrapped


def _with_codes(context: CommandContext, options: dict[str, Any]) -> dict[str, Any]:
    """The options with the period as its code, however it was typed (`11/2026`, `quý IV/2026`); codes stay."""
    periods = {name: text for name in PERIODS if (text := options.get(name)) and not PERIOD_CODE.fullmatch(text)}
    return options | {name: context.period(text) for name, text in periods.items()}


def with_screen(function: Callable[..., int | None]) -> Callable[..., int]:
    """Give the command a screen in the user's language as its first argument, and print its errors on it.

    The result is the exit code: what the command returns (None means OK), or ERROR after an error. With CHISO_DEBUG
    set the error is raised with its traceback.
    """

    @functools.wraps(function)
    def wrapped(**options: Any) -> int:
        screen = Screen(language_of(click.get_current_context()))
        try:
            return function(screen, **options) or OK
        except click.ClickException:
            raise
        except BrokenPipeError:  # the reader of the output, such as `head`, has closed it
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the interpreter flushes it at exit
            return OK
        except Exception as error:
            if os.environ.get("CHISO_DEBUG"):
                raise
            screen.print_error(error)
            return ERROR

    return wrapped

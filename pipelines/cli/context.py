"""What every command works with: the province's folders, the codebook's folder, the screen; and the common options.

Exit codes: 0 done, 1 error, 2 refused by the gate.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from pipelines.cli.bilingual import language_of, option
from pipelines.cli.screen import Screen
from pipelines.settings import Places, data_root, places, seeds_root

OK, ERROR, REFUSED = 0, 1, 2
PERIODS = ("period", "period_code")  # options and arguments that name a period
PERIOD_CODE = re.compile(r"S\d{4}(-\w+)?|\d{4}-(\d\d|Q[1-4]|H[12]|9M)")
FILE_IN = click.Path(path_type=Path, dir_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
FOLDER_IN = click.Path(path_type=Path, file_okay=False, exists=True)


@dataclass(frozen=True)
class CommandContext:
    """Where a command finds its data, and the screen it prints to."""

    places: Places
    seeds: Path
    screen: Screen


def common_options(function: Callable[..., int | None]) -> Callable[..., int]:
    """Add --province, --data and --seeds; the command gets a CommandContext as its first argument.

    The command returns its exit code, None meaning OK; its errors are printed (see `with_screen`).
    """

    @option("--province", default="08", show_default=True)
    @option("--data", type=FOLDER)
    @option("--seeds", type=FOLDER_IN)
    @functools.wraps(function)
    @with_screen
    def wrapped(screen: Screen, province: str, data: Path | None, seeds: Path | None, **options: Any) -> int | None:
        context = CommandContext(places(province, data or data_root()), seeds or seeds_root(), screen)
        return function(context, **_with_codes(context, options))

    return wrapped


def _with_codes(context: CommandContext, options: dict[str, Any]) -> dict[str, Any]:
    """The options with the period as its code, however it was typed (`11/2026`, `quý IV/2026`); codes stay."""
    periods = {name: text for name in PERIODS if (text := options.get(name)) and not PERIOD_CODE.fullmatch(text)}
    if not periods:
        return options
    from pipelines.cli.names import find_period
    from pipelines.codebook.load import load

    known = load(context.seeds).tables["periods"]
    return options | {name: find_period(known, text) for name, text in periods.items()}


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

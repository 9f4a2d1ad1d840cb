"""What is wrong with a command line, in Vietnamese or English: a missing option, a bad value, an unknown command.

Click's own errors carry English sentences. `explain` builds the sentence anew from what the error holds (the option,
its type, the close matches) and never reads Click's text.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from pipelines.cli.screen import single_line
from pipelines.cli.words.command_help import metavar
from pipelines.cli.words.usage import USAGE
from pipelines.errors import message


class CommandLineError(click.UsageError):
    """A command line that chiso itself refuses.

    `code` is an entry of words/usage.py; `parameter` is the option or argument that it names, if any.
    """

    def __init__(
        self,
        code: str,
        ctx: click.Context | None = None,
        parameter: click.Parameter | None = None,
        **values: str,
    ) -> None:
        super().__init__(code, ctx or click.get_current_context(silent=True))
        self.code, self.parameter, self.values = code, parameter, values


def bad_value(parameter: click.Parameter, value: str, ctx: click.Context) -> CommandLineError:
    """The error for a value that the parameter's type refuses."""
    if isinstance(parameter.type, click.Choice):
        return CommandLineError("bad_choice", ctx, parameter, value=value, choices=", ".join(choices(parameter)))
    return CommandLineError(f"bad_{kind_of(parameter)}", ctx, parameter, value=value)


def explain(error: click.ClickException, lang: str) -> str:
    """The sentence in `vi` or `en` for any error that Click or chiso raises while a command line is parsed."""
    code, parameter, values = "other", None, dict[str, str]()
    match error:
        case CommandLineError():
            code, parameter, values = error.code, error.parameter, error.values
        case click.MissingParameter():
            parameter = error.param
            code = "missing_argument" if isinstance(parameter, click.Argument) else "missing_option"
        case click.NoSuchOption():
            code, values = _unknown("no_such_option", error.option_name, error.possibilities)
        case click.NoSuchCommand():
            code, values = _unknown("no_such_command", error.command_name, error.possibilities)
        case click.BadOptionUsage():
            code, values = "flag_with_value" if _is_flag(error) else "option_without_value", {"name": error.option_name}
        case click.UsageError() if error.ctx and isinstance(error.ctx.command, click.Group):
            code = "missing_command"
        case _:
            pass
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    named = {"name": name_of(parameter, ctx, lang)} if parameter else {}
    shown = {name: single_line(value) for name, value in values.items()}
    return message(USAGE, code, **named, **shown).in_lang(lang)


def choices(parameter: click.Parameter) -> list[str]:
    """The codes that a parameter of type Choice takes."""
    return [str(choice) for choice in getattr(parameter.type, "choices", ())]


def kind_of(parameter: click.Parameter) -> str:
    """What the parameter's type takes: path, file, folder, integer, number or value."""
    kind = parameter.type
    if isinstance(kind, click.Path):
        if kind.file_okay and kind.dir_okay:
            return "path"
        return "file" if kind.file_okay else "folder"
    return {"integer": "integer", "float": "number"}.get(kind.name, "value")


def name_of(parameter: click.Parameter, ctx: click.Context | None, lang: str) -> str:
    """An option's longest name; an argument's name in the line of usage."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    if isinstance(parameter.type, click.Choice):
        return f"{{{'|'.join(choices(parameter))}}}"
    return metavar(path_of(ctx), parameter.name or "", kind_of(parameter), lang)


def path_of(ctx: click.Context | None) -> str:
    """The command's words after `chiso`: `form blank`."""
    return " ".join(ctx.command_path.split()[1:]) if ctx else ""


def _unknown(code: str, name: str, possibilities: Sequence[str] | None) -> tuple[str, dict[str, str]]:
    """Code and values of the sentence about a name that is not there, with the close ones."""
    if possibilities:
        return f"{code}_but", {"name": name, "close": ", ".join(possibilities)}
    return code, {"name": name}


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.params if error.ctx else []
    return any(isinstance(p, click.Option) and error.option_name in p.opts and p.is_flag for p in parameters)

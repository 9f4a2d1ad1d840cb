"""Click commands whose help is printed in the language that the user chose with --lang.

Click has its own English words ("Usage:", "Options:", "[required]"). The classes here print the words of
words/usage.py instead, and the texts of commands and options from words/command_help.py. Errors of the command line
are in usage_errors.py.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import click

from pipelines.cli.usage_errors import CommandLineError, bad_value, choices, kind_of, name_of, path_of
from pipelines.cli.words.command_help import command_text, metavar, option_text
from pipelines.cli.words.usage import USAGE
from pipelines.errors import message

LANGS = ("vi", "en")


def chosen_language(arguments: Sequence[str]) -> str:
    """The value of the last `--lang` among `arguments`; `vi` where there is none or its value is unknown.

    The arguments are read before Click parses them, so that errors of parsing are printed in the right language too.
    """
    lang = LANGS[0]
    for position, text in enumerate(arguments):
        if text == "--":
            break
        name, has_value, value = text.partition("=")
        if name == "--lang":
            found = value if has_value else "".join(arguments[position + 1 : position + 2])
            lang = found if found in LANGS else lang
    return lang


def language_of(ctx: click.Context) -> str:
    """The language of the command line that `ctx` belongs to; `call` keeps it as `obj` of the root context."""
    lang = ctx.find_root().obj
    return lang if lang in LANGS else LANGS[0]


class _Parameter(click.Parameter):
    """A parameter that reports a bad value as a bilingual error."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value in the parameter's type. Raises CommandLineError."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            raise bad_value(self, self._first_bad(ctx, value), ctx) from error

    def _first_bad(self, ctx: click.Context, value: Any) -> str:
        """The value, or the first of several, that the type refuses."""
        items: list[Any] = list(value) if self.nargs != 1 or self.multiple else [value]
        for item in items:
            try:
                self.type(item, self, ctx)
            except click.BadParameter:
                return str(item)
        return str(value)


class Option(_Parameter, click.Option):
    """An option of a bilingual command."""


class Argument(_Parameter, click.Argument):
    """An argument of a bilingual command."""


option = functools.partial(click.option, cls=Option)
argument = functools.partial(click.argument, cls=Argument)


class Command(click.Command):
    """A command with the option --lang, help from words/command_help.py, and no English of Click's."""

    allow_extra_args = True  # parse_args reports them itself

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            Option(["--lang"], type=click.Choice(LANGS), default=LANGS[0], show_default=True, expose_value=False)
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as Click does. Raises CommandLineError where arguments are left over."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx  # Click leaves it out here
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise CommandLineError("unexpected_argument", ctx, text=" ".join(rest))
        return rest

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in the line of usage."""
        words = [_text(ctx, "options_metavar")]
        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Argument):
                name = name_of(parameter, ctx, language_of(ctx))
                words.append((name if parameter.required else f"[{name}]") + ("..." if parameter.nargs != 1 else ""))
        return words

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{_text(ctx, 'usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(command_text(path_of(ctx), language_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        with formatter.section(_text(ctx, "options")):
            formatter.write_dl([_record(ctx, option) for option in options])


class Group(Command, click.Group):
    """A group of bilingual commands."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the group's name in the line of usage."""
        return [_text(ctx, "options_metavar"), _text(ctx, "command_metavar")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of options and of commands; sub-commands are not imported for it."""
        super().format_options(ctx, formatter)
        paths = {name: f"{path_of(ctx)} {name}".strip() for name in self.list_commands(ctx)}
        summaries = [(name, command_text(path, language_of(ctx)).split("\n\n")[0]) for name, path in paths.items()]
        with formatter.section(_text(ctx, "commands")):
            formatter.write_dl(summaries)


def _record(ctx: click.Context, option: click.Option) -> tuple[str, str]:
    """Names and help of an option, with its default or that it is required."""
    lang, name = language_of(ctx), name_of(option, ctx, "en")
    names, text = ", ".join(option.opts), option_text(path_of(ctx), name, lang)
    if isinstance(option.type, click.Choice):
        names += f" [{'|'.join(choices(option))}]"
    elif not option.is_flag:
        names += f" {metavar(path_of(ctx), name, kind_of(option), lang)}"
    if option.required:
        text += f"  [{_text(ctx, 'required')}]"
    elif option.show_default:
        text += f"  [{_text(ctx, 'default')}: {option.default}]"
    return names, text


def _text(ctx: click.Context, code: str) -> str:
    return message(USAGE, code).in_lang(language_of(ctx))

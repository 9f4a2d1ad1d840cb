"""Help pages and errors of the command line: Vietnamese by default, English with --lang en, never both in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from pipelines.cli.app import call, cli
from pipelines.cli.bilingual import chosen_language
from pipelines.cli.words.command_help import COMMANDS, METAVARS, OPTIONS

# Words of sentences that Click prints by itself, and words that every English sentence of chiso has one of.
ENGLISH = re.compile(
    r"\b(the|of|is|are|not|no|usage|options?|commands?|error|missing|invalid|value|such|required|default|show|this|try"
    r"|and|for|does|got|unexpected|exist|needs?|there|wrong|with|from|choose|extra|argument)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĨĩŨũẠ-ỹ]")
LANGS = (("vi", ENGLISH), ("en", VIETNAMESE))


def leaves(command: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and group with its words after `chiso`."""
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from leaves(found, (*path, name))


EVERY = dict(leaves())
COMMANDS_ONLY = {path: command for path, command in EVERY.items() if not isinstance(command, click.Group)}


def ids(paths: dict[tuple[str, ...], click.Command]) -> list[str]:
    return [" ".join(path) or "chiso" for path in paths]


def without_code(text: str) -> str:
    """The text without names that are the same in both languages: options, codes, file names, the command itself."""
    text = re.sub(
        r"\[[a-z|_]+\]|\{[a-z|_]+\}|chọn một trong: .*|choose one of: .*|gần giống: .*|close to it: .*", "", text
    )
    text = re.sub(r"--?[a-z][a-z-]*|\b[a-z]+_[a-z_]+\b|chiso [a-z ]+|[\w/]+\.(csv|yml|md)|data/\w+", "", text)
    commands = "|".join(sorted({word for path in EVERY for word in path}, key=len, reverse=True))
    text = re.sub(rf"(?m)^  ({commands})  ", "", text)
    return re.sub(r"waive|correct|accept\b:|\b(ytd|level|rank|restated|COINr|iData|iMeta|uCode|SQL)\b", "", text)


@pytest.mark.parametrize(("lang", "other"), LANGS, ids=["vi", "en"])
@pytest.mark.parametrize("path", EVERY, ids=ids(EVERY))
def test_a_help_page_is_in_one_language(
    path: tuple[str, ...], lang: str, other: re.Pattern[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call([*path, "--help", "--lang", lang]) == 0
    page = without_code(capsys.readouterr().out)
    assert not other.findall(page), page


def wrong_lines(path: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """Command lines with an unknown option, an option without its value, bad values, nothing at all, too much."""
    yield [*path, "--nonsense"]
    yield [*path, "--help=1"]
    required = [p for p in command.params if p.required]
    if required:
        yield [*path]
    for parameter in command.params:
        if parameter.name == "lang":
            continue
        if isinstance(parameter, click.Option):
            name = max(parameter.opts, key=len)
            yield [*path, f"{name}=x"] if parameter.is_flag else [*path, name]
        if isinstance(parameter.type, click.Choice | click.Path) or parameter.type in (click.INT, click.FLOAT):
            name = max(parameter.opts, key=len)
            bad = "/nowhere/x" if isinstance(parameter.type, click.Path) else "x"
            if not (isinstance(parameter.type, click.Path) and not parameter.type.exists):
                yield [*path, bad] if isinstance(parameter, click.Argument) else [*path, name, bad]
    if not any(p.nargs == -1 for p in command.params):
        yield [*path, *["x"] * 9, *(w for p in required if isinstance(p, click.Option) for w in (p.opts[0], "1"))]


@pytest.mark.parametrize(("lang", "other"), LANGS, ids=["vi", "en"])
@pytest.mark.parametrize("path", COMMANDS_ONLY, ids=ids(COMMANDS_ONLY))
def test_an_error_of_a_command_line_is_in_one_language(
    path: tuple[str, ...], lang: str, other: re.Pattern[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for words in wrong_lines(path, COMMANDS_ONLY[path]):
        lines = [["--lang", lang, *words]]
        if "-" not in words[-1]:  # an option without its value would take --lang for it
            lines.append([*words, "--lang", lang])
        for line in lines:
            assert call(line) == 1, line
            out, err = capsys.readouterr()
            assert out == "" and err.count("\n") >= 2 and "--help" in err, (line, err)
            assert not other.findall(without_code(err)), (line, err)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("status", "vi"),
        ("--lang en status", "en"),
        ("status --lang=en", "en"),
        ("form --lang en blank", "en"),
        ("--lang en status --lang vi", "vi"),
        ("status --lang fr", "vi"),
        ("status --lang", "vi"),
        ("query -- --lang en", "vi"),
    ],
)
def test_the_last_language_named_counts(line: str, lang: str) -> None:
    assert chosen_language(line.split()) == lang


@pytest.mark.parametrize(
    ("line", "vi", "en"),
    [
        ("statu", "không có lệnh statu; gần giống: status", "no command statu; close to it: status"),
        ("zzz", "không có lệnh zzz.", "no command zzz."),
        ("status --as-know 1", "gần giống: --as-known", "close to it: --as-known"),
        ("status --as-known", "--as-known cần một giá trị", "--as-known needs a value"),
        ("form coverage --lines=1", "--lines không nhận giá trị", "--lines takes no value"),
        ("build", "thiếu --period", "--period is missing"),
        ("query", "thiếu tham số SQL", "argument SQL is missing"),
        ("rebuild", "thiếu tham số BẢN_CÔNG_BỐ", "argument RELEASE is missing"),
        ("status x y", "thừa “x y”", "“x y” is one argument too many"),
        ("form --lang {lang}", "thiếu tên lệnh con", "the sub-command is missing"),
        ("remind --within x", "--within cần một số nguyên, không phải “x”", "--within needs a whole number, not “x”"),
        ("receive README.md nowhere", "TỆP: không có tệp hay thư mục “nowhere”", "FILE: there is no readable file"),
        ("receive README.md --mode all", "chọn một trong: full, partial", "choose one of: full, partial"),
        ("status --seeds README.md", "--seeds: không có thư mục “README.md”", "--seeds: there is no readable folder"),
        ("form blank XA-01 --period 2026-10", "--reporter MÃ hoặc --all", "--reporter CODE or --all"),
        ("reply", "BIÊN_NHẬN, --period KỲ, --all", "RECEIPT, --period PERIOD, --all"),
        ("sample --months 0", "không có 0 tháng", "does not have 0 months"),
        ("sample --months 9999", "không có 9999 tháng", "does not have 9999 months"),
        ("run", "thiếu --period KỲ", "--period PERIOD (or --sample) is missing"),
    ],
)
def test_what_is_wrong_is_named(line: str, vi: str, en: str, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, text in (("vi", vi), ("en", en)):
        assert call(["--lang", lang, *line.format(lang=lang).split()]) == 1
        assert text in capsys.readouterr().err


def test_an_unknown_language_is_a_wrong_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["status", "--lang", "fr"]) == 1
    assert "--lang không nhận “fr”; chọn một trong: vi, en" in capsys.readouterr().err


def test_every_command_and_option_has_its_help_and_no_help_is_left_over() -> None:
    paths = {" ".join(path) for path in EVERY}
    options = {
        (path, max(option.opts, key=len))
        for path, command in ((" ".join(path), command) for path, command in EVERY.items())
        for option in command.params
        if isinstance(option, click.Option)
    }
    assert paths == COMMANDS.keys()
    used = {f"{path} {name}" if f"{path} {name}" in OPTIONS else name for path, name in options}
    assert used | {"--help"} == OPTIONS.keys()
    arguments = {
        f"{' '.join(path)} {parameter.name}"
        for path, command in EVERY.items()
        for parameter in command.params
        if isinstance(parameter, click.Argument) and not isinstance(parameter.type, click.Choice)
    }
    assert {key for key in METAVARS if " " in key} == arguments
    for vi, en in [*COMMANDS.values(), *OPTIONS.values(), *METAVARS.values()]:
        assert vi and en

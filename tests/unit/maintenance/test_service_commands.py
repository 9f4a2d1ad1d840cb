"""Every command line that a service or a container starts is one that its program takes: parsed, not run."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from dagster._cli import cli as dagster
from dagster._daemon.cli import cli as dagster_daemon
from dagster_webserver.cli import dagster_webserver

from pipelines.cli.app import cli as chiso

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
PROGRAMS: dict[str, click.Command] = {
    "chiso": chiso,
    "dagster": dagster,
    "dagster-daemon": dagster_daemon,
    "dagster-webserver": dagster_webserver,
}
ENVIRONMENT = dict(
    line.split("=", 1)
    for line in (DEPLOY / "environment.example").read_text("utf-8").splitlines()
    if "=" in line and not line.startswith("#")
)


def parse(words: list[str]) -> click.Context:
    """The command that these words call, its options and arguments parsed. Raises click.UsageError."""
    program = Path(words[0]).name
    if program == "python":
        return parse_module(words[1:])
    command, rest = PROGRAMS[program], words[1:]
    context = command.make_context(program, list(rest))
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, [*context.protected_args, *context.args])  # pyright: ignore[reportDeprecated]
        assert name and found
        command, context = found, found.make_context(name, list(rest), parent=context)
    assert context.args == [], f"words that nobody takes: {context.args}"
    return context


def parse_module(words: list[str]) -> click.Context:
    """`python -m MODULE DAYS`: the module can be run, and the days are a number."""
    option, module, days = words
    assert option == "-m" and int(days) > 0
    spec = importlib.util.find_spec(module)
    assert spec and spec.origin and '__name__ == "__main__"' in Path(spec.origin).read_text("utf-8")
    return click.Context(click.Command(module))


def expanded(text: str) -> list[str]:
    """The words of a line of a unit, with the variables of the environment file as systemd puts them in."""
    return [re.sub(r"\$\{(\w+)\}", lambda name: ENVIRONMENT[name[1]], word) for word in shlex.split(text)]


def of_units() -> Iterator[tuple[str, list[str]]]:
    for path in sorted((DEPLOY / "systemd").glob("*.service")):
        for line in path.read_text("utf-8").splitlines():
            if match := re.match(r"Exec\w+=(.*)", line):
                yield path.name, expanded(match[1])


def of_containers() -> Iterator[tuple[str, list[str]]]:
    compose: Any = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))
    for name, service in compose["services"].items():
        yield from (
            (f"compose {name}", words) for words in without_shell([*service["entrypoint"], *service["command"]])
        )
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    words = [json.loads(found) for found in re.findall(r"^(?:ENTRYPOINT|CMD) (\[.*\])$", text, re.MULTILINE)]
    yield "image", [word for part in words for word in part]
    (check,) = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", text, re.MULTILINE)
    yield from (("image health", found) for found in without_shell(json.loads(check)) if found[0] != "test")


def without_shell(words: list[str]) -> list[list[str]]:
    """The commands of `sh -c "A && B; C"`, or the one that stands there."""
    if words[:2] != ["sh", "-c"]:
        return [words]
    lines = re.split(r"&&|;", re.sub(r"\$\{\w+:-(\w+)\}", r"\1", words[2]))
    return [shlex.split(line) for line in lines]


COMMANDS = [*of_units(), *of_containers()]


@pytest.mark.parametrize(
    ("where", "words"), COMMANDS, ids=[f"{where}: {Path(words[0]).name}" for where, words in COMMANDS]
)
def test_a_command_line_is_one_that_its_program_takes(where: str, words: list[str]) -> None:
    context = parse(words)
    assert context.info_name or context.command.name
    if "module_name" in context.params:  # the code location is there
        (module,) = context.params["module_name"]
        assert importlib.util.find_spec(module)


def test_the_commands_are_those_that_an_office_needs() -> None:
    started = {" ".join([Path(words[0]).name, *words[1:]]) for _, words in COMMANDS}
    assert {
        "chiso dagster home",
        "dagster instance migrate",
        "dagster-daemon run --module-name pipelines.definitions",
        "chiso backup /mnt/chiso-backup --province 08",
        "chiso health --json --province 08",
        "chiso health --province 08",
        "python -m pipelines.defs.retention 180",
        "chiso status",
    } <= started


@pytest.mark.parametrize(
    "line",
    [
        "chiso healthy",
        "chiso health --yaml",
        "chiso backup",
        "chiso backup A B",
        "dagster-daemon start",
        "dagster-webserver --hosts 127.0.0.1",
        "dagster instance move",
    ],
)
def test_a_wrong_command_line_is_found(line: str) -> None:
    with pytest.raises(click.UsageError):
        parse(shlex.split(line))


def test_every_variable_of_a_unit_stands_in_the_environment_file() -> None:
    named = {
        name for path in (DEPLOY / "systemd").glob("*.service") for name in re.findall(r"\$\{(\w+)\}", path.read_text())
    }
    assert named == {"CHISO_BACKUP", "CHISO_PROVINCE"} and named <= ENVIRONMENT.keys()

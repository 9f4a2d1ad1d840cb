"""Every command and option is mentioned in the documentation, and every reason of the gate has its line there."""

from __future__ import annotations

import re

import pytest

from pipelines.cli.app import COMMANDS
from pipelines.cli.words import command_help
from pipelines.publication.messages import GATE
from pipelines.settings import REPO

PAGES = [*sorted((REPO / "docs").glob("*.md")), REPO / "README.md", REPO / "CONTRIBUTING.md"]
TEXT = " ".join(" ".join(page.read_text("utf-8").split()) for page in PAGES)
GROUPS = {path.split()[0] for path in command_help.COMMANDS if " " in path}


@pytest.mark.parametrize("path", sorted(command_help.COMMANDS.keys() - GROUPS - {""}))
def test_a_command_is_documented(path: str) -> None:
    assert f"chiso {path}" in TEXT


@pytest.mark.parametrize("name", sorted({key.split()[-1] for key in command_help.OPTIONS} - {"--help"}))
def test_an_option_is_documented(name: str) -> None:
    assert re.search(rf"{name}\b(?!-)", TEXT)


def test_every_reason_of_the_gate_has_its_way_out_on_the_page_of_operation() -> None:
    page = (REPO / "docs" / "operation.md").read_text("utf-8")
    section = page.split("## When the gate refuses")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert {code for cell in cells for code in re.findall(r"`(\w+)`", cell)} == GATE.keys()


def test_no_command_is_documented_that_does_not_exist() -> None:
    blocks = [block for page in PAGES for block in page.read_text("utf-8").split("```")[1::2]]
    named = {name for block in blocks for name in re.findall(r"(?m)^chiso ([a-z]+)", block)}
    named |= set(re.findall(r"`chiso ([a-z]+)", TEXT))
    assert "trace" in named and named <= COMMANDS.keys()

"""Sentences that a sender reads (forms, replies, reasons of a file) name no command and no option: he has no chiso."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest

from pipelines.forms import messages as forms
from pipelines.publication.reply import messages as replies
from pipelines.submissions import messages, notes
from pipelines.submissions.problems import problem, waiting
from pipelines.submissions.reasons import tables, values

COMMAND = re.compile(r"chiso [a-z]|--[a-z]|\bmake run\b")


def catalogues(module: ModuleType) -> dict[str, dict[str, tuple[str, str]]]:
    """Every catalogue of a module, by its name."""
    constants: dict[str, Any] = {name: value for name, value in module.__dict__.items() if name.isupper()}
    return {name: value for name, value in constants.items() if hasattr(value, "items")}


@pytest.mark.parametrize(
    "module",
    [messages, notes, tables, values, forms, replies],
    ids=["messages", "notes", "tables", "values", "forms", "replies"],
)
def test_no_sentence_for_a_sender_names_a_command(module: ModuleType) -> None:
    found = catalogues(module)
    assert found
    for name, catalogue in found.items():
        for code, texts in catalogue.items():
            assert not any(COMMAND.search(str(text)) for text in texts), (name, code)


def test_a_file_that_waits_is_answered_without_a_command() -> None:
    message = waiting([problem("layout_differs", expected="XA-01", score="90 %", found="x")], "a.xlsx")
    assert not COMMAND.search(message.vi) and not COMMAND.search(message.en)


@pytest.mark.parametrize("text", ["chạy chiso run", "gửi kèm --sender MÃ", "rồi make run"])
def test_a_command_is_found(text: str) -> None:
    assert COMMAND.search(text)

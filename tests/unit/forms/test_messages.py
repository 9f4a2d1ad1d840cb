"""The catalogue of forms: every text in both languages, every code used, no command in what a sender reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from pipelines.forms import messages
from pipelines.forms.reply.marks import SEVERITIES
from pipelines.vocabulary import MODE, SEVERITY

READ_BY_SENDERS = messages.FORM | messages.GUIDE | messages.CHECK | messages.REGISTER | messages.REPLY


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", messages.MESSAGES)
def test_both_languages_say_the_same_fields(code: str) -> None:
    vi, en = messages.MESSAGES[code]
    assert vi.strip() and en.strip()
    assert fields(vi) == fields(en)


def test_no_code_stands_in_two_catalogues() -> None:
    catalogues = (messages.FORM, messages.GUIDE, messages.CHECK, messages.REGISTER, messages.REPLY, messages.ERRORS)
    assert len(messages.MESSAGES) == sum(map(len, catalogues))


@pytest.mark.parametrize("code", READ_BY_SENDERS)
def test_what_a_sender_reads_names_no_command(code: str) -> None:
    for text in messages.MESSAGES[code]:
        assert not re.search(r"\bchiso\b|(?<!\w)--\w", text), text


@pytest.mark.parametrize("code", messages.ERRORS)
def test_an_error_says_what_is_wrong_and_then_what_to_do(code: str) -> None:
    for text in messages.ERRORS[code]:
        assert len(re.split(r"\. (?=[A-Z])", text)) >= 2 and text.endswith(".")


def test_every_code_is_used(repo: Path) -> None:
    sources = [path for path in (repo / "pipelines" / "forms").rglob("*.py") if path.name != "messages.py"]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant)}
    by_column_value = ("register_column_", "form_mode_", "guide_kind_")  # made from a role, a mode, a kind
    assert [code for code in messages.MESSAGES if code not in literals and not code.startswith(by_column_value)] == []


def test_codes_of_closed_lists_are_those_of_the_vocabulary() -> None:
    assert tuple(SEVERITIES)[: len(SEVERITY.codes)] == SEVERITY.codes
    assert {f"form_mode_{mode}" for mode in MODE.codes} <= set(messages.FORM)

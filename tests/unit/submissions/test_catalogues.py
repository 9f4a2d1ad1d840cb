"""The catalogues of sentences: both languages complete, no command for a sender, no sentence that nothing says."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

from pipelines.errors import Message, join, message
from pipelines.submissions import messages, notes, reasons
from pipelines.submissions.book import messages as book_messages
from pipelines.submissions.problems import RefusedError, problem, waiting

Catalogue = dict[str, tuple[str, str]]
SENTENCES: dict[str, Catalogue] = {
    "cells": reasons.VALUES,
    "rows": reasons.ROWS,
    "headers": reasons.HEADERS,
    "other cells": reasons.CELLS,
    "notes": notes.NOTES,
    "details": notes.DETAILS,
}
FILE_SENTENCES: dict[str, Catalogue] = {
    "unreadable": messages.UNREADABLE,
    "refused": messages.REFUSED,
    "waiting": messages.WAITING,
    "book details": book_messages.DETAILS,
    "book evidence": book_messages.EVIDENCE,
}
ALL = [(name, code) for name, found in (SENTENCES | FILE_SENTENCES).items() for code in found]
COMPOSED = {  # their codes are put together from a reader's reason or a style of numbers
    *("error_cell", "error_cell.elsewhere", "formula_without_value", "formula_without_value.elsewhere"),
    *("resolved.style_vi", "resolved.style_en"),
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("name", "code"), ALL)
def test_english_fills_no_value_that_vietnamese_does_not(name: str, code: str) -> None:
    vi, en = (SENTENCES | FILE_SENTENCES)[name][code]
    assert vi.strip() and en.strip()
    languages = {field.removesuffix("_vi").removesuffix("_en") for field in _fields(en)}
    assert languages <= {field.removesuffix("_vi").removesuffix("_en") for field in _fields(vi)}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, found in SENTENCES.items() for code in found])
def test_no_sentence_about_a_cell_or_a_form_names_a_command(name: str, code: str) -> None:
    for text in SENTENCES[name][code]:
        assert "--" not in text and "chiso" not in text


def test_every_sentence_is_said_somewhere(repo: Path) -> None:
    spoken: set[str] = set()
    for path in (repo / "pipelines" / "submissions").rglob("*.py"):
        if path.parent.name != "reasons" and path.name != "notes.py":
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            spoken |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    codes = {code for found in SENTENCES.values() for code in found}
    assert codes - spoken - COMPOSED == set()
    assert codes >= COMPOSED


def test_no_code_stands_in_two_catalogues_of_cells() -> None:
    assert len(reasons.CATALOGUE) == sum(map(len, (reasons.VALUES, reasons.ROWS, reasons.HEADERS, reasons.CELLS)))


def test_a_message_fills_each_text_in_its_language() -> None:
    catalogue = {"slow": ("chậm {by}", "slower by {by}")}
    assert message(catalogue, "slow", by=Message("n", "1,5", "1.5")) == Message("slow", "chậm 1,5", "slower by 1.5")
    assert message(catalogue, "slow", by=2) == Message("slow", "chậm 2", "slower by 2")


def test_joined_messages_keep_the_code_of_the_first() -> None:
    parts = [Message("a", "một", "one"), Message("b", "hai", "two")]
    assert join(parts) == Message("a", "một; hai", "one; two")
    assert join(parts, ", ").vi == "một, hai"
    assert join([]) == Message("", "", "")


def test_the_suffix_of_a_code_is_not_part_of_the_reason() -> None:
    assert reasons.reason("date_in_value.time").code == "date_in_value"
    assert reasons.reason("no_row_code").code == "no_row_code"
    assert notes.note("nil_not_applied.register", cell="B2", n=3).code == "nil_not_applied"


def test_a_refusal_names_the_file_and_every_problem() -> None:
    problems = [problem("nothing_filled", found="S1"), problem("form_ambiguous", found="XA-01, XA-02")]
    refused = RefusedError(problems, "XA-01")
    about = refused.about("a.xlsx")
    assert (refused.code, about.code) == ("nothing_filled", "nothing_filled")
    assert about.vi.startswith("Tệp “a.xlsx”: mọi trang (S1) đều trống") and "nhiều biểu: XA-01, XA-02;" in about.vi
    assert (
        about.en.startswith("File “a.xlsx”: every sheet (S1) is empty") and "several forms: XA-01, XA-02;" in about.en
    )


def test_a_doubt_fills_both_texts_and_gives_its_key_in_vietnamese() -> None:
    doubt = problem("columns_doubtful", expected="XA-01", found=Message("h", "cột A", "column A"))
    found = waiting([doubt], "a.xlsx")
    assert found.code == "columns_doubtful"
    assert "biểu XA-01: chưa chắc cột nào là cột nào: cột A." in found.vi
    assert "form XA-01: it is not certain which column is which: column A." in found.en
    assert doubt.as_key() == ["columns_doubtful", {"expected": "XA-01", "found": "cột A"}]

"""Codes by which a register knows an entity: one firm is one, however its code is spelt.

A code of enterprises (tax code) has 10 digits, its branches three more behind a dash, a household business may have the
12 digits of a person. Spaces, dots and dashes between the digits are how somebody writes it, a zero that a spreadsheet
dropped is put back, and both stand in the evidence. A code of another kind is compared as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from pipelines.codebook.text import digits_meant, name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import StruckText, Value, is_struck_out, raw_text
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.reasons import reason

TAX = re.compile(r"\b(?:mã số (?:doanh nghiệp|thuế|dn)|mã (?:doanh nghiệp|dn)|mst|msdn|tax code|enterprise code)\b")
PERSON = re.compile(r"\b(?:căn cước|cccd|định danh cá nhân|số định danh)\b")
WITH_TEXT = re.compile(r"\d{10}(?:-?\d{3})?\s*[(,;:].*")
LEAD = re.compile(r"^\s*(?:số|mã số thuế|mã số doanh nghiệp|mã số dn|mst|msdn)\s*[:.]?\s*(?=\d)", re.IGNORECASE)
EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
BETWEEN = re.compile(r"[\s.'’_/\-‐-―−]+")
INVISIBLE: dict[int, None] = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)  # of the first nine digits of a tax code
TAX_DIGITS, BRANCH_DIGITS, PERSON_DIGITS = 10, 13, 12


class EntityCode(NamedTuple):
    """A code as it is kept; `problem` says why it is none, `evidence` what was changed or looks wrong."""

    code: str
    problem: Message | None = None
    evidence: Message | None = None


def entity_code(value: Value, column: DeclaredColumn) -> EntityCode:
    """The code in a cell of the column, whose header says of which kind it is."""
    if is_struck_out(value):
        return EntityCode("", reason("struck_out", text=raw_text(value)))
    struck = [reason("dropped.struck", struck=value.struck)] if isinstance(value, StruckText) else []
    text = " ".join((value.kept if isinstance(value, StruckText) else raw_text(value)).translate(INVISIBLE).split())
    text = text.removeprefix("'")
    if EXPONENT.fullmatch(text):
        return EntityCode("", reason("not_a_code.exponent", text=text))
    if text.startswith("="):
        return EntityCode("", reason("not_a_code.formula", text=text))
    found = EntityCode(text)
    if any(map(TAX.search, column.headers)):
        found = _tax_code(text)
    elif any(map(PERSON.search, column.headers)):
        found = _person_code(text)
    dropped = [reason("dropped", parts=join(struck))] if struck else []
    evidence = [*dropped, *([found.evidence] if found.evidence else [])]
    return found._replace(evidence=join(evidence) if evidence else None)


def has_check_digit(code: str) -> bool:
    """True if the tenth digit of the tax code is 10 minus the weighted sum of the others modulo 11."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, code[:9], strict=True))
    return int(code[9]) == 10 - total % 11


def _tax_code(text: str) -> EntityCode:
    digits = BETWEEN.sub("", LEAD.sub("", text))
    digits = unicodedata.normalize("NFKC", digits)
    if problem := _letters_problem(text, digits):
        return EntityCode("", problem)
    if not digits.isdecimal() or not digits.isascii():
        return EntityCode(text)  # a code of another kind: not every entity has a tax code
    evidence: list[Message] = []
    if len(digits) == TAX_DIGITS - 1:
        digits = f"0{digits}"
        evidence.append(reason("code_zero", text=text, code=digits))
    elif len(digits) not in (TAX_DIGITS, BRANCH_DIGITS, PERSON_DIGITS):
        return EntityCode("", reason("not_a_code.tax", text=text, n=len(digits)))
    code = f"{digits[:TAX_DIGITS]}-{digits[TAX_DIGITS:]}" if len(digits) == BRANCH_DIGITS else digits
    if not evidence and code != text:
        evidence.append(reason("code_spelt", code=code))
    if len(digits) != PERSON_DIGITS and not has_check_digit(digits):
        evidence.append(reason("check_digit", code=digits[:TAX_DIGITS]))
    return EntityCode(code, evidence=join(evidence) if evidence else None)


def _letters_problem(text: str, digits: str) -> Message | None:
    """Why a text that is not digits alone can be no code; None for digits, and for a code of another kind."""
    if digits.isdecimal():
        return None
    if not any(map(str.isdigit, text)):
        return reason("not_a_code.words", text=text)
    meant = digits_meant(digits)
    if meant.isdecimal() and len(meant) in (TAX_DIGITS, BRANCH_DIGITS, PERSON_DIGITS):
        return reason("not_a_code.letters", text=text, code=meant)
    return reason("not_a_code.more", text=text) if WITH_TEXT.fullmatch(text) else None


def _person_code(text: str) -> EntityCode:
    digits = BETWEEN.sub("", text)
    if not digits.isdecimal():
        return EntityCode(text)
    if len(digits) == PERSON_DIGITS - 1:
        digits = f"0{digits}"
    if len(digits) != PERSON_DIGITS:
        return EntityCode("", reason("not_a_code.person", n=len(digits)))
    return EntityCode(digits)


def same_entity(code: str) -> str:
    """The code as it is compared with others: case and spelling do not count."""
    return name_fold(code)

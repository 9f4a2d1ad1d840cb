"""Codes of entities: one firm however its code is spelt, and what is no code."""

from __future__ import annotations

import pytest

from pipelines.submissions.book.book import Padded, Value, struck_text
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.value.entity_codes import entity_code, has_check_digit, same_entity


def _column(header: str) -> DeclaredColumn:
    return DeclaredColumn(
        *("code", "entity_key", header, "c", header, None, None, None, None, None, False), frozenset({header})
    )


TAX, PROJECT, PERSON = _column("mã số doanh nghiệp"), _column("mã dự án"), _column("số căn cước công dân")
FIRM = "0100109106"  # a tax code whose check digit is right: 10 - 202 % 11 = 6
PADDED = Padded(100109106.0)
PADDED.shown = FIRM


@pytest.mark.parametrize(
    "value",
    [
        *(FIRM, "0100 109 106", "0100.109.106", "0100-109-106", f"'{FIRM}", f"MST {FIRM}", f"MST: {FIRM}", f" {FIRM} "),
        *("0100\u00a0109\u00a0106", "0100\u2009109 106", "0100–109–106", "\u200b0100109106", f"Mã số thuế: {FIRM}"),
        *(f"Số {FIRM}", "０１００１０９１０６"),
        *(100109106.0, "100109106", PADDED, struck_text([("01", True), (FIRM, False)])),
    ],
)
def test_one_firm_spelt_in_many_ways_is_one(value: Value) -> None:
    found = entity_code(value, TAX)
    assert (found.code, found.problem) == (FIRM, None)


@pytest.mark.parametrize("value", [f"{FIRM}-001", f"{FIRM} - 001", f"{FIRM}001", f"{FIRM}.001", f"{FIRM}/001"])
def test_a_branch_is_another_entity(value: str) -> None:
    assert entity_code(value, TAX).code == f"{FIRM}-001"


@pytest.mark.parametrize(
    ("value", "column"),
    [
        *(("1.01234E+09", TAX), ("1,01234E+09", PROJECT), ("1E+11", TAX), ('="0101234567"', TAX), ('="0101"', PROJECT)),
        *((f"O{FIRM[1:]}", TAX), (f"О{FIRM[1:]}", TAX), (f"0l{FIRM[2:]}", TAX), (f"{FIRM} (chi nhánh)", TAX)),
        ("Đang làm thủ tục", TAX),
        *(("12345", TAX), ("01001091061", TAX), ("12345678", PERSON), ("1234567890", PERSON)),
    ],
)
def test_what_is_no_code(value: str, column: DeclaredColumn) -> None:
    found = entity_code(value, column)
    assert found.code == "" and found.problem is not None and found.problem.code == "not_a_code"


@pytest.mark.parametrize("value", ["DA-001", "1.2", "12", "001", "MP-0001"])
def test_codes_of_other_kinds_stay_as_they_are(value: str) -> None:
    assert entity_code(value, PROJECT) == (value, None, None)


def test_an_entity_without_a_tax_code_keeps_another() -> None:
    assert entity_code("10A8012345", TAX) == ("10A8012345", None, None)


def test_separators_count_in_codes_of_other_kinds() -> None:
    assert same_entity(entity_code("1.2", PROJECT).code) != same_entity(entity_code("12", PROJECT).code)


def test_a_dropped_zero_and_another_spelling_stand_in_the_evidence() -> None:
    zero, spelt, plain = (entity_code(value, TAX).evidence for value in (100109106.0, "0100 109 106", FIRM))
    assert zero and "số 0 ở đầu" in zero.vi and "leading zero" in zero.en and FIRM in zero.vi
    assert spelt and FIRM in spelt.vi
    assert plain is None


@pytest.mark.parametrize(("code", "is_right"), [(FIRM, True), ("0100109107", False), ("0300588569", True)])
def test_the_check_digit(code: str, is_right: bool) -> None:
    assert has_check_digit(code) == is_right
    found = entity_code(code, TAX)
    assert found.code == code and found.problem is None
    assert (found.evidence is None) == is_right


def test_an_identity_number_has_twelve_digits() -> None:
    assert entity_code("002 090 123 456", PERSON).code == "002090123456"
    assert entity_code("002090123456", TAX) == ("002090123456", None, None)  # a household business

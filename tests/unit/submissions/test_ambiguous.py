"""An ambiguous number is read only where the form proves one reading; readings worked out by hand.

TRIAL-01: rows 01, 04 count people, 02 is a percentage, 03 is million dong; values stand in columns E and F.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.trial import row_form

from pipelines.submissions.layout.layouts import Slice, Slot
from pipelines.submissions.value.ambiguous import example, resolve_ambiguous, unit_slip_hint

Reader = Callable[..., Any]
MONEY = "E11"  # triệu đồng: may have decimals


def _money(read_form: Reader, text: str, **other: object) -> tuple[tuple[str, str], Any, Any]:
    found = read_form(row_form(**{MONEY: text}, **other))
    value = found.observations[MONEY][4] if MONEY in found.observations else None
    return found.cells[MONEY], value, found.evidence[MONEY]


def test_without_evidence_it_is_a_reject_with_both_readings(read_form: Reader) -> None:
    cell, _, evidence = _money(read_form, "1.234")
    assert cell == ("reject", "ambiguous_number")
    assert "1234 hay 1,234" in evidence


@pytest.mark.parametrize(
    ("text", "beside", "value"),
    [
        ("1.234", "12,5", 1234.0),
        ("1.234", "1.234.567", 1234.0),
        ("1.234", "12.5", 1.234),
        ("12,345", "0.5", 12345.0),
        ("12,345", "1.234,5", 12.345),
    ],
)
def test_another_number_of_the_form_proves_the_style(read_form: Reader, text: str, beside: str, value: float) -> None:
    for place in ("E10", "F11"):  # the same column, another column
        cell, found, evidence = _money(read_form, text, **{place: beside})
        assert (cell, found) == (("observation", "reported"), value)
        assert f"ô {place}" in evidence
        assert beside in evidence


def test_who_writes_both_ways_proves_nothing(read_form: Reader) -> None:
    assert _money(read_form, "1.234", E10="12,5", F11="12.5")[0] == ("reject", "ambiguous_number")
    assert _money(read_form, "1.234", E10="12,5", E9="12.5")[0] == ("reject", "ambiguous_number")
    assert _money(read_form, "1.234", F9="12,5", F11="12.5")[0] == ("reject", "ambiguous_number")


def test_a_decided_number_fills_its_slice(read_form: Reader) -> None:
    found = read_form(row_form(E11="1.234 (ước)", E10="12,5", G11="vì sao"))
    assert found.observations["E11"][4:] == (1234.0, "million_vnd", "reported", "uoc", "vì sao")
    assert sum(place == "E11" for place in found.observations) == 1


def _slot(is_count: bool = False, low: float = float("-inf"), high: float = float("inf")) -> Slot:
    return Slot(Slice("I", "_T", "level", "s"), "u", False, True, is_count, False, low, high)


@pytest.mark.parametrize(
    ("either", "slot", "number"),
    [
        ((1234.0, 1.234), _slot(is_count=True), 1234.0),
        ((12.345, 12345.0), _slot(is_count=True), 12345.0),
        ((1234.0, 1.234), _slot(low=0, high=100), 1.234),
        ((12.345, 12345.0), _slot(low=100), 12345.0),
    ],
)
def test_unit_and_bounds_exclude_a_reading(either: tuple[float, float], slot: Slot, number: float) -> None:
    found = resolve_ambiguous(either, slot, {})
    assert found is not None
    assert found.number == number


def test_evidence_that_contradicts_itself_decides_nothing() -> None:
    assert resolve_ambiguous((12.345, 12345.0), _slot(is_count=True), {"vi": example("E1", "1,5")}) is None
    assert resolve_ambiguous((1234.0, 1.234), _slot(low=5000), {}) is None
    assert resolve_ambiguous((1234.0, 1.234), _slot(), {}) is None


@pytest.mark.parametrize("number", [0.0, 50.0, 100.0])
def test_a_figure_within_its_bounds_has_no_hint(number: float) -> None:
    assert unit_slip_hint(number, _slot(low=0, high=100)) is None


def test_a_slip_of_units_is_suggested_in_both_languages() -> None:
    hint = unit_slip_hint(25_000.0, _slot(low=1, high=100))  # a thousandth is 25; a hundredth, 250, is too large
    assert hint is not None
    assert hint.vi == "giá trị phải từ 1 đến 100; nếu gõ nhầm đơn vị: chia 1.000 là 25"
    assert hint.en == "the value must be from 1 to 100; if it was typed in another unit: divided by 1,000 it is 25"


def test_several_slips_are_suggested_in_the_order_of_their_frequency() -> None:
    hint = unit_slip_hint(1500.0, _slot(high=100))  # 1.5 and 15; a millionth too
    assert hint is not None
    assert hint.vi.endswith("chia 1.000 là 1,5, chia 1.000.000 là 0,0015, chia 100 là 15")
    assert hint.en.startswith("the value must be 100 or less")


def test_a_figure_that_no_slip_explains_has_no_hint() -> None:
    assert unit_slip_hint(-5.0, _slot(low=0)) is None
    assert unit_slip_hint(0.0, _slot(low=1)) is None


def test_what_proves_a_reading_is_its_evidence() -> None:
    found = resolve_ambiguous((1234.0, 1.234), _slot(low=5, is_count=True), {"vi": example("E1", "1,5")})
    assert found is not None
    assert found.evidence.vi == (
        "đọc là 1234: đơn vị đếm không có phần thập phân; số khác trong biểu viết theo kiểu Việt Nam (1.234,5): "
        "ô E1 ghi “1,5”"
    )
    assert found.evidence.en == (
        "read as 1234: a count has no decimals; another number of the form is in the Vietnamese style (1.234,5): "
        "cell E1 holds “1,5”"
    )


def test_a_wrong_unit_is_reported_with_its_factor(read_form: Reader) -> None:
    found = read_form(row_form(D11="tỉ đồng", E11=3))
    assert found.cells["E11"] == ("reject", "unit_differs")
    assert "1 tỷ đồng = 1000 triệu đồng" in found.evidence["E11"]
    assert read_form(row_form(D11="Triệu  đồng", E11=3)).observations["E11"][4] == 3.0

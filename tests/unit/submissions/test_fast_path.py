"""The fast path: a table shaped as the last one of its layout gives what reading it cell by cell gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from support.trial import row_form

from pipelines.submissions.extract import fast_path
from pipelines.submissions.layout.layouts import Layouts

FILLED = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 3, "F11": 30, "E12": 7, "F12": 70}
SHAPES: dict[str, dict[str, Any]] = {
    "all filled": FILLED,
    "printed crosses": FILLED | {"F10": "x"},
    "explained": FILLED | {"G9": "tăng do mùa vụ", "G11": "theo quyết định"},
    "blanks": {"E9": 5, "E10": 7.25},
    "huge": FILLED | {"E11": 999999999999998, "F11": 123456789012345.0},
}
ODD: dict[str, dict[str, Any]] = {
    "a symbol": {"E9": "-"},
    "an estimate": {"E9": "7 (ước)"},
    "text for a number": {"E11": "1.234,5"},
    "below its bound": {"E9": -3},
    "a fraction of a count": {"E12": 7.25},
    "another unit in a label": {"B11": "Vốn (tỷ đồng)"},
    "beyond the range": {"E11": 1000000000000001},
    "a figure where none is due": {"F10": 4},
    "another text than x": {"F10": "không áp dụng"},
    "a label in the nineties' letters": {"B9": "Tæng sè"},
    "another unit": {"D11": "tỷ đồng"},
    "another code": {"C12": "03"},
    "a further cell": {"J10": 1},
}


def _account(read_form: Callable[..., Any], cells: dict[str, Any]) -> Any:
    return [asdict(part) for part in read_form(row_form(**cells)).outcome.parts]


@pytest.fixture
def takes(monkeypatch: pytest.MonkeyPatch, layouts: Layouts) -> list[bool]:
    """What became of every try to take a table at once."""
    tries: list[bool] = []
    take_filled = fast_path._take_filled  # pyright: ignore[reportPrivateUsage]  what it answers is what is watched

    def watched(*args: Any) -> bool:
        tries.append(take_filled(*args))
        return tries[-1]

    monkeypatch.setattr(fast_path, "_take_filled", watched)
    for form in layouts.forms:
        for block in form.blocks:
            block.plans.clear()
    return tries


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_account(read_form: Callable[..., Any], takes: list[bool], shape: str) -> None:
    cells = SHAPES[shape]
    other = {place: value + 1 if isinstance(value, int | float) else value for place, value in cells.items()}
    expected = _account(read_form, cells)
    assert takes == []  # the first of its shape goes cell by cell
    _account(read_form, other)
    assert _account(read_form, cells) == expected
    assert takes == [True, True]


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_looked_at(read_form: Callable[..., Any], takes: list[bool], odd: str) -> None:
    cells = SHAPES["printed crosses"] | ODD[odd]
    expected = _account(read_form, cells)
    for _ in range(3):
        _account(read_form, SHAPES["printed crosses"])
    assert takes[-1] is True
    takes.clear()
    for _ in range(3):  # also where its shape is the last one
        assert _account(read_form, cells) == expected
    assert not any(takes)

"""Pages of a sheet: how many it is fitted to, so that no page holds a few signatures alone."""

from __future__ import annotations

import pytest

from pipelines.forms.blank.page import Page, PrintArea, count_pages

PAGE = Page(500.0, 700.0)
WIDTHS = (94.0,)  # 94 × 5.25 + 3.75 = 497.25 points: full size


@pytest.mark.parametrize(
    ("n_rows", "n_pages"),
    [
        (70, 1),  # 700 points fill the page
        (71, 1),  # 10 points would stand alone: 710 points fit at a scale of 0.98
        (99, 1),  # 29 rows and the two repeated ones are 310 points, less than 0.45 of 700; 990 fit at 0.70
        (100, 2),  # 320 points, more than 315
        (138, 2),  # 70 rows and 68, with the two repeated ones a full page
        (139, 2),  # one row would stand alone on the third page
    ],
)
def test_a_small_rest_is_drawn_onto_the_pages_before(n_rows: int, n_pages: int) -> None:
    assert count_pages([10.0] * n_rows, PrintArea((0, 1), n_rows, WIDTHS), PAGE) == n_pages


def test_a_wide_sheet_is_counted_at_the_scale_of_its_width() -> None:
    # 188 units are 990.75 points: at a scale of 0.5047 a page holds 1387 points
    assert count_pages([10.0] * 138, PrintArea((0, 1), 138, (188.0,)), PAGE) == 1

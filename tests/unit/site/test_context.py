"""Numbers, names and links as pages write them."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.site.context import Site
from pipelines.site.links import indicator_page, link, unit_page

NO_SOURCE: Any = None  # numbers and names need no release


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234567.0, None, "1.234.567", "1,234,567"),
        (20.4567, None, "20,46", "20.46"),
        (2.675, 2, "2,68", "2.68"),  # stored as 2.67499999999999982: rounded as it is written
        (0.5, 0, "1", "1"),  # halves go up, as on paper
        (-0.26, 2, "−0,26", "−0.26"),
        (7.0, 1, "7,0", "7.0"),
        (None, 1, "–", "–"),
    ],
)
def test_a_number_has_the_signs_of_its_language(value: float | None, decimals: int | None, vi: str, en: str) -> None:
    assert Site(NO_SOURCE, "vi").number(value, decimals) == vi
    assert Site(NO_SOURCE, "en").number(value, decimals) == en


def test_a_unit_is_not_parted_from_its_number() -> None:
    site = Site(NO_SOURCE, "vi")
    assert site.with_unit(20.4, "%", 1) == "20,4\N{NO-BREAK SPACE}%"
    assert site.with_unit(None, "%") == "–"


def test_an_english_name_stands_where_there_is_one() -> None:
    row = {"name_vi": "Số xã", "name_en": None, "title_vi": "Tỉnh", "title_en": "Province"}
    english = Site(NO_SOURCE, "en")
    assert (english.name(row, "name"), english.name(row, "title")) == ("Số xã", "Province")
    assert Site(NO_SOURCE, "vi").name(row, "title") == "Tỉnh"


def test_links_are_relative_to_the_page_they_stand_on() -> None:
    assert link("index.html", "don-vi/c00715.html") == "don-vi/c00715.html"
    assert link("don-vi/c00715.html", "index.html") == "../index.html"
    assert link("don-vi/c00715.html", unit_page("C00691")) == "c00691.html"
    assert link("don-vi/c00715.html", f"{indicator_page('N_COOP')}#series") == "../chi-tieu/n_coop.html#series"

"""Numbers, names and links as pages write them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.codebook.load import load
from pipelines.settings import seeds_root
from pipelines.site.context import Site
from pipelines.site.links import indicator_page, link, unit_page
from pipelines.site.pages.editions import title

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


class Scores:
    """A release of which only the names of indices are asked; one of an earlier version has no English ones."""

    def __init__(self, *, is_early: bool = False) -> None:
        self.is_early = is_early

    def has(self, table: str, column: str) -> bool:
        assert (table, column) == ("index_score", "node_name_en")
        return not self.is_early

    def rows(self, _sql: str) -> list[dict[str, str]]:
        assert not self.is_early
        names = (("CXI", "Kinh doanh đổi mới", "Innovating business"), ("X_DEMO", "X mô phỏng", "Simulated X"))
        return [dict(zip(("index_code", "node_name_vi", "node_name_en"), row, strict=True)) for row in names]


def page_in(lang: str, source: Any) -> Site:
    return Site(source, lang)


def test_an_index_and_its_components_are_called_in_the_language_of_the_page() -> None:
    english, vietnamese = page_in("en", Scores()), page_in("vi", Scores())
    early = page_in("en", Scores(is_early=True))
    assert english.node_name("CXI", "Kinh doanh đổi mới") == "Innovating business"
    assert vietnamese.node_name("CXI", "Kinh doanh đổi mới") == "Kinh doanh đổi mới"
    assert english.node_name("PII", "Kinh doanh đổi mới") == "Kinh doanh đổi mới"  # of another index, without a name
    assert early.node_name("CXI", "Kinh doanh đổi mới") == "Kinh doanh đổi mới"
    assert title(english, "CXI", "Kinh doanh đổi mới") == "CXI – Innovating business"
    assert title(english, "X_DEMO", "X mô phỏng") == "Simulated X"
    assert title(early, "X_DEMO", "X mô phỏng") == "X mô phỏng (simulated figures)"


def test_every_index_and_component_has_an_english_name() -> None:
    nodes = load(seeds_root()).tables["index_nodes"]
    assert nodes.height > 150
    assert nodes.filter(pl.col("name_en").is_null() | pl.col("name_en").str.contains("[ăâđêôơưĂÂĐÊÔƠƯ]")).height == 0
    names = nodes.group_by("index_code", "name_vi").agg(pl.col("name_en").n_unique().alias("n"))
    assert names["n"].max() == 1  # pages find the English name by the Vietnamese one


def test_links_are_relative_to_the_page_they_stand_on() -> None:
    assert link("index.html", "don-vi/c00715.html") == "don-vi/c00715.html"
    assert link("don-vi/c00715.html", "index.html") == "../index.html"
    assert link("don-vi/c00715.html", unit_page("C00691")) == "c00691.html"
    assert link("don-vi/c00715.html", f"{indicator_page('N_COOP')}#series") == "../chi-tieu/n_coop.html#series"

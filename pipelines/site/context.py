"""A release in one language: words, numbers and links, as every page uses them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import polars as pl

from pipelines.files.content.release import Row, Source

LANGS = ("vi", "en")
WORDS = "select vocabulary, code, label_vi, label_en from vocabulary"
NAMES = """
select p.name_vi as period_vi, p.name_en as period_en, a.name_vi as area_vi, a.name_en as area_en
from period as p inner join area as a on a.area_id = $area where p.period_code = $period
"""
NODES = "select distinct index_code, node_name_vi, node_name_en from index_score where node_name_en is not null"
SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Download:
    """A file of the site: its title in Vietnamese and English, its name, its size."""

    title: tuple[str, str]
    name: str
    n_bytes: int


@dataclass(frozen=True)
class Site:
    """What pages are made of: the release, the language, files to take along, the folder of the analysis tables."""

    source: Source
    lang: str
    downloads: tuple[Download, ...] = ()
    analyses: Path | None = None

    def analysis(self, table: str) -> list[Row]:
        """The rows of an analysis table of the release; none where it was not made."""
        path = self.analyses / f"{table}.parquet" if self.analyses else None
        return pl.read_parquet(path).to_dicts() if path and path.is_file() else []

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        label = 2 if self.lang == "vi" else 3
        return {(row["vocabulary"], row["code"]): list(row.values())[label] for row in self.source.rows(WORDS)}

    @cached_property
    def _names(self) -> Row:
        return self.source.rows(NAMES)[0]

    @property
    def period_name(self) -> str:
        """The name of the release's period."""
        return self.name(self._names, "period")

    @property
    def area_name(self) -> str:
        """The name of the province."""
        return self.t(self.source.area_name, self.name(self._names, "area"))

    def t(self, vi: str, en: str) -> str:
        """The text in the language of the page."""
        return vi if self.lang == "vi" else en

    def shared(self, path: str) -> str:
        """The path, from the tree of this language, of a file that both languages share."""
        return path if self.lang == "vi" else f"../{path}"

    def word(self, vocabulary: str, code: str) -> str:
        """The label of a code. Raises KeyError where there is none: codes are not for readers."""
        return self._words[vocabulary, code]

    def name(self, row: Row, column: str) -> str:
        """`<column>_vi` or `<column>_en` of a row; the Vietnamese one where the other is empty."""
        return row.get(f"{column}_{self.lang}") or row[f"{column}_vi"]

    @cached_property
    def _nodes(self) -> dict[tuple[str, str], str]:
        """The English names of indices and their components by index and Vietnamese name; a release may lack them."""
        if self.lang == "vi" or not self.source.has("index_score", "node_name_en"):
            return {}
        return {(row["index_code"], row["node_name_vi"]): row["node_name_en"] for row in self.source.rows(NODES)}

    def node_name(self, index_code: str, name_vi: str) -> str:
        """The name of an index or of a component of it, in the language of the page where the release has it."""
        return self._nodes.get((index_code, name_vi), name_vi)

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """A number for print. None is a dash; without `decimals` a whole number has none and others have two."""
        if value is None:
            return "–"
        places = decimals if decimals is not None else (0 if float(value).is_integer() else 2)
        # 12 digits first: 2.675 is stored as 2.67499…
        exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        text = f"{exact:,.{places}f}"
        text = text.replace("-", "\N{MINUS SIGN}")
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text

    def with_unit(self, value: float | None, unit: str | None, decimals: int | None = None) -> str:
        """A number and its unit, not parted at the end of a line."""
        text = self.number(value, decimals)
        return text if value is None or not unit else f"{text}{SPACE}{unit}"

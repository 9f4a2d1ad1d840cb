"""Where an output calls something the PII that is not: texts of tables, pages and files, and what each may say.

A text is a row of a table, or a paragraph, heading, axis label or attribute outside of one. One that names the PII must
say beside the name that it is simulated or self-scored. Others are of the official archive: names and sentences of the
codebook, word for word (indicators of published scores, targets, quotes, forms, sources), and texts that say that their
figures are published. No such text may bear a computed score or place.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import polars as pl

from pipelines.codebook.load import Codebook

NAMED = re.compile(r"\bPII\b|chỉ số đổi mới sáng tạo cấp địa phương|provincial innovation index", re.IGNORECASE)
MARKED = re.compile(r"mô phỏng|simulat|tự chấm|self-scored", re.IGNORECASE)
PUBLISHED = re.compile(r"công bố|chính thức|publish|official|báo chí", re.IGNORECASE)
INDICES = (
    "index_nodes",
    "index_methods",
)  # names of computed indices must be marked, so only published ones are phrases
KEYS = (
    "_code",
    "_codes",
    "_id",
    "_ids",
    "_key",
    "_file",
    "_url",
    "_sha256",
    "_hash",
)  # columns that name nothing to a reader
BLOCKS = re.compile(r"p|td|th|li|h[1-4]|caption|dt|dd|figcaption|title|text|tspan|summary|option|label|button|div")
SILENT = re.compile(r"href|src|id|for|class|name|style|d|points|transform")  # attributes that a reader never sees
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Naming:
    """What texts may say: phrases of the codebook, longest first, and the scores and places that were computed."""

    phrases: tuple[str, ...]
    computed: frozenset[str]

    def fault(self, text: str) -> str | None:
        """What is wrong with a text; None for one that may be printed."""
        if not NAMED.search(text) or MARKED.search(text):
            return None
        if found := [
            number for number in self.computed if re.search(rf"(?<![\d.,/]){re.escape(number)}(?![\d/])", text)
        ]:
            return f"computed {found[0]} called PII: {text}"
        rest = text.casefold()
        for phrase in self.phrases:
            rest = rest.replace(phrase, " ")
        if not NAMED.search(rest) or PUBLISHED.search(text):
            return None
        return f"PII without mark: {text}"

    def faults(self, texts: Iterable[str]) -> list[str]:
        """What is wrong with any of the texts."""
        return [found for text in texts if (found := self.fault(text))]


def naming(codebook: Codebook, release: Path, area_id: str) -> Naming:
    """The rule for the outputs of a release: root scores of every area and places of the area, as they are printed."""
    phrases: set[str] = set()
    for name, table in codebook.tables.items():
        texts = [
            table[column] for column, kind in table.schema.items() if kind == pl.String and not column.endswith(KEYS)
        ]
        found = {text.casefold() for column in texts for text in column.drop_nulls().unique() if NAMED.search(text)}
        phrases |= found if name not in INDICES else set()
    phrases |= set(_titles(codebook))
    scores = pl.read_parquet(release / "parquet" / "index_score.parquet").filter(
        pl.col("index_code").str.starts_with("PII")
    )
    computed = scores.filter(pl.col("parent_code").is_null(), series="computed")
    published = set(_printed(scores.filter(series="published"), area_id))
    return Naming(tuple(sorted(phrases, key=len, reverse=True)), frozenset(_printed(computed, area_id)) - published)


def _titles(codebook: Codebook) -> Iterator[str]:
    """How an index that is only published is entitled."""
    methods = codebook.tables["index_methods"].filter(status="published_only")
    nodes = (
        codebook.tables["index_nodes"]
        .join(methods, on="index_code", how="semi")
        .filter(pl.col("parent_code").is_null())
    )
    for code, name in nodes.select("index_code", "name_vi").iter_rows():
        yield f"{code} – {name}".casefold()


def _printed(scores: pl.DataFrame, area_id: str) -> Iterator[str]:
    for row in scores.iter_rows(named=True):
        if row["score"] is not None:
            yield from (f"{row['score']:.2f}", f"{row['score']:.2f}".replace(".", ","))
        if row["area_id"] == area_id and row["rank"] is not None:
            yield f"{row['rank']}/{row['n_field']}"


def table_texts(path: Path) -> Iterator[str]:
    """Every different text of a released table, but keys."""
    table = pl.read_parquet(path)
    for column, kind in table.schema.items():
        if kind == pl.String and not column.endswith(KEYS):
            yield from table[column].drop_nulls().unique()


def html_texts(path: Path) -> list[str]:
    """The texts of a page: rows, other blocks, attributes, strings of scripts."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.end()
    return reader.texts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._tag = ""
        self._is_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" or (BLOCKS.fullmatch(tag) and not self._is_row):
            self.end()
        self._is_row = self._is_row or tag == "tr"
        self._tag = tag
        self.texts += [value for name, value in attrs if value and not SILENT.fullmatch(name)]
        self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" or (BLOCKS.fullmatch(tag) and not self._is_row):
            self.end()
        self._is_row = self._is_row and tag != "tr"
        self._tag = ""
        self._parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self._tag == "script":
            self.texts += strings(data)
        else:
            self._parts.append(data)

    def end(self) -> None:
        """End a text."""
        if text := " ".join("".join(self._parts).split()):
            self.texts.append(text)
        self._parts = []


def strings(text: str) -> list[str]:
    """The strings of a script or of data in JSON, but addresses."""
    return [found for found in STRING.findall(text) if not found.endswith(".html")]


def file_texts(path: Path) -> list[str]:
    """The texts of a file: those of a page or table, rows and charts of a workbook, paragraphs and rows of Word, lines.

    CSV files stand beside tables with the same texts, and a PDF beside the document that it is made from.
    """
    if path.suffix == ".xlsx":
        return [*_workbook_rows(path), *_xml_texts(path, "xl/charts/", ("p",))]
    if path.suffix == ".docx":
        return _xml_texts(path, "word/", ("tr", "p"))
    if path.suffix == ".html":
        return html_texts(path)
    if path.suffix == ".parquet":
        return list(table_texts(path))
    if path.suffix in (".js", ".json"):
        return strings(path.read_text("utf-8"))
    return path.read_text("utf-8-sig").splitlines() if path.suffix in (".txt", ".md") else []


def _workbook_rows(path: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl drops formats that it does not know; texts stay
        book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(value) for value in row if value is not None)


def _xml_texts(path: Path, folder: str, units: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(folder) and name.endswith(".xml"):
                found += _units(ElementTree.fromstring(archive.read(name)), units)
    return found


def _units(element: ElementTree.Element, units: tuple[str, ...]) -> list[str]:
    """The texts of the outermost elements of these names."""
    if element.tag.rpartition("}")[2] in units:
        return ["".join(element.itertext())]
    return [text for child in element for text in _units(child, units)]

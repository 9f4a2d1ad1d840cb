"""Sentences whose numbers are cells of a release. A sentence that no longer agrees with the release is refused.

A template is plain text with references and claims:

    Tỷ lệ đạt {{indicator_value.value where slice_id='…', period_code=2027-01 : 1}} %.
    Có {{count duty_status where form_code=XA-01, timeliness=late}} xã gửi muộn.
    [[index_score.score where … > 50]]  [[indicator_value.value where … >= indicator_value.value where …]]

`: 1` is the number of decimals, `: year` prints 2030 without a point; without either at most two decimals are printed.
Values of keys may stand in single quotes, and `null` means an empty cell. A claim is not printed; it must hold. Digits
outside references are refused, except in quoted text such as {{'Quyết định 399'}}.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.files.messages import refuse_sentence
from pipelines.forms.number_text import number_vi

Value = str | float | int | bool | date
PART = re.compile(r"\{\{(?P<reference>.+?)\}\}|\[\[(?P<claim>.+?)\]\]", re.DOTALL)
KEY = re.compile(r"\s*(?P<column>\w+)\s*=\s*(?:'(?P<quoted>[^']*)'|(?P<plain>[^,']+?))\s*(?:,|$)")
REFERENCE = re.compile(
    r"(?P<count>count\s+)?(?P<table>[a-z_]+)(?:\.(?P<column>\w+))?(?:\s+where\s+(?P<keys>.+))?", re.DOTALL
)
FORM = re.compile(r"\s+:\s*(\d|year)\s*$")
COMPARISON = re.compile(r"(?P<left>.+?)\s(?P<sign>>=|<=|>|<|==)\s(?P<right>.+)", re.DOTALL)
SIGNS = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "==": operator.eq}


class Cells:
    """The cells of one release, read from its Parquet files; each file is read once."""

    def __init__(self, release: Path) -> None:
        self.release = release
        self._table = cache(self._read)

    def value(self, reference: str) -> Value:
        """The value of the cell, or the number of rows for `count`.

        Raises BoundError where the reference is wrong, fits no row or several, or the cell is empty.
        """
        found = REFERENCE.fullmatch(reference.strip())
        if found is None or bool(found["count"]) == bool(found["column"]):
            raise refuse_sentence("bad_reference", text=reference)
        try:
            rows = self._table(found["table"])
            for column, wanted in _keys(found["keys"] or "", reference):
                texts = rows[column].cast(pl.String)
                rows = rows.filter(texts.is_null() if wanted == "null" else texts.eq(wanted))
            values = [] if found["count"] else rows[found["column"]].to_list()
        except (OSError, pl.exceptions.ColumnNotFoundError) as error:
            raise refuse_sentence("no_column", text=reference) from error
        if found["count"]:
            return rows.height
        if len(values) != 1:
            raise refuse_sentence("not_one_row", text=reference, n=len(values))
        if values[0] is None:
            raise refuse_sentence("no_value", text=reference)
        return values[0]

    def _read(self, table: str) -> pl.DataFrame:
        return pl.read_parquet(self.release / "parquet" / f"{table}.parquet", glob=False)


def _keys(text: str, reference: str) -> Iterator[tuple[str, str]]:
    """Column and wanted value of each key."""
    at = 0
    while at < len(text):
        found = KEY.match(text, at)
        if found is None:
            raise refuse_sentence("bad_reference", text=reference)
        yield found["column"], found["quoted"] if found["quoted"] is not None else found["plain"]
        at = found.end()


@dataclass(frozen=True)
class Bound:
    """A printed cell: its reference with the decimals, and the text that was printed."""

    reference: str
    printed: str


@dataclass(frozen=True)
class Sentence:
    """A filled sentence: plain texts and printed cells in their order, and the claims that must hold."""

    parts: tuple[str | Bound, ...]
    claims: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as it is printed."""
        return "".join(part.printed if isinstance(part, Bound) else part for part in self.parts)

    @property
    def bounds(self) -> list[Bound]:
        """The printed cells."""
        return [part for part in self.parts if isinstance(part, Bound)]


def fill(cells: Cells, template: str) -> Sentence:
    """The sentence of a template. Raises BoundError where a cell has no value, a claim fails or a number was typed."""
    parts: list[str | Bound] = []
    claims: list[str] = []
    at = 0
    for found in PART.finditer(template):
        parts.append(_plain(template[at : found.start()], template))
        at = found.end()
        if found["claim"]:
            claims.append(found["claim"].strip())
        elif found["reference"].startswith("'"):
            parts.append(found["reference"].strip("'"))
        else:
            parts.append(Bound(found["reference"], printed(cells, found["reference"])))
    parts.append(_plain(template[at:], template))
    sentence = Sentence(tuple(part for part in parts if part), tuple(claims))
    check(cells, sentence)
    return sentence


def _plain(text: str, template: str) -> str:
    """Text between references. Raises BoundError where it holds a digit."""
    if number := re.search(r"\d[\d.,]*", text):
        raise refuse_sentence("typed_number", number=number[0], text=template)
    return text


def printed(cells: Cells, reference: str) -> str:
    """A cell as it is printed: decimal comma, points between thousands, dates as dd/mm/yyyy."""
    form = FORM.search(reference)
    value = cells.value(FORM.sub("", reference))
    if form and form[1] == "year":
        return str(value)
    return text_of(value, int(form[1]) if form else None)


def text_of(value: Any, decimals: int | None = None) -> str:
    """A value in Vietnamese; `decimals` fixes how many digits stand after the comma, by default at most two."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    # 12 significant digits: 62.25 that was computed as 62.249999999999996 rounds up, as a reader expects
    exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-(2 if decimals is None else decimals)), ROUND_HALF_UP)
    if decimals is None:
        return number_vi(float(exact))
    return f"{exact:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def check(cells: Cells, sentence: Sentence) -> None:
    """Compare a sentence with a release. Raises BoundError where a printed number or a claim does not agree with it."""
    for bound in sentence.bounds:
        value = printed(cells, bound.reference)
        if value != bound.printed:
            raise refuse_sentence("number_changed", printed=bound.printed, text=bound.reference.strip(), value=value)
    for claim in sentence.claims:
        found = COMPARISON.fullmatch(claim)
        if found is None:
            raise refuse_sentence("bad_reference", text=claim)
        left, right = _side(cells, found["left"]), _side(cells, found["right"])
        if not SIGNS[found["sign"]](left, right):
            raise refuse_sentence("claim_fails", claim=claim, left=text_of(left), right=text_of(right))


def _side(cells: Cells, text: str) -> Any:
    """A side of a claim: a number, a text in single quotes, or a cell."""
    text = text.strip()
    if text.startswith("'"):
        return text.strip("'")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else cells.value(text)

"""Whom a sender may ask: the office of its province that answers reports, and until when an answer is expected."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import polars as pl

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import Codebook
from pipelines.codebook.working_days import working_days


class Contact(NamedTuple):
    """An office and its post for questions; `phone` is empty where it is not known."""

    office: str
    post: str
    phone: str
    answer_days: int


def contact_of(codebook: Codebook, province: str, day: date) -> Contact | None:
    """The contact of a province on a day; None where the codebook names none."""
    in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    rows = codebook.tables["contacts"].filter(in_force, province_code=province)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    reporters = codebook.tables["reporters"].filter(reporter_code=row["reporter_code"])
    return Contact(reporters["name_vi"][0], row["post_vi"], row["phone"] or "", row["answer_days"])


def answer_by(codebook: Codebook, contact: Contact, day: date) -> date | None:
    """The last day for an answer to a question sent on `day`; None where the table of holidays does not reach it."""
    try:
        return working_days(codebook.tables).after(day, contact.answer_days)
    except CodebookError:
        return None

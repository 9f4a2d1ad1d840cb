"""Chiso's own sheets inside a workbook: their names, where the hidden identity stands, how it is signed.

Here: constants and hashes that the writer (forms) and the reader (submissions) share. Not here: opening or writing any
workbook. The signature finds slips (a sheet copied from another commune, an old form, a mended code); it is no proof of
origin, since nothing in it is secret.

The identity sheet is very hidden; column A holds the key, column B the value, both as text, from row 1 without a gap in
the order of `KEYS`. The guide, and the result sheet of a reply, are read by people only: all their cells are context.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # workers read identities, and must not import polars
    from pipelines.codebook.load import Codebook

IDENTITY_SHEET = "_chiso"
GUIDE_SHEET = "Hướng dẫn"
RESULT_SHEET = "Kết quả kiểm tra"
CONTRACT = "1"  # raised when the cells below change their meaning
KEYS = ("chiso", "form_code", "form_version", "reporter_code", "period_code", "layout_hash", "signature")
COLUMN_PARTS = ("block_no", "col_order", "col_key", "role", "header_vi", "header_code", "measure_code")
ROW_PARTS = ("block_no", "row_order", "row_key", "row_kind", "stt", "label_vi", "uom_code", "due_measures")


@dataclass(frozen=True)
class FormIdentity:
    """What the hidden sheet says of the workbook it lies in."""

    form_code: str
    form_version: int
    reporter_code: str
    period_code: str
    layout_hash: str

    @property
    def signature(self) -> str:
        """sha256 over the contract and the five facts, a line each."""
        facts = (self.form_code, self.form_version, self.reporter_code, self.period_code, self.layout_hash)
        return hashlib.sha256("\n".join(map(str, (CONTRACT, *facts))).encode()).hexdigest()

    def cells(self) -> tuple[tuple[str, str], ...]:
        """(A, B) of every row of the identity sheet, from row 1."""
        facts = (self.form_code, str(self.form_version), self.reporter_code, self.period_code, self.layout_hash)
        return tuple(zip(KEYS, (CONTRACT, *facts, self.signature), strict=True))


def layout_hash(codebook: Codebook, form_code: str, form_version: int) -> str:
    """sha256 of the form version's columns and rows as the codebook declares them, in printed order."""
    parts: list[list[object]] = [[form_code, form_version]]
    for table, names in (("form_columns", COLUMN_PARTS), ("form_rows", ROW_PARTS)):
        mine = codebook.tables[table].filter(form_code=form_code, form_version=form_version)
        parts += [list(row) for row in mine.select(names).sort(names[:2]).iter_rows()]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_identity(cells: Mapping[str, str]) -> FormIdentity | None:
    """The identity in `cells` (column A -> column B); None where it is incomplete or its signature fails."""
    if any(not cells.get(key) for key in KEYS) or cells["chiso"] != CONTRACT or not cells["form_version"].isdigit():
        return None
    found = FormIdentity(
        cells["form_code"],
        int(cells["form_version"]),
        cells["reporter_code"],
        cells["period_code"],
        cells["layout_hash"],
    )
    return found if found.signature == cells["signature"] else None

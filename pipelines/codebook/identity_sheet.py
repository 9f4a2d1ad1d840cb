"""The sheets that chiso adds to a workbook, and the signed identity in the very hidden one.

Constants and hashes shared by the writer (forms) and the reader (submissions); no workbook is opened here. The identity
sheet holds keys in column A and values in column B, both as text, from row 1 without a gap in the order of `KEYS`. The
guide and the result sheet are read by people only.

The signature finds mistakes: a sheet copied from another commune, an old form, an edited code. It is no proof of
origin, since it contains no secret.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # reading workers import this module and must not import polars
    from pipelines.codebook.load import Codebook

IDENTITY_SHEET = "_chiso"
GUIDE_SHEET = "Hướng dẫn"
RESULT_SHEET = "Kết quả kiểm tra"
CONTRACT = "1"  # version of the sheet's layout, raised when the cells change their meaning
KEYS = ("chiso", "form_code", "form_version", "reporter_code", "period_code", "layout_hash", "signature")
COLUMN_PARTS = ("block_no", "col_order", "col_key", "role", "header_vi", "header_code", "measure_code")
ROW_PARTS = ("block_no", "row_order", "row_key", "row_kind", "stt", "label_vi", "uom_code", "due_measures")


@dataclass(frozen=True)
class FormIdentity:
    """Form, version, reporter, period and layout of the workbook that holds the sheet."""

    form_code: str
    form_version: int
    reporter_code: str
    period_code: str
    layout_hash: str

    @property
    def signature(self) -> str:
        """SHA-256 over the contract and the five fields, one on each line."""
        fields = (self.form_code, self.form_version, self.reporter_code, self.period_code, self.layout_hash)
        return hashlib.sha256("\n".join(map(str, (CONTRACT, *fields))).encode()).hexdigest()

    def cells(self) -> tuple[tuple[str, str], ...]:
        """Return (column A, column B) of every row of the identity sheet, from row 1."""
        fields = (self.form_code, str(self.form_version), self.reporter_code, self.period_code, self.layout_hash)
        return tuple(zip(KEYS, (CONTRACT, *fields, self.signature), strict=True))


def layout_hash(codebook: Codebook, form_code: str, form_version: int) -> str:
    """Return the SHA-256 of the form version's columns and rows as declared, in printed order."""
    parts: list[list[object]] = [[form_code, form_version]]
    for table, names in (("form_columns", COLUMN_PARTS), ("form_rows", ROW_PARTS)):
        declared = codebook.tables[table].filter(form_code=form_code, form_version=form_version)
        parts += [list(row) for row in declared.select(names).sort(names[:2]).iter_rows()]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_identity(cells: Mapping[str, str]) -> FormIdentity | None:
    """Return the identity in `cells` (column A -> column B); None if it is incomplete or its signature is wrong."""
    if any(not cells.get(key) for key in KEYS) or cells["chiso"] != CONTRACT or not cells["form_version"].isdigit():
        return None
    identity = FormIdentity(
        cells["form_code"],
        int(cells["form_version"]),
        cells["reporter_code"],
        cells["period_code"],
        cells["layout_hash"],
    )
    return identity if identity.signature == cells["signature"] else None

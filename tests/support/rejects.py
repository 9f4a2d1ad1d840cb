"""One change of a trial form for each reason to reject a cell, and what an English text may quote in Vietnamese."""

from __future__ import annotations

import re
from typing import Any

VIETNAMESE = re.compile(r"[À-ỹ]")
# Quoted as printed: what the sender wrote, a column's name, a conversion of units (1 tỷ đồng = 1000 triệu đồng).
AS_PRINTED = re.compile(r"“[^”]*”|\bMã số\b|\(1 [^()]* = [^()]*\)")
REJECTS: dict[str, dict[str, Any]] = {
    "not_a_number": {"E9": "mười"},
    "ambiguous_number": {"E11": "1.234"},
    "unexpected_percent": {"E9": "25%"},
    "error_cell": {"E9": ("=1/0", "#DIV/0!")},
    "unexpected_value": {"F10": 3},
    "unknown_row_code": {"C9": "77", "E9": 3},
    "no_row_code": {"C9": None, "B9": "Dòng thêm", "E9": 3},
    "row_conflict": {"C12": "01", "E12": 3},
    "unit_differs": {"D11": "tỷ đồng", "E11": 3},
    "duplicate_slice": {"C12": "01", "B12": "Dòng 01", "E9": 5, "E12": 6},
    "out_of_range": {"E9": 1e17},
    "below_signatures": {"B19": "Người lập biểu", "B20": None, "A23": "1", "B23": "Dòng thêm", "E23": 7},
}

"""What is wrong with a codebook, said once and completely: one Fault a finding, one CodebookFault for all of them.

How faults are found is not known here (read.py, check*.py).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One finding: the table, the row by its key or line, the column, what stands there, what should."""

    table: str
    row: str
    column: str
    found: str
    expected_vi: str
    expected_en: str

    def __str__(self) -> str:
        where = f"bảng {self.table}, dòng {self.row or '—'}, cột {self.column or '—'}"
        return f"{where}: thấy «{self.found}»; cần: {self.expected_vi} [expected: {self.expected_en}]"


class CodebookFault(Exception):
    """All faults of one codebook in one message."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        head = f"Sổ mã có {len(faults)} lỗi, hãy sửa trong thư mục seeds (the codebook has {len(faults)} faults):"
        super().__init__("\n".join([head, *(f"{no}. {fault}" for no, fault in enumerate(faults, 1))]))

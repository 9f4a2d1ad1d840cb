"""What is wrong with a codebook, said once and completely: one Problem a finding, one CodebookError for all of them.

How problems are found is not known here (read.py, check*.py).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
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


class CodebookError(Exception):
    """All problems of one codebook in one message."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        head = f"Sổ mã có {len(problems)} lỗi, hãy sửa trong thư mục seeds (the codebook has {len(problems)} problems):"
        super().__init__("\n".join([head, *(f"{no}. {problem}" for no, problem in enumerate(problems, 1))]))

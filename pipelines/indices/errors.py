"""What is wrong with an analyst's tables or method, in plain words: file, place, what was found, what was expected."""

from __future__ import annotations

from typing import NamedTuple


class TableProblem(NamedTuple):
    """One problem; `expected` in Vietnamese and in English."""

    file: str
    place: str
    found: str
    expected_vi: str
    expected_en: str

    def __str__(self) -> str:
        return (
            f"{self.file}, {self.place}: tìm thấy “{self.found}”; cần {self.expected_vi}"
            f" (found “{self.found}”, expected {self.expected_en})"
        )


class ScoreError(Exception):
    """Every problem of one call at once."""

    def __init__(self, problems: list[TableProblem]) -> None:
        self.problems = problems
        self.message_vi = self.message_en = "\n".join(map(str, problems))
        super().__init__(self.message_vi)

"""What is wrong with an analyst's tables or method, in plain words: file, place, what was found, what was expected."""

from __future__ import annotations

from typing import NamedTuple


class TableFault(NamedTuple):
    """One fault; `expected` in Vietnamese and in English."""

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


class ScoreFault(Exception):
    """Every fault of one call at once."""

    def __init__(self, faults: list[TableFault]) -> None:
        self.faults = faults
        self.message_vi = self.message_en = "\n".join(map(str, faults))
        super().__init__(self.message_vi)

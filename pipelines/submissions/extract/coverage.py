"""How much of its period a form says it covers, and how final it calls its figures, in the words above its table.

The words are `từ ngày … đến ngày …`, `số liệu đến ngày …`, `ước`, `sơ bộ`. What follows of them for a figure is decided
in the warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipelines.codebook.text import FoldedPattern, name_fold
from pipelines.submissions.extract.records import Cell

UNTIL = FoldedPattern(
    r"(?:từ (?:ngày )?\d{1,2} (?:tháng )?\d{1,2}(?: (?:năm )?\d{4})? |"
    r"(?:số liệu|tính|chốt|cập nhật)(?: số liệu)?(?: (?:tính|chốt|cập nhật))? )"
    r"đến (?:hết )?(?:ngày )?(\d{1,2}) (?:tháng )?(\d{1,2}) (?:năm )?(\d{4})"
)
WORDS = (  # the least final first: a head that says both is an estimate
    ("uoc", FoldedPattern(r"\bước (?:thực hiện|tính|đạt|cả năm|năm|tháng|quý|\d)|\bsố (?:liệu )?ước\b")),
    ("so_bo", FoldedPattern(r"\bsơ bộ\b")),
    ("chinh_thuc", FoldedPattern(r"\bsố (?:liệu )?chính thức\b")),
)


class Coverage(NamedTuple):
    """What one line states: the days that its figures end on, and the position in WORDS of how final they are."""

    ends: tuple[date, ...]
    word: int | None


def stated_coverage(head: Sequence[Cell]) -> dict[str, object]:
    """The columns `coverage_end` and `figure_status` of the submission; None where the head does not state them.

    Where it states several days the earliest counts, of several words the least final.
    """
    lines = [_coverage(piece) for cell in head if cell.raw_text for piece in cell.raw_text.splitlines()]
    words = [line.word for line in lines if line.word is not None]
    end = min((end for line in lines for end in line.ends), default=None)
    return {"coverage_end": end, "figure_status": WORDS[min(words)][0] if words else None}


@lru_cache(maxsize=16384)  # the same lines come in every file of a form
def _coverage(line: str) -> Coverage:
    text = name_fold(line)
    ends = tuple(end for match in UNTIL.of(text).finditer(text) if (end := _date(*match.groups())))
    return Coverage(ends, next((at for at, (_, word) in enumerate(WORDS) if word.of(text).search(text)), None))


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

"""How much of its period a form says it covers, and how final it calls its figures, in the words above its table.

The words are `từ ngày … đến ngày …`, `số liệu đến ngày …`, `ước`, `sơ bộ`. What follows of them for a figure is decided
in the warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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


def stated_coverage(head: Sequence[Cell]) -> dict[str, object]:
    """The columns `coverage_end` and `figure_status` of the submission; None where the head does not state them.

    Where it states several days the earliest counts, of several words the least final.
    """
    texts = [name_fold(piece) for cell in head if cell.raw_text for piece in cell.raw_text.splitlines()]
    ends = [end for text in texts for match in UNTIL.of(text).finditer(text) if (end := _date(*match.groups()))]
    status = next((status for status, word in WORDS if any(word.of(text).search(text) for text in texts)), None)
    return {"coverage_end": min(ends, default=None), "figure_status": status}


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

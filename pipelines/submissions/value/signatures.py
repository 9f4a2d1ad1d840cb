"""Signature blocks: the words of a signature line, and the rows from such a line on.

A signature line ends a table, whatever stands below it: names of people and telephone numbers do, and a row of figures
there is not what was signed. What becomes of the cells is decided in extract/around_tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Value
from pipelines.submissions.reasons import reason

BELOW_SIGNATURES = reason("below_signatures")  # the problem of a figure there
FIGURE = re.compile(r"\s*(?:[.,%\s-]*\d){1,8}[.,%\s-]*")
LONGEST = 80  # characters of the first line of a cell; what is longer is a sentence
DATED = (
    r"(?:(?!.*\b(?:đến|từ|theo|số|kỳ|trước|sau|của)\b)(?:\S+ ){0,6})?"  # `Ngọc Đường, ngày …`; not `số liệu đến ngày …`
    r"ngày(?: \d+)? tháng(?: \d+)? năm(?: \d+)?"
)
BY_HAND = r"(?: (?:đã )?ký(?: .*)?)?"  # `Giám đốc (Ký, đóng dấu)`
# Folded. Words that stand in signatures and nowhere else.
SURE = re.compile(
    rf"{DATED}|nơi nhận.*|(?:đã )?ký(?: (?:và|ghi|rõ|họ|tên|đóng|dấu|chữ))*"
    r"|người lập(?: (?:biểu|bảng|báo cáo|phiếu).*)?"
    r"|(?:kt|tm|tl|tuq) (?:phó )?(?:tổng )?(?:chủ tịch|giám đốc|trưởng|thủ trưởng|chánh|bộ trưởng|cục trưởng|lãnh đạo"
    r"|ubnd|ủy ban|hđnd|hội đồng).*"
    rf"|(?:lập (?:biểu|bảng)|thủ trưởng(?: (?:cơ quan|đơn vị))*|người (?:tổng hợp|ký|kiểm tra|duyệt|báo cáo|phụ trách)"
    rf"(?: (?:biểu|bảng|báo cáo|số liệu|tên))*){BY_HAND}"
)
# Titles of those who sign; they prove a signature where every cell of the line holds such words.
TITLE = re.compile(
    r"(?:phó )?(?:tổng )?(?:chủ tịch|giám đốc|trưởng phòng|trưởng ban|chánh văn phòng|hiệu trưởng|cục trưởng"
    rf"|chi cục trưởng)(?: (?:ubnd|ủy ban nhân dân|hđnd|sở|công ty|trung tâm|xã|phường|tỉnh)\b.*)?{BY_HAND}"
)
# Duties that may head a part of a table too; they count only beside another cell of such words.
DUTY = re.compile(
    r"(?:kiểm tra|kiểm soát|ban kiểm soát|phụ trách|kế toán(?: trưởng)?|văn thư|thư ký|chuyên viên"
    rf"|(?:cán bộ|công chức)(?: (?:tổng hợp|lập biểu|thống kê|phụ trách|theo dõi).*)?){BY_HAND}"
)
# How a line may begin that is treated as private although it may be no signature, where no figure is read anyway.
PERHAPS = re.compile(
    r"người lập|người ký|người tổng hợp|người kiểm tra|lập biểu|kiểm tra|kiểm soát|kế toán|phụ trách|thủ trưởng"
    r"|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|trưởng phòng|phó trưởng phòng|chánh văn phòng|phó chánh văn phòng"
    r"|cán bộ|chuyên viên|kt |tm |tl |ký |nơi nhận|(?:.* )?ngày(?: \d+)? tháng(?: \d+)? năm(?: \d+)?$"
)


def is_signature_line(line: Row) -> bool:
    """True for a line without a figure in which half of the cells or more hold words of signatures."""
    if any(_is_figure(value) for value in line.values()):
        return False
    kinds = [_kind(value) for value in line.values() if isinstance(value, str)]
    known = sum(map(bool, kinds))
    if SURE in kinds:
        return 2 * known >= len(kinds)
    return known == len(kinds) and (TITLE in kinds or known > 1)


def may_be_signature(line: Row) -> bool:
    """True for a line with a cell that begins like a signature."""
    return any(isinstance(value, str) and PERHAPS.match(name_fold(value)) for value in line.values())


def signed_rows(rows: Mapping[int, Row], declared: Container[int], heads: Iterable[int] = ()) -> set[int]:
    """The rows of signatures and all below them, down to a header printed again.

    Args:
        rows: row -> its cells, in order.
        declared: rows that are known to be of a table; none of them is a line of signatures.
        heads: rows of a header printed again, below which the table continues.
    """
    found: set[int] = set()
    again = set(heads)
    is_signed = False
    for row, line in rows.items():
        is_signed = row not in again and (is_signed or (row not in declared and is_signature_line(line)))
        if is_signed:
            found.add(row)
    return found


def _is_figure(value: Value) -> bool:
    """True for a number, also as text; nine digits or more are a telephone number."""
    return isinstance(value, int | float) or (isinstance(value, str) and FIGURE.fullmatch(value) is not None)


@lru_cache(maxsize=4096)
def _kind(text: str) -> re.Pattern[str] | None:
    """The words of signatures that begin the text; a name may stand in the same cell, below them or behind a colon."""
    first = text.strip().partition("\n")[0].partition(":")[0]
    folded = name_fold(first) if len(first) <= LONGEST else ""
    return next((words for words in (SURE, TITLE, DUTY) if folded and words.fullmatch(folded)), None)

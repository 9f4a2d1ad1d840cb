"""A period as people write it on a form -> the code of the codebook.

Here: the spellings (tháng 10 năm 2026, quý IV/2026, 6 tháng đầu năm 2026). Not here: which periods exist.
"""

from __future__ import annotations

import re

YEAR = r"(?:năm )?(\d{4})"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTH = re.compile(rf"tháng (\d{{1,2}}) {YEAR}")
QUARTER = re.compile(rf"quý (i|ii|iii|iv|[1-4]) {YEAR}")
HALF = re.compile(rf"(?:6|sáu) tháng (đầu|cuối) {YEAR}")
NINE = re.compile(rf"(?:9|chín) tháng (?:đầu )?{YEAR}")
WHOLE = re.compile(rf"(?:cả )?{YEAR}")
CODE = re.compile(r"s?\d{4}(?: (?:\d\d|q[1-4]|h[12]|9m))?")


def period_code(folded: str, calendar: str) -> str | None:
    """The code of the first period that the folded text begins with; None where it tells none."""
    code = _bare(folded)
    if code is None:
        return None
    return code if calendar == "admin" or code.startswith("S") else f"S{code}"


def _bare(folded: str) -> str | None:
    if CODE.fullmatch(folded) and " " in folded:
        return folded.upper().replace(" ", "-")
    if match := MONTH.match(folded):
        return f"{match.group(2)}-{int(match.group(1)):02d}"
    if match := QUARTER.match(folded):
        return f"{match.group(2)}-Q{ROMAN[match.group(1)]}"
    if match := HALF.match(folded):
        return f"{match.group(2)}-H{1 if match.group(1) == 'đầu' else 2}"
    if match := NINE.match(folded):
        return f"{match.group(1)}-9M"
    if match := WHOLE.match(folded):
        return match.group(1)
    return None

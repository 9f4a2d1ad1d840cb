"""Why a layout was recognised as it was: what matched, what is missing, extra or moved; kept in the landing.

Here: one line of that explanation, and the key by which a person accepts a proposal. Not here: how it is found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

MATCHED, SIMILAR, MISSING, EXTRA, MOVED, CONFLICT = "matched", "similar", "missing", "extra", "moved", "conflict"


class Finding(NamedTuple):
    """One line: a form, sheet, column or row; `key` is the codebook's, `expected` and `found` are as printed."""

    kind: str
    part: str  # form, sheet, column, row
    key: str | None
    sheet: str | None
    address: str | None
    expected: str | None
    found: str | None
    score: float | None = None


KIND_VI = {
    MATCHED: "khớp",
    SIMILAR: "gần giống",
    MISSING: "thiếu",
    EXTRA: "thừa",
    MOVED: "đổi chỗ",
    CONFLICT: "mâu thuẫn",
}
PART_VI = {"form": "biểu", "sheet": "trang", "column": "cột", "row": "dòng", "unit": "đơn vị tính"}


def proposal_key(plan: Any) -> str:
    """What a person accepts is exactly this plan: another layout, form or reporter has another key."""
    text = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def summary(findings: Iterable[Finding], at_most: int = 6) -> str:
    """The findings that are not plain matches, in one line."""
    told: list[str] = []
    for finding in findings:
        if finding.kind != MATCHED:
            name = f" “{finding.expected}”" if finding.expected else ""
            seen = f" (tệp ghi “{finding.found}”)" if finding.found and finding.found != finding.expected else ""
            place = f" tại {finding.address}" if finding.address else ""
            told.append(f"{PART_VI[finding.part]}{name} {KIND_VI[finding.kind]}{seen}{place}")
    more = f"; và {len(told) - at_most} điểm khác" if len(told) > at_most else ""
    return "; ".join(told[:at_most]) + more

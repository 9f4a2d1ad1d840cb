"""Findings: how a sheet's layout compares with the declared one, line by line; written to the landing's `match` table.

Also the key by which a person accepts a proposal. Codes of kinds and parts with their labels: `vocabulary.MATCH_KIND`,
`vocabulary.MATCH_PART`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipelines.errors import Message, join
from pipelines.submissions.notes import detail
from pipelines.vocabulary import MATCH_KIND, MATCH_PART

MATCHED, SIMILAR, MISSING, EXTRA, MOVED, CONFLICT = MATCH_KIND.codes


class Finding(NamedTuple):
    """One compared form, sheet, column or row; `key` is the codebook's, `expected` and `found` are texts as printed."""

    kind: str  # a code of MATCH_KIND; proposal for the line that carries a proposal's key
    part: str  # a code of MATCH_PART
    key: str | None
    sheet: str | None
    address: str | None
    expected: str | None
    found: str | None
    score: float | None = None


def proposal_key(plan: Any) -> str:
    """The key of a proposal: 12 hex digits over `plan`, so that another layout, form or reporter has another key."""
    text = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def summary(findings: Iterable[Finding], at_most: int = 6) -> Message:
    """The findings that are not plain matches in one line: the first `at_most`, and how many more there are."""
    lines = [_line(finding) for finding in findings if finding.kind != MATCHED]
    listed = join(lines[:at_most])
    return join([listed, detail("findings_more", n=len(lines) - at_most)], "") if len(lines) > at_most else listed


def _line(finding: Finding) -> Message:
    is_found = bool(finding.found) and finding.found != finding.expected
    return detail(
        "finding",
        part=_label(MATCH_PART.labels[finding.part]),
        kind=_label(MATCH_KIND.labels[finding.kind]),
        expected=detail("finding_expected", text=finding.expected) if finding.expected else "",
        found=detail("finding_found", text=finding.found) if is_found else "",
        place=detail("finding_place", cell=finding.address) if finding.address else "",
    )


def _label(labels: tuple[str, str]) -> Message:
    return Message("label", *labels)

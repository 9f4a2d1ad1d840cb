"""A leave to send for others that can be held to: for whom, for which form, by an office that exists as long.

Here belongs the table senders. What a leave does when a file comes is in submissions/recognise/recognise.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem


def check_senders(rows: Rows) -> list[Problem]:
    """Faults of every leave."""
    reporters = {row["reporter_code"]: row for row in rows["reporters"]}
    forms = {row["form_code"] for row in rows["forms"]}
    problems: list[Problem] = []
    for row in rows["senders"]:
        problems += _whom(row, reporters)
        problems += _how_long(row, reporters.get(row["sender_code"]))
        if row["form_code"] is not None and row["form_code"] not in forms:
            problems.append(
                _problem(row, "form_code", row["form_code"], ("biểu có trong bảng forms", "a declared form"))
            )
    return problems


def _whom(row: Row, reporters: dict[str, Row]) -> Iterator[Problem]:
    """A kind or one reporter, of the sender's own province; published tables may be passed on by anybody anyway."""
    if (row["reporter_kind"] is None) == (row["reporter_code"] is None):
        expected = ("đúng một trong hai: reporter_kind, reporter_code", "either reporter_kind or reporter_code")
        yield _problem(row, "reporter_kind, reporter_code", row["reporter_code"] or "", expected)
    sender, reporter = reporters.get(row["sender_code"]), reporters.get(row["reporter_code"])
    if sender is None or (reporter is None and row["reporter_code"] is not None):
        return  # a problem of its own already
    if sender["kind"] == "publisher":
        expected = ("đơn vị gửi thuộc một tỉnh, không phải bên công bố", "a sender of one province, no publisher")
        yield _problem(row, "sender_code", row["sender_code"], expected)
    elif reporter is not None and (reporter is sender or reporter["province_code"] != sender["province_code"]):
        expected = ("đơn vị khác của cùng tỉnh với bên gửi", "another reporter of the sender's province")
        yield _problem(row, "reporter_code", row["reporter_code"], expected)


def _how_long(row: Row, sender: Row | None) -> Iterator[Problem]:
    """Nobody sends for others before he exists or after he ended."""
    if sender is None or None in (row["valid_from"], sender["valid_from"]):
        return
    first, last = sender["valid_from"], sender["valid_to"]
    if row["valid_from"] < first or (last is not None and (row["valid_to"] or date.max) > last):
        expected = (f"trong thời gian của bên gửi: {first} … {last or ''}", f"within the sender's own {first} … {last}")
        yield _problem(row, "valid_from, valid_to", f"{row['valid_from']} … {row['valid_to'] or ''}", expected)


def _problem(row: Row, column: str, found: object, expected: tuple[str, str]) -> Problem:
    return Problem("senders", key_of("senders", row), column, str(found), *expected)

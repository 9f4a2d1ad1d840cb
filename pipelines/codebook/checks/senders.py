"""Checks of permissions to send for others: for whom, for which form, within the life of the sender.

Table: senders. How a permission is applied to a received file is in submissions/recognise/recognise.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pipelines.codebook.errors import Problem, problem
from pipelines.codebook.schema import Row, Rows


def check_senders(rows: Rows) -> list[Problem]:
    """Return the problems of every permission."""
    reporters = {row["reporter_code"]: row for row in rows["reporters"]}
    forms = {row["form_code"] for row in rows["forms"]}
    problems: list[Problem] = []
    for row in rows["senders"]:
        problems += _for_whom(row, reporters)
        problems += _days(row, reporters.get(row["sender_code"]))
        if row["form_code"] is not None and row["form_code"] not in forms:
            problems.append(problem("senders", row, "form_code", row["form_code"], "form_of_table"))
    return problems


def _for_whom(row: Row, reporters: Mapping[str, Row]) -> Iterator[Problem]:
    """A permission covers a kind of reporters or one other reporter of the sender's province.

    A publisher needs none: anybody may pass on its published tables.
    """
    if (row["reporter_kind"] is None) == (row["reporter_code"] is None):
        yield problem("senders", row, "reporter_kind, reporter_code", row["reporter_code"], "kind_or_reporter")
    sender, reporter = reporters.get(row["sender_code"]), reporters.get(row["reporter_code"])
    if sender is None or (reporter is None and row["reporter_code"] is not None):
        return  # reported by check_schema
    if sender["kind"] == "publisher":
        yield problem("senders", row, "sender_code", row["sender_code"], "sender_of_province")
    elif reporter is not None and (reporter is sender or reporter["province_code"] != sender["province_code"]):
        yield problem("senders", row, "reporter_code", row["reporter_code"], "other_of_province")


def _days(row: Row, sender: Row | None) -> Iterator[Problem]:
    """A permission lies within the life of its sender."""
    if sender is None or None in (row["valid_from"], sender["valid_from"]):
        return
    first, last = sender["valid_from"], sender["valid_to"]
    if row["valid_from"] < first or (last is not None and (row["valid_to"] or date.max) > last):
        days = f"{row['valid_from']} … {row['valid_to'] or ''}"
        yield problem("senders", row, "valid_from, valid_to", days, "within_sender", first=first, last=last or "")

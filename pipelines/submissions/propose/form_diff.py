"""Compares one workbook with the declared forms, proposes seed rows for its layout, and tries the rows out.

`chiso form diff` prints the result. Nothing is received, stored or changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.codebook.load import Codebook
from pipelines.errors import ChisoError, Message
from pipelines.submissions.intake.receive import Delivery, check_stated
from pipelines.submissions.propose.form import Proposal, propose
from pipelines.submissions.propose.messages import error
from pipelines.submissions.propose.read_one import read_one


class NoTableError(ChisoError):
    """There is nothing to compare: the file cannot be read, or holds no table."""


@dataclass(frozen=True)
class FormDifference:
    """How the file is read today, and for each of its forms the nearest one with the rows that would declare it."""

    codebook: Codebook  # what was declared before
    today: Sequence[Mapping[str, Any]]  # rows of the landing's `submission`, as if received now
    proposals: list[Proposal]


def difference(
    codebook: Codebook, province: str, path: Path, stated: dict[str, str | None], lang: str = "vi"
) -> FormDifference:
    """Compare a file with every declared form.

    Args:
        codebook: the declared forms.
        province: the code of the province whose reporters are known.
        path: the workbook.
        stated: sender, form and period, as for receiving a file.
        lang: the language of placeholders in the rows, `vi` or `en`.

    Raises:
        NoTableError: the file cannot be read, or holds no table.
    """
    check_stated(codebook, [path], Delivery(stated.get("sender"), stated.get("form"), stated.get("period")))
    result = read_one(codebook, province, path, stated)
    rows = [submission.row for submission in result.parts]
    if not result.observed:
        first = rows[0]
        if first["outcome"] == "unreadable" or first["reason_code"] == "nothing_filled":
            raise NoTableError(Message(first["reason_code"], first["message_vi"], first["message_en"]))
        raise NoTableError(error("no_table", name=path.name))
    proposals = [propose(codebook, observed, lang) for observed in result.observed]
    return FormDifference(codebook, rows, proposals)

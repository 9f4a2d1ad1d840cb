"""Problems of a form: why it is refused or waits for a person, as records and as an exception.

The sentences stand in messages.py (REFUSED, WAITING).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.errors import ChisoError, Message, join, message
from pipelines.submissions.messages import REFUSED, WAITING

SHOWN = "shown"


class Problem(NamedTuple):
    """Why a form is refused or waits: a code of REFUSED or WAITING, and the values that fill its sentence."""

    code: str
    values: dict[str, str | Message]

    def message(self, catalogue: dict[str, tuple[str, str]]) -> Message:
        """The sentence in both languages."""
        return message(catalogue, self.code, **self.values)

    def as_key(self) -> list[object]:
        """The problem as part of a proposal's key, in Vietnamese: keys that were accepted stay valid.

        SHOWN repeats another value as a name, which may be spelt otherwise one day, and is no part of it.
        """
        values = {name: value for name, value in self.values.items() if name != SHOWN}
        return [self.code, {name: v.vi if isinstance(v, Message) else v for name, v in values.items()}]


def problem(code: str, /, **values: str | Message) -> Problem:
    """The problem `code`; a Message among `values` fills each text in its language."""
    return Problem(code, values)


def waiting(doubts: Sequence[Problem], name: str = "") -> Message:
    """What a person must decide before the file `name` is read; a sender reads it too, so it names no command."""
    named = f" “{name}”" if name else ""
    code, vi, en = join(doubt.message(WAITING) for doubt in doubts)
    return Message(
        code,
        f"Tệp{named} đang chờ người quyết định: {vi}. Nếu không đúng như vậy, hãy gửi lại theo biểu mẫu.",
        f"File{named} waits for a person: {en}. If that is wrong, send it again in the form provided.",
    )


class RefusedError(ChisoError):
    """The workbook was read but is not taken as a form; carries every problem at once.

    `form_code`, `form_version`, `reporter` and `period` name the duty that it was meant to meet, as far as recognised.
    """

    def __init__(self, problems: Sequence[Problem], form_code: str | None = None) -> None:
        super().__init__(join(problem.message(REFUSED) for problem in problems))
        self.problems = list(problems)
        self.form_code = form_code
        self.form_version: int | None = None
        self.reporter: str | None = None
        self.period: str | None = None

    def about(self, name: str) -> Message:
        """The problems as one message that names the file."""
        code, vi, en = self.message
        return Message(code, f"Tệp “{name}”: {vi}.", f"File “{name}”: {en}.")

"""Problems of a codebook: one `Problem` for each finding, one `CodebookError` for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.codebook.messages import CODEBOOK
from pipelines.codebook.schema import TABLES, Row
from pipelines.errors import ChisoError, Message, message


@dataclass(frozen=True)
class Problem:
    """One finding of a check.

    `row` is the key of the row, or file and line where a cell could not be typed; `place` is file and line of a row
    that is named by its key. `found` is what stands there, `expected` what should, `repair` what to write or to do,
    where that is known.
    """

    table: str
    row: str
    column: str
    found: Message
    expected: Message
    place: str = ""
    repair: Message | None = None

    @property
    def text(self) -> Message:
        """The finding as one sentence in both languages."""
        sentence = message(
            CODEBOOK,
            "problem",
            table=self.table,
            row=f"{self.row} ({self.place})" if self.place else self.row or "—",
            column=self.column or "—",
            found_vi=self.found.vi,
            found_en=self.found.en,
            expected_vi=self.expected.vi,
            expected_en=self.expected.en,
        )
        return message(CODEBOOK, "problem_repair", problem=sentence, repair=self.repair) if self.repair else sentence


class CodebookError(ChisoError):
    """The codebook cannot be used. `problems` holds every finding, and the text lists them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        texts = [problem.text for problem in problems]
        super().__init__(
            message(
                CODEBOOK,
                "codebook_invalid",
                n=len(texts),
                problems_vi="\n".join(f"{number}. {text.vi}" for number, text in enumerate(texts, 1)),
                problems_en="\n".join(f"{number}. {text.en}" for number, text in enumerate(texts, 1)),
            )
        )
        self.problems = list(problems)


def found(code: str, /, **values: object) -> Message:
    """Return the text `code` of the catalogue for what was found, where the value needs a word beside it."""
    return message(CODEBOOK, code, **values)


def problem_at(table: str, place: str, column: str, value: object, code: str, /, **values: object) -> Problem:
    """Return a problem at a place of a table, such as a file and a line.

    Args:
        table: name of the table.
        place: key of the row, or file and line.
        column: name of the column or columns.
        value: what was found: a `Message`, or any value (None is an empty cell).
        code: what is expected, a code of the catalogue.
        **values: what the text of `code` names.
    """
    text = "" if value is None else str(value)
    shown = value if isinstance(value, Message) else Message("", text, text)
    return Problem(table, place, column, shown, message(CODEBOOK, code, **values))


def repaired(found_there: Problem, text: str) -> Problem:
    """Return the problem with what to write in place of the value; without it where `text` is empty."""
    return replace(found_there, repair=Message("", text, text)) if text else found_there


def problem(table: str, row: Row, column: str, value: object, code: str, /, **values: object) -> Problem:
    """Return a problem of a row, named by its key; the other arguments are those of `problem_at`."""
    return problem_at(table, row_key(table, row), column, value, code, **values)


def row_key(table: str, row: Row) -> str:
    """Return the key of a row as people read it: `XA-01/1/2`."""
    return "/".join("" if row[column] is None else str(row[column]) for column in TABLES[table].key)

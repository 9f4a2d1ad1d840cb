"""Problems of a codebook: one `Problem` for each finding, one `CodebookError` for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.codebook.messages import CODEBOOK
from pipelines.codebook.schema import SEEDS, Row
from pipelines.errors import ChisoError, Message, message

MAX_ALIKE = 10  # problems of one kind in one column of a file that are printed each


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
    """The codebook cannot be used. `problems` holds every finding.

    The text lists them all; of more than MAX_ALIKE of one kind in one column of a file the rest is one line.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        lines = list(_lines(problems))
        super().__init__(
            message(
                CODEBOOK,
                "codebook_invalid",
                n=len(problems),
                problems_vi="\n".join(f"{number}. {line.vi}" for number, line in enumerate(lines, 1)),
                problems_en="\n".join(f"{number}. {line.en}" for number, line in enumerate(lines, 1)),
            )
        )
        self.problems = list(problems)


def _lines(problems: Sequence[Problem]) -> Iterator[Message]:
    """The problems as sentences, those of one kind in one column of a file together."""
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for fault in problems:
        file = (fault.place or fault.row).rpartition(":")[0]
        groups.setdefault((fault.table, file, fault.column, fault.expected.code), []).append(fault)
    for (table, file, column, _), alike in groups.items():
        shown = len(alike) if len(alike) <= MAX_ALIKE + 1 else MAX_ALIKE
        yield from (fault.text for fault in alike[:shown])
        if rest := alike[shown:]:
            places = [(fault.place or fault.row).rpartition(":")[2] for fault in rest]
            values = {"n": len(rest), "table": file or table, "column": column or "—", "lines": _spans(places)}
            yield message(CODEBOOK, "problems_alike", **values)


def _spans(lines: Sequence[str]) -> str:
    """Line numbers with runs as spans: `2–14, 16`; the first and the last where they are no numbers or too many."""
    if not all(line.isdigit() for line in lines):
        return f"{lines[0]} … {lines[-1]}"
    numbers = sorted({int(line) for line in lines})
    starts = [n for n in numbers if n - 1 not in set(numbers)]
    ends = [n for n in numbers if n + 1 not in set(numbers)]
    spans = [str(start) if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True)]
    return ", ".join(spans) if len(spans) <= MAX_ALIKE else f"{', '.join(spans[:MAX_ALIKE])} … {numbers[-1]}"


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
    return "/".join("" if row[column] is None else str(row[column]) for column in SEEDS[table].key)

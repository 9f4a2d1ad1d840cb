"""Whether a document's words stand where the codebook says: quotes of targets, baselines, commitments and tasks.

The documents are no part of the codebook, so a build does not read them; `chiso codebook check` does where they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.errors import Problem, found, problem, repaired

N_JOINED = 3  # lines that the name of an agency may run over
MAX_SHOWN = 90  # characters of a line that are printed


class Quotation(NamedTuple):
    """Columns of a table that hold words of a document, and the column with the number of their line."""

    table: str
    words: str
    line: str
    n_lines: int = 1


QUOTATIONS = (
    Quotation("targets", "quote", "line"),
    Quotation("targets", "operator_word", "operator_line"),
    Quotation("baselines", "quote", "line"),
    Quotation("commitments", "quote", "line"),
    Quotation("tasks", "quote", "line"),
    Quotation("tasks", "time_vi", "time_line"),
    Quotation("task_agencies", "agency_vi", "line", N_JOINED),
)


@dataclass
class QuoteReview:
    """The quotes that do not stand at their line, the number of those that do, and the documents that are not there."""

    problems: list[Problem] = field(default_factory=list[Problem])
    n_found: int = 0
    absent: list[str] = field(default_factory=list[str])


def review_quotes(tables: Mapping[str, pl.DataFrame], folder: Path | None) -> QuoteReview:
    """Look every quote up at its line in the documents of `folder`; None is no folder."""
    review = QuoteReview()
    texts: dict[str, list[str] | None] = {}
    for quotation, row, document in _quoted(tables):
        if document not in texts:
            texts[document] = _lines(folder / document) if folder else None
        lines = texts[document]
        if lines is None:
            continue
        wrong = _wrong(quotation, row, lines)
        review.n_found += wrong is None
        if wrong:
            review.problems.append(wrong)
    review.absent = sorted(name for name, lines in texts.items() if lines is None)
    return review


def _quoted(tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[Quotation, dict[str, Any], str]]:
    """Every row with words of a document, with the document's file."""
    files = dict(tables["tasks"].select("task_id", "document_file").iter_rows())
    for quotation in QUOTATIONS:
        for row in tables[quotation.table].iter_rows(named=True):
            document = row.get("document_file") or files.get(row.get("task_id"))
            if document and row[quotation.words] and row[quotation.line]:
                yield quotation, row, document


def _wrong(quotation: Quotation, row: dict[str, Any], lines: list[str]) -> Problem | None:
    """The problem of words that do not stand at their line, with the lines where they do."""
    words, number = _normal(row[quotation.words]), int(row[quotation.line])
    if words in _at(lines, number, quotation.n_lines):
        return None
    elsewhere = [str(n) for n in range(1, len(lines)) if words in lines[n]]
    shown = _around(lines[number], words) if 0 < number < len(lines) else ""
    stands = found("line_reads", line=number, text=shown) if shown else found("line_empty", line=number)
    missing = problem(quotation.table, row, quotation.words, row[quotation.words], "quote_at_line", line=number)
    expected = replace(missing, expected=found("quote_beside", expected=missing.expected, stands=stands))
    return repaired(expected, f"{quotation.line} = {' / '.join(elsewhere[:3])}" if elsewhere else "")


def _around(line: str, words: str) -> str:
    """The part of a line that is most like the words, at most MAX_SHOWN characters."""
    like = SequenceMatcher(None, line, words, autojunk=False).find_longest_match()
    start = max(0, min(like.a - like.b, len(line) - MAX_SHOWN))
    return line[start : start + MAX_SHOWN].strip()


def _at(lines: list[str], number: int, n_lines: int) -> str:
    """The text of the line, or of several lines as one with single blanks."""
    if n_lines == 1:
        return lines[number] if 0 < number < len(lines) else ""
    return " ".join(" ".join(lines[number : number + n_lines]).split())


def _lines(path: Path) -> list[str] | None:
    """The lines of a document, numbered from 1 as editors number them; None where it cannot be read."""
    try:
        return ["", *_normal(path.read_text(encoding="utf-8")).split("\n")]
    except (OSError, UnicodeDecodeError):
        return None


def _normal(text: str) -> str:
    """The text in NFC with ordinary blanks."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")

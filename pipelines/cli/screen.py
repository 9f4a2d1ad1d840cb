"""Output of the command line: sentences, tables, progress bars.

At a terminal tables have frames and progress has bars; anywhere else tables are tab-separated and steps are lines.
"""

from __future__ import annotations

import errno
import re
import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from pipelines.cli.words.messages import CLI
from pipelines.errors import ChisoError, message
from pipelines.vocabulary import SEVERITY, SIMULATED, Vocabulary

OnStep = Callable[[str], None]
OnFile = Callable[[int, int], None]
# control characters, separators of lines, overrides of the direction of reading, and halves of characters (of a name
# that is not UTF-8)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
NARROWEST = 12  # characters a column needs to be read, its frame included
FILE_ERRORS = {
    errno.ENOENT: "file_absent",
    errno.EACCES: "file_forbidden",
    errno.EPERM: "file_forbidden",
    errno.EROFS: "file_forbidden",
    errno.ENOSPC: "disk_full",
    errno.EISDIR: "file_is_folder",
    errno.ENOTDIR: "folder_is_file",
}


def printable(text: str) -> str:
    """The text without characters that act on a terminal or change the direction of reading; they become escapes.

    Names of files and texts of cells come from outside. A line break and a tab stay.
    """
    return ACTING.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def single_line(value: object) -> object:
    """A text or path as `printable`, with line breaks and tabs as escapes too; any other value as it is.

    A name with a line break would else print a line that looks like one of chiso's.
    """
    if not isinstance(value, str | Path):
        return value
    return printable(str(value)).replace("\n", "\\n").replace("\t", "\\t")


def show(text: str, is_beside: bool = False) -> None:
    """Print a text to standard output, or beside it to standard error. All that a command prints passes here."""
    click.echo(printable(text), err=is_beside)


class RuleLine(NamedTuple):
    """Violations of one rule by severity, outcome and whether a decision waived them."""

    rule: str
    severity: str
    outcome: str
    is_waived: bool
    n: int


def _by_outcome(lines: Iterable[RuleLine]) -> tuple[int, int]:
    """The numbers of violations and of undecided cases."""
    counted = {True: 0, False: 0}
    for line in lines:
        counted[line.outcome == "fail"] += line.n
    return counted[True], counted[False]


def _cut(titles: Sequence[str], texts: list[list[str]], columns: int) -> list[list[str]]:
    """The texts as they fit into one line each of a framed table `columns` wide; the widest columns are cut first."""
    widths = [max(map(len, column)) for column in zip(titles, *texts, strict=True)]
    while sum(widths) > columns - 3 * len(widths) - 1:  # a frame and two blanks beside each column
        widths[widths.index(max(widths))] -= 1
    return [
        [text if len(text) <= width else f"{text[: width - 1]}…" for text, width in zip(line, widths, strict=True)]
        for line in texts
    ]


class Screen:
    """Prints in one language: answers to standard output, errors and progress to standard error."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def text(self, code: str, **values: object) -> str:
        """The sentence `code` of the catalogue in the user's language, with `values` filled in, each on one line."""
        return message(CLI, code, **{name: single_line(value) for name, value in values.items()}).in_lang(self.lang)

    def print_message(self, code: str, **values: object) -> None:
        """Print the sentence `code` of the catalogue."""
        self.print_text(self.text(code, **values))

    def print_notice(self, simulated: str, is_beside: bool = False) -> None:
        """Print that figures are simulated, by a code of SIMULATED; nothing for `none`.

        With `is_beside` it goes to standard error, where standard output is a table for another program.
        """
        if simulated != "none":
            show(f"*** {self.label(SIMULATED, simulated)} ***", is_beside)

    def print_problem(self, code: str, **values: object) -> None:
        """Print the sentence `code` of the catalogue to standard error."""
        show(self.text(code, **values), is_beside=True)

    def print_text(self, text: str) -> None:
        """Print a text that comes ready-made."""
        show(text)

    def print_item(self, text: str) -> None:
        """Print a line of a list, such as a verdict's reason; further lines of the text stand below its beginning."""
        show("- " + text.replace("\n", "\n  "))

    def print_error(self, error: Exception) -> None:
        """Print the sentence of `describe_error` to standard error."""
        show(self.describe_error(error), is_beside=True)

    def describe_error(self, error: Exception) -> str:
        """The sentence for an error: its own message, what happened to a file, or that it is unforeseen."""
        if isinstance(error, ChisoError):
            return error.message.in_lang(self.lang)
        if isinstance(error, OSError) and (error.filename or error.errno in FILE_ERRORS):
            reason = FILE_ERRORS.get(error.errno or 0, "file_other")
            return self.text("file_error", path=error.filename or "–", reason=self.text(reason, number=error.errno))
        return self.text("unforeseen", kind=type(error).__name__, error=error)

    def label(self, vocabulary: Vocabulary, code: str) -> str:
        """The label of a code in the user's language."""
        return vocabulary.label(code, self.lang)

    def print_rule_counts(self, of_period: Iterable[RuleLine], of_all: Iterable[RuleLine]) -> None:
        """Print counts of the occasion's violations, with the codes as words, and one line about other periods.

        Undecided cases accuse nobody: they are one number.
        """
        listed = list(of_period)
        shown = [
            (line.rule, self.label(SEVERITY, line.severity), self.text("yes" if line.is_waived else "no"), line.n)
            for line in listed
            if line.outcome == "fail"
        ]
        if shown:
            self.print_table(["head_rule", "head_severity", "head_waived", "head_count"], shown)
        n_failed, n_undecided = _by_outcome(listed)
        all_failed, all_undecided = _by_outcome(of_all)
        if n_undecided:
            self.print_message("undecided_cases", n=n_undecided)
        if (all_failed, all_undecided) != (n_failed, n_undecided):
            rest = {"n": all_failed - n_failed, "undecided": all_undecided - n_undecided}
            self.print_message("other_periods", **rest)

    @property
    def is_watched(self) -> bool:
        """Whether standard output is a terminal; a pipe gets every column, tab-separated."""
        return sys.stdout.isatty()

    def print_table(self, heads: Sequence[str], rows: Iterable[Sequence[Any]], one_line: bool = False) -> None:
        """Print a table; tab-separated where standard output is no terminal.

        `heads` are codes of the catalogue, or titles as they are to be printed. Where the terminal is too narrow for
        the columns, each row is printed as a record with one line for each column. With `one_line` each row of a
        framed table is one line, and texts that do not fit end in "…".
        """
        titles = [self.text(head) if head in CLI else head for head in heads]
        texts = [["" if value is None else printable(str(value)) for value in row] for row in rows]
        if not self.is_watched:
            for line in [titles, *texts]:
                show("\t".join(" ".join(cell.split()) for cell in line))
            return
        if len(titles) * NARROWEST > shutil.get_terminal_size().columns:
            self._records(titles, texts)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        if one_line:
            texts = _cut(titles, texts, shutil.get_terminal_size().columns)
        table = Table()
        for title in titles:
            table.add_column(title.replace("[", r"\["), overflow="fold")  # a name cut short helps nobody
        for line in texts:
            table.add_row(*(Text(cell) for cell in line))  # Text: square brackets of SQL or a file name are no markup
        Console().print(table)

    def _records(self, titles: Sequence[str], texts: Iterable[Sequence[str]]) -> None:
        """Print one block for each row and in it one line for each column that is not empty."""
        wide = max(len(title) for title in titles)
        for number, line in enumerate(texts, start=1):
            show(f"── {number} ──")
            for title, text in zip(titles, line, strict=True):
                if text:
                    show(f"{title:<{wide}}  {text}")

    @contextmanager
    def progress(self) -> Generator[tuple[OnStep, OnFile]]:
        """Callbacks for the start of a step and for files done; bars at a terminal, a line for each step elsewhere."""
        if not sys.stderr.isatty():
            yield (lambda step: show(f"… {self.text('step_' + step)}", is_beside=True)), (lambda _done, _total: None)
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bars:
            tasks: list[TaskID] = []
            totals = [1]

            def finish() -> None:
                for task in tasks[-1:]:
                    bars.update(task, total=totals[0], completed=totals[0])
                totals[0] = 1

            def on_step(step: str) -> None:
                finish()
                tasks.append(bars.add_task(self.text("step_" + step), total=None))

            def on_file(done: int, total: int) -> None:
                totals[0] = max(total, 1)
                if tasks:
                    bars.update(tasks[-1], completed=done, total=total)

            yield on_step, on_file
            finish()

"""What the user sees: sentences, tables, progress. Colours and bars at a terminal, plain text anywhere else.

Here: output only. Not here: wording (messages.py), what is worth saying (the verbs).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Any

import click

from pipelines.cli.words.messages import CLI

OnStep = Callable[[str], None]
OnFile = Callable[[int, int], None]
NARROWEST = 12  # characters a column needs to be read, its frame included


class Screen:
    """Speaks one language to standard output, faults to standard error."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def word(self, code: str, **names: object) -> str:
        """The sentence `code` of the catalogue in the user's language."""
        return CLI[code][0 if self.lang == "vi" else 1].format(**names)

    def say(self, code: str, **names: object) -> None:
        """One sentence of the catalogue."""
        click.echo(self.word(code, **names))

    def rules(self, rows: Iterable[tuple[str, str, str, bool, int]]) -> None:
        """Counts by rule, severity, outcome and waiver, with the closed vocabularies in the user's language."""
        said = (
            (
                rule,
                self.word(f"value_{severity}"),
                self.word(f"value_{outcome}"),
                self.word("yes" if waived else "no"),
                n,
            )
            for rule, severity, outcome, waived, n in rows
        )
        self.table(["head_rule", "head_severity", "head_outcome", "head_waived", "head_count"], said)

    def text(self, text: str) -> None:
        """Text that comes ready-made, such as a verdict's reason."""
        click.echo(text)

    def fault(self, fault: Exception) -> None:
        """What went wrong, as its maker said it; for anything unforeseen a sentence that says where to look."""
        click.echo(self.describe(fault), err=True)

    def describe(self, fault: Exception) -> str:
        """A fault in the user's language."""
        told = getattr(fault, f"message_{self.lang}", None)
        if told:
            return str(told)
        kind = type(fault)
        if kind.__module__.startswith("pipelines."):
            return str(fault)
        if kind.__module__.split(".")[0] in ("duckdb", "_duckdb"):
            return self.word("sql_fault", fault=fault)
        if isinstance(fault, OSError) and fault.filename:
            return self.word("file_fault", path=fault.filename, fault=fault.strerror)
        return self.word("unforeseen", kind=kind.__name__, fault=fault)

    @property
    def is_watched(self) -> bool:
        """Whether a person looks on; a pipe gets every column, tab-separated."""
        return sys.stdout.isatty()

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A table, tab-separated where nobody is watching; heads are words of the catalogue where it has them.

        More columns than the terminal has room for stand as records, a line a column.
        """
        titles = [self.word(head) if head in CLI else head for head in heads]
        texts = [["" if value is None else str(value) for value in row] for row in rows]
        if not self.is_watched:
            for line in [titles, *texts]:
                click.echo("\t".join(" ".join(cell.split()) for cell in line))
            return
        if len(titles) * NARROWEST > shutil.get_terminal_size().columns:
            self._records(titles, texts)
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table()
        for title in titles:
            table.add_column(title.replace("[", r"\["), overflow="fold")  # a name cut short helps nobody
        for line in texts:
            table.add_row(*(Text(cell) for cell in line))  # Text: square brackets of SQL or a file name are no markup
        Console().print(table)

    def _records(self, titles: Sequence[str], texts: Iterable[Sequence[str]]) -> None:
        """One block a row, one line a column that says something."""
        wide = max(len(title) for title in titles)
        for number, line in enumerate(texts, start=1):
            click.echo(f"── {number} ──")
            for title, text in zip(titles, line, strict=True):
                if text:
                    click.echo(f"{title:<{wide}}  {text}")

    @contextmanager
    def progress(self) -> Generator[tuple[OnStep, OnFile]]:
        """Listeners for steps and files: bars at a terminal, one line a step elsewhere."""
        if not sys.stderr.isatty():
            yield (lambda step: click.echo(f"… {self.word('step_' + step)}", err=True)), (lambda _done, _total: None)
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
                tasks.append(bars.add_task(self.word("step_" + step), total=None))

            def on_file(done: int, total: int) -> None:
                totals[0] = max(total, 1)
                if tasks:
                    bars.update(tasks[-1], completed=done, total=total)

            yield on_step, on_file
            finish()

"""What `chiso receive --preview` prints: for each file what it is, what it would replace, and each changed figure.

The differences are found by publication/reply/preview.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.context import CommandContext
from pipelines.cli.screen import Screen
from pipelines.vocabulary import MODE

if TYPE_CHECKING:
    from pipelines.codebook.load import Codebook
    from pipelines.publication.reply.preview import Figure, FigureChange, Preview

SYMBOLS = {"none_occurred": "-", "not_collected": "...", "not_applicable": "x"}
HEADS = ("head_row_code", "head_what", "head_measure", "head_change", "head_old", "head_new", "head_cell")
KEYS = {
    **{"areas": "area_id", "indicators": "indicator_code", "measures": "measure_code"},
    **{"breakdowns": "breakdown_code", "reporters": "reporter_code", "periods": "period_code"},
}


@dataclass(frozen=True)
class _Printer:
    """Prints previews with the codebook's names and the numbers of the user's language."""

    screen: Screen
    names: Mapping[str, str]  # code -> printed name, of everything that a slice or a submission names
    number: Callable[[float], str]

    def print_preview(self, preview: Preview) -> None:
        """Print one submission of one file."""
        screen, row = self.screen, preview.submission
        message, name = row[f"message_{screen.lang}"], preview.file.name
        if row["outcome"] != "read":
            screen.print_message("preview_not_read", file=name, message=message)
            return
        named = {key: self.names.get(row[key] or "", row[key]) for key in ("reporter_code", "period_code")}
        mode = screen.label(MODE, row["mode"])
        screen.print_message("preview_file", file=name, mode=mode, form=row["form_code"], **named)
        if preview.meets:
            receipts = ", ".join(f"{met['receipt_id']} ({screen.label(MODE, met['mode'])})" for met in preview.meets)
            screen.print_message(f"preview_meets_{row['mode']}", receipts=receipts)
        else:
            screen.print_message("preview_meets_none")
        if message:
            screen.print_text(message)
        counts = {kind: preview.count(kind) for kind in ("changed", "added", "removed", "rejected")}
        screen.print_message("preview_counts", same=preview.n_same, **counts)
        if preview.changes:
            screen.print_table(HEADS, [self.line(change) for change in preview.changes])
        for change in preview.changes:
            for seq in change.decisions:
                screen.print_message("preview_decision", seq=seq, cell=change.address)

    def line(self, change: FigureChange) -> tuple[str, ...]:
        """The cells of one changed figure, in the order of HEADS."""
        indicator, area = change.slice.get("indicator_code", ""), change.slice.get("area_id", "")
        what = self.names.get(indicator, indicator)
        if change.row_key == area:  # a table of areas: its rows are areas
            what = f"{self.names.get(area, area)}: {what}"
        breakdown = change.slice.get("breakdown_code", "_T")
        what += "" if breakdown == "_T" else f" ({self.names.get(breakdown, breakdown)})"
        measure = self.names.get(change.slice.get("measure_code", ""), "")
        kind = self.screen.text(f"change_{change.kind}")
        new = f"“{change.raw}”" if change.kind == "rejected" else self.figure(change.new)
        return change.row_key, what, measure, kind, self.figure(change.old), new, f"{change.sheet}!{change.address}"

    def figure(self, figure: Figure | None) -> str:
        """A figure as printed: its number, the symbol of its absence, or that there is none."""
        if figure is None:
            return self.screen.text("figure_none")
        return SYMBOLS.get(figure.status) or ("" if figure.value is None else self.number(figure.value))


def print_preview(
    context: CommandContext, paths: tuple[Path, ...], stated: dict[str, str | None], mode: str | None
) -> None:
    """Read the files aside and print what each would change; nothing is stored."""
    from pipelines.codebook.load import load
    from pipelines.forms.number_text import number_vi
    from pipelines.publication.reply.preview import preview

    codebook, screen = load(context.seeds), context.screen
    number: Callable[[float], str] = number_vi if screen.lang == "vi" else "{:,g}".format
    printer = _Printer(screen, _names(codebook, screen.lang), number)
    previews = preview(context.places, codebook, paths, stated, mode)
    for found in previews:
        printer.print_preview(found)
    screen.print_message("preview_nothing_stored", n=len({found.file for found in previews}))


def _names(codebook: Codebook, lang: str) -> dict[str, str]:
    """Printed names by code, of everything that a slice or a submission names."""
    names: dict[str, str] = {}
    for table, key in KEYS.items():
        column = f"name_{lang}" if f"name_{lang}" in codebook.tables[table].columns else "name_vi"
        names |= dict(codebook.tables[table].select(key, column).iter_rows())
    return names

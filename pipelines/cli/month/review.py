"""The command `review`: which reports of a period to look at first, at the screen and as a workbook to decide in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.forms.number_text import printed_number

if TYPE_CHECKING:
    from pipelines.quality.review.sheet import Names
    from pipelines.quality.review.worklist import ReporterLine, ScoredFigure, Worklist

OUT = click.Path(path_type=Path, dir_okay=False)
HEADS = ("head_order", "head_sender", "head_n", "head_indicator", "head_value", "head_expected_value", "head_repair")
HEADS_END = ("head_covered",)
SHOWN = 40  # lines printed; the workbook has all


@cli.command()
@option("--period", required=True)
@option("--figures", "is_by_figure", is_flag=True)
@option("--notes", "has_notes", is_flag=True)
@option("--out", type=OUT)
@common_options
def review(context: CommandContext, period: str, is_by_figure: bool, has_notes: bool, out: Path | None) -> None:
    """Print the review list of the latest candidate or release, and write its workbook."""
    from pipelines.codebook.load import load
    from pipelines.forms.review.workbook import write_review
    from pipelines.publication.reviewed import reviewed
    from pipelines.quality.review.sheet import Names, review_sheet
    from pipelines.quality.review.worklist import worklist

    codebook, screen = load(context.seeds), context.screen
    listed = worklist(codebook, reviewed(context.places), period, has_notes)
    if not listed.reporters:
        screen.print_message("review_none", period=period)
        _print_decided(context, listed)
        return
    _print_lines(context, listed, Names(codebook), is_by_figure)
    _print_decided(context, listed)
    path = out or context.places.data / "review" / context.places.province / f"{period}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_review(review_sheet(codebook, listed, period), path)
    screen.print_message("review_written", path=path)


def _print_lines(context: CommandContext, listed: Worklist, names: Names, is_by_figure: bool) -> None:
    """One line a reporter, or one a figure; then the share that the first lines cover."""
    from pipelines.quality.review.worklist import FIRST, ReporterLine, covered

    screen = context.screen
    lines = list(listed.reporters)
    if is_by_figure:
        lines = [ReporterLine(scored.figure.reporter_code, (scored,)) for scored in listed.by_figure]
    shares = covered([line.score for line in lines])
    rows = [_row(context, names, no, line, shares[no - 1]) for no, line in enumerate(lines[:SHOWN], start=1)]
    screen.print_table((*HEADS, *HEADS_END), rows)
    if len(lines) > SHOWN:
        screen.print_message("review_more", n=len(lines) - SHOWN)
    n_first = min(FIRST, len(lines))
    share = printed_number(round(shares[n_first - 1], 1), screen.lang)
    screen.print_message("review_covered", n_first=n_first, share=share, n=len(listed.figures))


def _row(context: CommandContext, names: Names, no: int, line: ReporterLine, share: float) -> tuple[object, ...]:
    """A line: the reporter, its number of figures, and the figure with the greatest error."""
    lang, first = context.screen.lang, line.figures[0]
    reporter = names.of("reporters", "reporter_code", line.reporter_code, lang)
    decimals = names.decimals(first.figure.slice[1])
    expected = "–" if first.expected is None else printed_number(round(first.expected, decimals), lang)
    return (
        *(no, reporter, len(line.figures), names.figure(first, lang)),
        *(printed_number(first.figure.value, lang), expected, _repair(first, lang)),
        printed_number(round(share, 1), lang),
    )


def _repair(scored: ScoredFigure, lang: str) -> str:
    repairs = scored.figure.repairs
    return (repairs[0].reason_vi if lang == "vi" else repairs[0].reason_en) if repairs else "–"


def _print_decided(context: CommandContext, listed: Worklist) -> None:
    if listed.n_decided:
        context.screen.print_message("review_decided", n=listed.n_decided)

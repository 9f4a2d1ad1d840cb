"""The commands `index analyse`, `index uncertainty`, `index audit`: how sure ranks are, and whether an index holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.bilingual import Command, argument, option
from pipelines.cli.context import ERROR, FOLDER, FOLDER_IN, OK, CommandContext, common_options
from pipelines.cli.screen import Screen
from pipelines.cli.usage_errors import CommandLineError

if TYPE_CHECKING:
    import polars as pl

    from pipelines.indices.analysis_table import TableDeclaration
    from pipelines.indices.scoring.field import Field
    from pipelines.indices.uncertainty.tables import Uncertainty

PARTS = ("first", "total")


@click.command("analyse", cls=Command)
@option("--release", "release_id")
@common_options
def analyse(context: CommandContext, release_id: str | None) -> int:
    """Write the analysis tables of a release. ERROR where one could not be made."""
    return OK if analyse_and_name(context, release_id) else ERROR


def analyse_and_name(context: CommandContext, release_id: str | None = None) -> bool:
    """Write the analysis tables of a release and print where; a fault is a sentence. True where all were written."""
    from pipelines.files.analysis import make_analysis

    screen = context.screen
    with screen.progress() as (on_step, _):
        on_step("analyse")
        made = make_analysis(context.places, release_id)
    for fault in made.faults:
        screen.print_text(fault.in_lang(screen.lang))
    if made.n_rows:
        screen.print_message("analysed", n=len(made.n_rows), folder=made.folder)
    return not made.faults


@click.command("uncertainty", cls=Command)
@argument("folder", type=FOLDER_IN, required=False)
@option("--index", "code")
@option("--release", "release_id")
@option("--replicates", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True)
@option("--seed", type=click.IntRange(min=0), default=20_261_201, show_default=True)
@option("--weights", type=click.Choice(("noise", "dirichlet")), default="noise", show_default=True)
@option("--noise", type=click.FloatRange(0, 0.95), default=0.25, show_default=True)
@option("--error", type=click.FloatRange(0, 1), default=0.05, show_default=True)
@option("--reach", type=click.IntRange(min=1))
@option("--out", type=FOLDER)
@common_options
def uncertainty(
    context: CommandContext, folder: Path | None, reach: int | None, out: Path | None, **options: Any
) -> None:
    """Print the interval of each unit's rank, the sources that matter, and the probability of a rank."""
    from pipelines.indices.uncertainty.design import Settings
    from pipelines.indices.uncertainty.tables import DECLARATIONS
    from pipelines.indices.uncertainty.tables import analyse as analysed

    index, is_official = _field(context, folder, options["code"], options["release_id"])
    settings = Settings(
        n_replicates=options["replicates"],
        seed=options["seed"],
        weight_kind=options["weights"],
        weight_noise=options["noise"],
        data_error=options["error"],
    )
    found = analysed(index, settings, is_official)
    _print_ranks(context.screen, found, reach)
    _print_sources(context.screen, found)
    _write(context.screen, out, DECLARATIONS, found.frames)


@click.command("audit", cls=Command)
@argument("folder", type=FOLDER_IN, required=False)
@option("--index", "code")
@option("--release", "release_id")
@option("--out", type=FOLDER)
@common_options
def audit(context: CommandContext, folder: Path | None, out: Path | None, **options: Any) -> None:
    """Print the groups' consistency, pairs that are collinear or opposed, and what each leaf counts."""
    from pipelines.indices.audit.declarations import GROUPS, IMPORTANCE, PAIRS
    from pipelines.indices.audit.tables import DECLARATIONS, audit_frames

    screen = context.screen
    index, _ = _field(context, folder, options["code"], options["release_id"])
    frames = audit_frames(index)
    of = dict(zip(DECLARATIONS, frames, strict=True))
    heads = ("head_node", "head_children", "head_alpha", "head_mean_r", "head_kaiser")
    groups = of[GROUPS].drop("n_complete").rows()
    screen.print_table(heads, [(*_named(screen, index, row[5]), *map(_short, row[6:])) for row in groups])
    pairs = of[PAIRS].drop_nulls("finding").select("leaf_a", "leaf_b", "pearson", "spearman", "finding").rows()
    screen.print_message("audit_pairs", n=len(pairs))
    if pairs:
        lines = [(a, b, _short(r), _short(rho), screen.text(f"finding_{finding}")) for a, b, r, rho, finding in pairs]
        screen.print_table(("head_leaf", "head_other_leaf", "head_pearson", "head_spearman", "head_finding"), lines)
    leaves = of[IMPORTANCE].filter(of[IMPORTANCE]["level"] == 1)
    columns = ("node_code", "effective_weight", "importance_share", "pearson", "correlation_ratio", "finding")
    lines = [
        (node, *map(_short, figures), screen.text(f"finding_{finding}") if finding else "")
        for node, *figures, finding in leaves.select(columns).rows()
    ]
    heads = ("head_leaf", "head_weight", "head_importance", "head_pearson", "head_ratio", "head_finding")
    screen.print_table(heads, lines)
    _write(screen, out, DECLARATIONS, frames)


def _field(
    context: CommandContext, folder: Path | None, code: str | None, release_id: str | None
) -> tuple[Field, bool]:
    """Return the field of a folder of files, or of an index of a release; and whether it is an official one.

    Raises CommandLineError where neither or both are stated, ChisoError where it cannot be read.
    """
    from pipelines.indices.scoring.files import files_of, read_files
    from pipelines.indices.scoring.release import find_run, is_official, read_release

    if (folder is None) == (code is None):
        raise CommandLineError("folder_or_index", click.get_current_context())
    if folder is not None:
        from pipelines.codebook.load import load
        from pipelines.indices.files.input_tables import Reading

        return read_files(files_of(folder), Reading(None, lambda: load(context.seeds).tables)), False
    from pipelines.files.analysis import codebook_of
    from pipelines.publication.release.current import find_release, simulated_in

    release = find_release(context.places, release_id)
    context.screen.print_notice(simulated_in(release))
    tables, key = codebook_of(context.places, release), find_run(release, code or "")
    return read_release(release, tables, key), is_official(tables, key)


def _print_ranks(screen: Screen, found: Uncertainty, reach: int | None) -> None:
    """Print one line for each unit, by rank; with `reach` the probability of that rank, or why there is none."""
    frames = found.by_name
    ranks, chances = frames["index_rank_interval"], frames["index_rank_chance"]
    reason = ranks["probability_reason"][0]
    heads = ["head_area", "head_rank", "head_median", "head_low_high", "head_mean"]
    of_unit: dict[str, float] = {}
    if reach is not None and reason is None:
        heads.append(screen.text("head_reach", k=reach))
        of_unit = dict(chances.filter(chances["k"] == reach).select("area_id", "probability").iter_rows())
    lines = [
        (
            row["area_name_vi"],
            row["rank"],
            row["rank_median"],
            "" if row["rank_low"] is None else f"{row['rank_low']}–{row['rank_high']}",
            _short(row["rank_mean"], 1),
            *([_short(of_unit.get(row["area_id"]))] if of_unit else []),
        )
        for row in ranks.sort("rank", "area_id", nulls_last=True).to_dicts()
    ]
    screen.print_table(heads, lines)
    screen.print_message("uncertainty_of", n=ranks["n_replicates"][0], index=found.index.key.index_code)
    if reason is not None:
        screen.print_message(f"chance_{reason}")


def _print_sources(screen: Screen, found: Uncertainty) -> None:
    """Print which share of the mean shift of ranks each source has, alone and with its interactions."""
    effects = found.by_name["index_rank_source"]
    lines = [
        (
            screen.text(f"source_{row['source']}"),
            *(f"{_short(row[part])} ({_short(row[f'{part}_low'])}–{_short(row[f'{part}_high'])})" for part in PARTS),
        )
        for row in effects.filter(effects["output"] == "mean_shift").to_dicts()
    ]
    screen.print_table(("head_source", "head_first", "head_total"), lines)


def _named(screen: Screen, index: Field, code: str) -> tuple[str]:
    """Return the name of a node in the language of the screen, with its code where it has no name."""
    return (index.names.get(code, (code, code))[0 if screen.lang == "vi" else 1],)


def _short(value: float | None, decimals: int = 2) -> str:
    return "" if value is None else f"{value:.{decimals}f}" if isinstance(value, float) else str(value)


def _write(
    screen: Screen, out: Path | None, declarations: tuple[TableDeclaration, ...], frames: tuple[pl.DataFrame, ...]
) -> None:
    """Write the tables as CSV into the folder `out` and print their names, where one is stated."""
    if out is None:
        return
    out.mkdir(parents=True, exist_ok=True)
    for declaration, frame in zip(declarations, frames, strict=True):
        frame.write_csv(out / f"{declaration.name}.csv")
        screen.print_text(f"{out / declaration.name}.csv\t{frame.height}")

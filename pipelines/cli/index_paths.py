"""The commands `index what-if` and `index path`: what changed figures do to a rank, and which changes reach one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.bilingual import Command, argument, option
from pipelines.cli.context import ERROR, FILE_IN, FOLDER_IN, OK, CommandContext, common_options
from pipelines.cli.index_analyses import field_of
from pipelines.cli.screen import Screen
from pipelines.cli.usage_errors import CommandLineError

if TYPE_CHECKING:
    from pipelines.indices.paths.find import RankPath
    from pipelines.indices.paths.options import Plan
    from pipelines.indices.scoring.field import Field

HEADS = ("head_node", "head_present", "head_after", "head_change", "head_limit", "head_cost")


@click.command("what-if", cls=Command)
@argument("folder", type=FOLDER_IN, required=False)
@option("--index", "code")
@option("--release", "release_id")
@option("--unit", required=True)
@option("--set", "changes", multiple=True, required=True)
@common_options
def what_if(context: CommandContext, folder: Path | None, unit: str, changes: tuple[str, ...], **options: Any) -> None:
    """Print scores and ranks of an area with other figures, node by node, and who is overtaken."""
    from pipelines.indices.paths.names import find_leaf, find_unit
    from pipelines.indices.paths.what_if import what_if as changed

    index, _ = field_of(context, folder, options["code"], options["release_id"])
    place = find_unit(index, unit)
    stated = [_leaf_value(text) for text in changes]
    found = changed(index, index.units[place], {find_leaf(index, leaf): value for leaf, value in stated})
    screen = context.screen
    lines = [
        (_name(screen, index, node), *(f"{value:.2f}" if n < 2 else f"{value:.0f}" for n, value in enumerate(row)))
        for node in found.scores.nodes
        if (row := found.of_unit(index, node))[0] != row[1] or row[2] != row[3] or node == found.root
    ]
    screen.print_table(("head_node", "head_score", "head_score_after", "head_rank", "head_rank_after"), lines)
    for message, units in (("overtaken", found.overtaken), ("overtaken_by", found.overtaken_by)):
        if units:
            screen.print_message(message, names=", ".join(_name(screen, index, code) for code in units))


@click.command("path", cls=Command)
@argument("folder", type=FOLDER_IN, required=False)
@option("--index", "code")
@option("--release", "release_id")
@option("--unit", required=True)
@option("--rank", "wanted", type=click.IntRange(min=1), required=True)
@option("--years", type=click.FloatRange(0, 50, min_open=True), default=1.0, show_default=True)
@option("--effort", type=FILE_IN)
@option("--cost", type=click.Choice(("points", "sd")), default="points", show_default=True)
@option("--peers", type=click.Choice(("frozen", "trend", "worst")), default="frozen", show_default=True)
@common_options
def path(context: CommandContext, folder: Path | None, unit: str, wanted: int, **options: Any) -> int:
    """Print the least changes that reach a rank, whom they overtake, and the rank by the SQL models.

    ERROR where the rank is not reached.
    """
    from pipelines.codebook.load import load
    from pipelines.indices.paths.effort import codebook_ranges, default_effort, read_effort
    from pipelines.indices.paths.find import find_path
    from pipelines.indices.paths.names import find_unit
    from pipelines.indices.paths.options import Plan

    index, _ = field_of(context, folder, options["code"], options["release_id"])
    place = find_unit(index, unit, is_scored=True)
    ranges = {} if folder is not None else codebook_ranges(index, load(context.seeds).tables)
    effort = default_effort(index, options["cost"], ranges)
    if options["effort"] is not None:
        effort = read_effort(options["effort"], index, effort)
    plan = Plan(index, place, effort, options["years"])
    plan = _with_peers(context, plan, options, is_release=folder is None)
    found = find_path(plan, wanted)
    _print_path(context.screen, plan, found, wanted)
    screen = context.screen
    screen.print_message(
        "path_assumes",
        years=f"{plan.years:g}",
        peers=screen.text(f"peers_{options['peers']}"),
        n=sum(stated.is_stated for stated in effort),
        cost=screen.text(f"cost_{options['cost']}"),
    )
    return OK if found.rank <= wanted else ERROR


def _with_peers(context: CommandContext, plan: Plan, options: dict[str, Any], *, is_release: bool) -> Plan:
    """Return the plan with the other areas' figures as assumed. Raises UnitError for a trend that is not known."""
    from pipelines.indices.errors import UnitError
    from pipelines.indices.paths.peers import with_peers_on_trend, with_peers_worst

    if options["peers"] == "frozen":
        return plan
    if options["peers"] == "worst":
        return replace(plan, index=with_peers_worst(plan))
    from pipelines.files.analysis import codebook_of
    from pipelines.indices.paths.earlier import earlier_field
    from pipelines.publication.release.current import find_release

    earlier = None
    if is_release:
        release = find_release(context.places, options["release_id"])
        earlier = earlier_field(release, codebook_of(context.places, release), plan.index.key)
    if earlier is None:
        raise UnitError(UnitError.NO_EARLIER, plan.index.key.index_code)
    return replace(plan, index=with_peers_on_trend(plan, *earlier))


def _print_path(screen: Screen, plan: Plan, found: RankPath, wanted: int) -> None:
    """Print the changes, one line each, whom they overtake, and the rank in the SQL models."""
    from pipelines.indices.paths.verify import engine_ranks

    index, unit = plan.index, plan.unit
    lines = [
        (
            _name(screen, index, leaf.node_code),
            *(f"{value:.3f}" for value in (before, after, after - before)),
            f"{stated.yearly_limit * plan.years:.3f}",
            f"{stated.cost * abs(after - before):.2f}",
        )
        for leaf, stated, before, after in zip(
            index.leaves, plan.effort, index.figures[unit], found.figures, strict=True
        )
        if abs(after - before) > 0
    ]
    if lines:
        screen.print_table(HEADS, lines)
    name = _name(screen, index, index.units[unit])
    screen.print_message(f"path_{found.state}", unit=name, before=found.rank_before, rank=found.rank, wanted=wanted)
    if found.overtaken:
        screen.print_message("overtaken", names=", ".join(_name(screen, index, code) for code in found.overtaken))
    screen.print_message("path_verified", rank=engine_ranks(index, [(unit, found.figures)])[0])


def _leaf_value(text: str) -> tuple[str, float]:
    """Return leaf and number of `LEAF=NUMBER`. Raises CommandLineError."""
    leaf, _, value = text.partition("=")
    try:
        return leaf.strip(), float(value.replace(",", "."))
    except ValueError:
        raise CommandLineError("leaf_value", click.get_current_context(), text=text) from None


def _name(screen: Screen, index: Field, code: str) -> str:
    """Return the name of a node or unit in the language of the screen; its code where it has none."""
    return index.names.get(code, (code, code))[0 if screen.lang == "vi" else 1]

"""The commands of the month: run, receive, build, gate, publish. The work itself is in publication/month.py."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, OK, REFUSED, CommandContext, common_options
from pipelines.cli.month.made_files import make_for_people
from pipelines.cli.month.print_outcome import print_built, print_receipts, print_release, print_verdict
from pipelines.cli.usage_errors import CommandLineError
from pipelines.vocabulary import MODE

EXISTING = click.Path(exists=True, path_type=Path)


class AnyEntry(click.Path):
    """A path that exists, be it a link without a target: `receive` reports what it cannot take and takes the rest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises BadParameter where there is nothing of that name."""
        return Path(value) if os.path.islink(value) else super().convert(value, param, ctx)


ANY_ENTRY = AnyEntry(exists=True, readable=False, path_type=Path)
# reasons of publish for which the gate has to pass first; its exit code is that of a refusal
REFUSALS = ("refused", "no_verdict", "tree_changed", "stale")


@cli.command()
@option("--period")
@option("--inbox", type=EXISTING)
@option("--sample", "is_sample", is_flag=True)
@common_options
def run(context: CommandContext, period: str | None, inbox: Path | None, is_sample: bool) -> int:
    """Receive, build, run the gate and publish; REFUSED where the gate refuses."""
    from pipelines.publication import month

    if is_sample:
        from pipelines.cli.month.sample import run_sample

        return run_sample(context)
    if period is None:
        raise CommandLineError("run_without_period")
    code = context.period(period)
    with context.screen.progress() as (on_step, on_file):
        progress = month.Progress(on_step, on_file, context.say_who_holds)
        done = month.run(context.places, context.seeds, code, inbox, progress)
    if inbox:
        print_receipts(context, month.land(context.places, context.seeds), done.receipts, done.skipped, True)
    if done.release and not done.is_new:
        context.screen.print_message("unchanged", release_id=done.release.release_id)
        return OK
    occasion = done.verdict.identity.occasion_period
    if occasion != code:
        context.screen.print_message("occasion_later", period=code, occasion=occasion)
    print_verdict(context, done.verdict)
    if done.release is None:
        return REFUSED
    print_release(context, done.release)
    make_for_people(context, done.release.release_id)
    return OK


@cli.command()
@argument("paths", nargs=-1, type=ANY_ENTRY)
@option("--new", "is_new", is_flag=True)
@option("--sender")
@option("--form")
@option("--period")
@option("--mode", type=click.Choice(MODE.codes))
@option("--preview", "is_preview", is_flag=True)
@common_options
def receive(
    context: CommandContext,
    paths: tuple[Path, ...],
    is_new: bool,
    sender: str | None,
    form: str | None,
    period: str | None,
    mode: str | None,
    is_preview: bool,
) -> int:
    """Store the files, read them, and print how each was read; with `--preview` only what they would change.

    With `--new` the files are those of the province's inbox that are new and complete. UNREAD where some file was not
    read.
    """
    from pipelines.publication import month

    if is_new == bool(paths) or (is_new and (sender or form or period or mode or is_preview)):
        raise CommandLineError("files_or_new")
    if is_new:
        return _receive_new(context)
    sender, form = sender and context.reporter(sender), form and context.form(form)
    period = period and context.period(period)
    if is_preview:
        from pipelines.cli.month.preview import print_preview

        print_preview(context, paths, {"sender": sender, "form": form, "period": period}, mode)
        return OK

    with context.screen.progress() as (on_step, on_file):
        on_step("receive")
        delivery = month.Delivery(sender, form, period, mode)
        receipts, skipped = month.take(context.places, context.seeds, paths, delivery, on_file)
        on_step("land")
        landing = month.land(context.places, context.seeds, on_file)
    return print_receipts(context, landing, receipts, skipped)


def _receive_new(context: CommandContext) -> int:
    """Receive what Dagster's sensor would receive now; UNREAD where some file was not read."""
    from pipelines.ledger.days import today
    from pipelines.publication import month
    from pipelines.publication.triggers.inbox import inbox_view
    from pipelines.publication.triggers.take_new import take_new
    from pipelines.submissions.intake.review.open_files import source_of

    view = inbox_view(context.places, context.seeds, today())
    taken = take_new(context.places, context.seeds, view, "cli")
    for file in taken.waiting:
        why = file.text(context.screen.lang)
        context.screen.print_message("inbox_waits", source=source_of(file._asdict()), why=why)
    if not taken.receipts and not taken.skipped:
        context.screen.print_message("inbox_empty", folder=view.folder)
        return OK
    landing = month.land(context.places, context.seeds)
    return print_receipts(context, landing, taken.receipts, taken.skipped)


@cli.command()
@option("--period", required=True)
@common_options
def build(context: CommandContext, period: str) -> None:
    """Build a candidate from everything received."""
    from pipelines.publication import month

    code = context.period(period)
    with context.screen.progress() as (on_step, on_file):
        progress = month.Progress(on_step, on_file, context.say_who_holds)
        built = month.build(context.places, context.seeds, code, progress)
    print_built(context, built)


@cli.command()
@option("--build", "build_id")
@common_options
def gate(context: CommandContext, build_id: str | None) -> int:
    """Run the gate on a candidate and print the verdict; REFUSED where it does not pass."""
    from pipelines.publication import month

    verdict = month.gate(context.places, build_id or _open_candidate(context), context.say_who_holds)
    print_verdict(context, verdict)
    return OK if verdict.outcome == "pass" else REFUSED


@cli.command()
@option("--build", "build_id")
@common_options
def publish(context: CommandContext, build_id: str | None) -> int:
    """Publish the candidate that the gate passed; REFUSED where its verdict does not allow it."""
    from pipelines.publication.messages import PublicationError
    from pipelines.publication.release.release import publish as publish_candidate

    try:
        wanted = build_id or _open_candidate(context)
        release = publish_candidate(context.places, wanted, context.say_who_holds)
    except PublicationError as error:
        context.screen.print_error(error)
        return REFUSED if error.code in REFUSALS else ERROR
    print_release(context, release)
    make_for_people(context, release.release_id)
    return OK


def _open_candidate(context: CommandContext) -> str:
    """The candidate that a command without --build speaks of. Raises PublicationError where that is not clear."""
    from pipelines.ledger import Ledger
    from pipelines.publication.candidate.candidate import open_candidate

    return open_candidate(context.places, Ledger(context.places.ledger).read())

"""The commands `country run` and `country build`: months of many provinces, and the marts of their releases."""

from __future__ import annotations

import contextlib
import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, FOLDER, FOLDER_IN, OK, PERIOD_CODE, CommandContext, with_screen
from pipelines.cli.screen import Screen
from pipelines.settings import Places, data_root, places, seeds_root

if TYPE_CHECKING:
    from pipelines.country.months import Outcome
    from pipelines.warehouse.country.marts import ProvinceRelease


@cli.group()
def country() -> None:
    """Group of commands about the provinces of the country."""


@country.command("run")
@option("--period", required=True)
@option("--jobs", type=click.IntRange(min=1), default=2, show_default=True)
@option("--province", multiple=True)
@option("--inbox", type=FOLDER_IN)
@option("--no-files", is_flag=True)
@option("--data", type=FOLDER)
@option("--seeds", type=FOLDER_IN)
@with_screen
def country_run(
    screen: Screen, period: str, jobs: int, province: tuple[str, ...], no_files: bool, **folders: Path | None
) -> int:
    """Run the month of each province; ERROR where one failed or its gate refused, after all have run."""
    from pipelines.country.months import Job, run_months

    data, seeds = folders["data"] or data_root(), folders["seeds"] or seeds_root()
    code = _period(screen, data, seeds, period)
    job = Job(data, seeds, code, folders["inbox"], None if no_files else partial(_make_files, screen.lang))
    done = run_months(job, province, jobs, lambda outcome: _print(screen, outcome))
    bad = [outcome.province for outcome in done if outcome.reason]
    counts = {"n": len(done), "n_good": len(done) - len(bad), "names": ", ".join(bad) or "–", "period": code}
    screen.print_message("country_ran_badly" if bad else "country_ran", **counts)
    return ERROR if bad else OK


@country.command("build")
@argument("out", type=FOLDER, required=False)
@option("--period")
@option("--data", type=FOLDER)
@option("--seeds", type=FOLDER_IN)
@with_screen
def country_build(screen: Screen, out: Path | None, period: str | None, data: Path | None, seeds: Path | None) -> int:
    """Join the verified current releases and name the provinces left out; OK also where some are."""
    from pipelines.country.marts import make_country

    data, seeds = data or data_root(), seeds or seeds_root()
    code = period and _period(screen, data, seeds, period)
    with screen.progress() as (on_step, _):
        made = make_country(data, seeds, out, code, on_step)
    for row in made.provinces:
        if row.state == "failed":
            reason = row.reason_vi if screen.lang == "vi" else row.reason_en
            screen.print_message("country_left_out", province=row.province_code, name=_name(screen, row), reason=reason)
        elif row.release_id and str(row.occasion_period) < made.period:
            screen.print_message("country_behind", province=row.province_code, release_id=row.release_id)
    absent = [f"{row.province_code} {_name(screen, row)}" for row in made.provinces if row.state == "absent"]
    if absent:
        screen.print_message("country_absent", n=len(absent), names=", ".join(absent))
    joined = sum(row.release_id is not None for row in made.provinces)
    counts = {"n": joined, "of": len(made.provinces), "period": made.period, "folder": made.folder}
    screen.print_message("country_built", **counts)
    for table, n in made.rows.items():
        screen.print_text(f"  {table}: {n}")
    return OK


def _name(screen: Screen, row: ProvinceRelease) -> str:
    return row.province_name_vi if screen.lang == "vi" else row.province_name_en


def _period(screen: Screen, data: Path, seeds: Path, text: str) -> str:
    """The code of a period as typed."""
    return text if PERIOD_CODE.fullmatch(text) else CommandContext(places("", data), seeds, screen).period(text)


def _print(screen: Screen, outcome: Outcome) -> None:
    reason = outcome.reason.in_lang(screen.lang) if outcome.reason else ""
    values = {"release_id": outcome.release_id, "reason": reason, "seconds": f"{outcome.seconds:.0f}"}
    code = f"country_{outcome.state}"
    screen.print_message(code, province=outcome.province, n=outcome.n_files, **values)
    for line in outcome.notes.splitlines():
        screen.print_text(f"    {line}")


def _make_files(lang: str, spot: Places, seeds: Path, release_id: str) -> str:
    """Make the files of a release and its site as `chiso run` does; what it prints is returned."""
    from pipelines.cli.month.made_files import make_for_people

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        make_for_people(CommandContext(spot, seeds, Screen(lang)), release_id)
    return said.getvalue()

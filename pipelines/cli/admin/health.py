"""The commands `health`, for people and monitoring programs, and `dagster home`."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import FOLDER, CommandContext, common_options
from pipelines.cli.screen import show


@cli.command()
@option("--json", "is_json", is_flag=True)
@common_options
def health(context: CommandContext, is_json: bool) -> int:
    """Print one line a check, the gravest first; the exit code is the gravest level: 0 good, 1 warning, 2 failure."""
    from pipelines.maintenance.health.health import gravest, health

    findings = health(context.places, context.seeds)
    worst = gravest(findings)
    if is_json:
        checks = [
            {"check": found.check, "level": found.level.name.lower(), "vi": found.text.vi, "en": found.text.en}
            for found in findings
        ]
        answer = {"province": context.places.province, "level": worst.name.lower(), "checks": checks}
        show(json.dumps(answer, ensure_ascii=False, indent=2))
        return worst
    screen = context.screen
    rows = [
        (screen.text(f"level_{found.level}"), found.check, found.text.in_lang(screen.lang))
        for found in sorted(findings, key=lambda found: -found.level)
    ]
    screen.print_table(["head_level", "head_check", "head_message"], rows)
    return worst


@cli.group()
def dagster() -> None:
    """Group of commands about Dagster's folder."""


@dagster.command("home")
@argument("folder", type=FOLDER, required=False)
@common_options
def dagster_home(context: CommandContext, folder: Path | None) -> None:
    """Write dagster.yaml into Dagster's folder: DAGSTER_HOME, else `dagster` of the data root."""
    from pipelines.maintenance.dagster_home import write_dagster_yaml

    home = folder or Path(os.environ.get("DAGSTER_HOME") or context.places.data / "dagster")
    written = write_dagster_yaml(context.places.data, home)
    context.screen.print_message(f"dagster_{written.storage}", path=written.path)

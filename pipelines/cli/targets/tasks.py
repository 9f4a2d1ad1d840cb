"""The command `tasks`: the tasks of the documents under the office that leads them today, from the current release."""

from __future__ import annotations

from pipelines.cli.app import cli
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.screen import Screen
from pipelines.cli.targets.target_rows import Row, query_release
from pipelines.codebook.text import sort_key
from pipelines.vocabulary import TASK_STATUS

ROLES = {"leads": ("lead", "executor"), "helps": ("cooperating",)}
TASKS = """
select t.*, a.role, a.agency_no, a.agency_vi, a.today_name_vi, a.has_ended, a.succession_vi
from task_agency as a inner join task_status as t on t.task_id = a.task_id
where t.home_area_id = $area order by t.document_file, t.line, a.agency_no
"""


@cli.command()
@common_options
def tasks(context: CommandContext) -> None:
    """Print the tasks under the office that leads them today, with supporting agencies, time and status."""
    screen = context.screen
    release, named = query_release(context, TASKS)
    rows = [row for row in named if row["role"] != "cooperating"]
    by_id = {row["task_id"]: row for row in rows}.values()
    counts = {f"n_{name}": sum(bool(row[f"is_{name}"]) for row in by_id) for name in ("due", "overdue", "silent")}
    screen.print_message("tasks_title", province=context.places.province, release=release, n=len(by_id), **counts)
    if not by_id:
        screen.print_message("tasks_none")
    for agency in sorted({row["today_name_vi"] for row in rows}, key=sort_key):
        of_agency = [row for row in rows if row["today_name_vi"] == agency]
        screen.print_message("task_agency", agency=agency, n=len(of_agency))
        for row in of_agency:
            state = screen.label(TASK_STATUS, row["status"])
            task = {"id": row["task_id"], "no": row["task_no"], "text": row["text_vi"], "time": row["time_vi"]}
            screen.print_message("task_line", state=state, file=row["document_file"], line=row["line"], **task)
            if row["has_ended"]:
                screen.print_message("task_succeeds", agency=row["agency_vi"], note=row["succession_vi"] or "")
            _print_others(screen, "leads", row, rows)
            _print_others(screen, "helps", row, named)


def _print_others(screen: Screen, role: str, row: Row, named: list[Row]) -> None:
    """Print the other agencies that a task names in this role, as worded there."""
    of_task = [other for other in named if other["task_id"] == row["task_id"] and other["role"] in ROLES[role]]
    others = [
        other["agency_vi"]
        if not other["has_ended"]
        else screen.text("task_today", agency=other["agency_vi"], today=other["today_name_vi"].partition(" (")[0])
        for other in sorted(of_task, key=lambda other: other["agency_no"])
        if other["today_name_vi"] != row["today_name_vi"]  # two former offices may be one today
    ]
    if others:
        screen.print_message(f"task_{role}", agencies="; ".join(others))

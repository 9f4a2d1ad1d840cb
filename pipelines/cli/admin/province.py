"""The command `province new`: the seed rows of a further province."""

from __future__ import annotations

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options


@cli.group()
def province() -> None:
    """Group of commands about provinces."""


@province.command("new")
@argument("code")
@option("--dry-run", is_flag=True)
@common_options
def province_new(context: CommandContext, code: str, dry_run: bool) -> int:
    """Write the rows, after a check of the whole codebook with them; ERROR where that finds a problem."""
    from pipelines.cli.names import find_area
    from pipelines.codebook.additions.addition import added_files, problems_with, write_files
    from pipelines.codebook.additions.province import PROVINCES, province_rows
    from pipelines.codebook.load import load

    screen, codebook = context.screen, load(context.seeds)
    provinces = codebook.tables["areas"].filter(area_set=PROVINCES)
    if not code.isdigit():
        code = find_area(provinces, code).removeprefix(f"{PROVINCES}-")
    rows = province_rows(codebook, code)
    files = added_files(context.seeds, code, rows)
    problems, _ = problems_with(files, context.seeds)
    for problem in problems:
        screen.print_text(problem.text.in_lang(screen.lang))
    if problems:
        return ERROR
    name = provinces.filter(code=code)["name_vi"][0]
    counts = {table: len(lines) for table, lines in rows.items()}
    screen.print_message("province_rows", province=code, name=name, n=sum(counts.values()))
    for table, n in counts.items():
        screen.print_text(f"  {table}: {n}")
    if not dry_run:
        write_files(files, context.seeds)
    screen.print_message("province_dry" if dry_run else "province_written", folder=context.seeds)
    for path, _ in files:
        screen.print_text(f"  {path}")
    if not dry_run:
        screen.print_message("province_next", province=code)
    return OK

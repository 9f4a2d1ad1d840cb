"""What `chiso form diff` prints: how a workbook differs from the nearest declared form, and the rows that declare it.

The difference is found by submissions/propose/form_diff.py; sentences are in words/form_diff.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.context import ERROR, OK, CommandContext
from pipelines.cli.forms.declaration_workbook import write_workbook

if TYPE_CHECKING:
    from pipelines.codebook.errors import Problem
    from pipelines.codebook.load import Codebook
    from pipelines.submissions.compare.observed import ObservedForm
    from pipelines.submissions.match.findings import Finding
    from pipelines.submissions.propose.form import Proposal
    from pipelines.submissions.propose.form_diff import FormDifference
    from pipelines.submissions.propose.table import Note
    from pipelines.submissions.propose.trial import LostCell, Trial

OF_CHOICES = ("diff_note_new", "diff_note_confirm", "diff_note_alias")  # notes on one choice each
MAX_PLACES = 12  # cells of one reason that are listed
FINDING_HEADS = ("head_part", "head_outcome", "head_code", "head_sheet", "head_cell", "head_expected", "head_found")


def print_difference(
    context: CommandContext, codebook: Codebook, path: Path, stated: dict[str, str | None], out: Path | None
) -> int:
    """Compare the file, print the seed rows or write them to `out`, and try them out; nothing is received.

    `stated` has the keys sender, form and period, as for receiving.
    """
    from pipelines.submissions.propose.form_diff import difference
    from pipelines.submissions.propose.trial import trial

    found = difference(codebook, context.places.province, path, stated, context.screen.lang)
    for submission in found.today:
        code = f"diff_today_{submission['outcome']}"
        context.screen.print_message(code, message=_message(context, submission))
    workbook = out if out and out.suffix.lower() == ".xlsx" else None
    for proposal in found.proposals:
        _print_nearest(context, path, proposal.observed)
        if workbook is None:
            _print_findings(context, proposal.observed)
        is_read = all(submission["outcome"] == "read" for submission in found.today)
        if proposal.addition.rows or is_read:
            _print_rows(context, proposal, out, is_listed=workbook is None)
        else:
            context.screen.print_message("diff_same_not_read")
    if not any(proposal.addition.rows for proposal in found.proposals):
        return OK
    if workbook:
        if write_workbook(context, found, path, stated, workbook) != OK:
            return ERROR
    elif out:
        _write(context, found, out)
    tried = trial(context.seeds, context.places.province, path, stated, found)
    print_trial(context, tried, is_listed=workbook is None)
    if workbook:
        return OK
    context.screen.print_message("diff_next_out" if out else "diff_next", folder=out)
    return OK


def _message(context: CommandContext, submission: Mapping[str, Any]) -> str:
    """The submission's message with a space before it, or nothing."""
    text = submission[f"message_{context.screen.lang}"]
    return f" {text}" if text else ""


def _print_nearest(context: CommandContext, path: Path, seen: ObservedForm) -> None:
    """Print which declared form is nearest, and the next ones with their scores."""
    screen = context.screen
    if seen.form is None:
        sheets = ", ".join(f"“{table.sheet}”" for table in seen.tables)
        screen.print_message("diff_not_near", file=path.name, sheets=sheets)
        return
    others = ", ".join(f"{code}/{version} ({score:.0%})" for code, version, score in seen.others)
    next_ones = screen.text("diff_others", others=others) if others else ""
    code, version = seen.form
    nearest = {"form": code, "version": version, "score": f"{seen.score:.0%}", "others": next_ones}
    screen.print_message("diff_near", file=path.name, **nearest)


def _print_findings(context: CommandContext, seen: ObservedForm) -> None:
    """Print counts for each table, and every finding that is not a plain match."""
    from pipelines.submissions.match.findings import MATCHED
    from pipelines.vocabulary import MATCH_KIND, MATCH_PART

    screen = context.screen
    for table in seen.tables:
        counts = Counter(finding.kind for finding in table.findings)
        place = screen.text("diff_block" if table.block else "diff_block_new", block=table.block)
        by_kind = {kind: counts[kind] for kind in MATCH_KIND.codes}
        screen.print_message("diff_sheet", sheet=table.sheet, place=place, score=f"{table.score:.0%}", **by_kind)

    def line(finding: Finding) -> tuple[str | None, ...]:
        kind, part = MATCH_KIND.label(finding.kind, screen.lang), MATCH_PART.label(finding.part, screen.lang)
        return part, kind, finding.key, finding.sheet, finding.address, finding.expected, finding.found

    findings = [*seen.findings, *(finding for table in seen.tables for finding in table.findings)]
    rows = [line(finding) for finding in findings if finding.kind != MATCHED]
    if rows:
        screen.print_table(FINDING_HEADS, rows)


def _print_rows(context: CommandContext, proposal: Proposal, out: Path | None, is_listed: bool) -> None:
    """Print what to know about the seed rows, and the rows by file unless they are written to `out`.

    Notes on single choices are left out where the choices stand in a workbook (`is_listed` is False).
    """
    from pipelines.codebook.additions.addition import close_versions, new_files

    screen, addition = context.screen, proposal.addition
    if not addition.rows:
        screen.print_message("diff_same")
        return
    if proposal.is_new_layout:
        (form,) = addition.rows["forms"]
        declared = {"form": form["form_code"], "version": form["form_version"], "start": form["valid_from"]}
        screen.print_message("diff_new_version", **declared)
    else:
        screen.print_message("diff_only_names")
    for note in proposal.notes if is_listed else [note for note in proposal.notes if note.code not in OF_CHOICES]:
        _print_note(context, note)
    if closing := addition.closing:
        ((path, _),) = close_versions([closing], context.seeds)
        ended = {"form": closing.form_code, "version": str(closing.form_version), "day": closing.valid_to}
        screen.print_message("diff_closes", path=path, **ended)
    for name, text in new_files(addition, context.seeds) if out is None else ():
        screen.print_text(f"# data/seeds/{name}\n{text}")


def _print_note(context: CommandContext, note: Note) -> None:
    """Print one thing to know about the proposed rows."""
    screen = context.screen
    near = ", ".join(f"{code} (“{text}”, {score:.0%})" for code, text, score in note.near)
    left = note.facts.get("left")
    facts = note.facts | {"left": screen.text("diff_left", left=left) if left else ""}
    screen.print_text("  – " + screen.text(note.code, near=near or screen.text("near_none"), **facts))


def _write(context: CommandContext, found: FormDifference, out: Path) -> None:
    """Write the seed rows under `out` and print the names of the files."""
    from pipelines.codebook.additions.addition import write_additions

    paths = write_additions([proposal.addition for proposal in found.proposals], context.seeds, out)
    context.screen.print_message("diff_written", n=len(paths), folder=out)
    for path in paths:
        context.screen.print_text(f"  {path.relative_to(out).as_posix()}")


def print_trial(context: CommandContext, tried: Trial, is_listed: bool = True) -> None:
    """Print the open choices (`is_listed`), how the file would be read with the rows, and the figures lost."""
    screen = context.screen
    if tried.problems and is_listed:
        lines = _open_places(context, tried.problems)
        screen.print_message("diff_open", n=len(lines), places=len(tried.problems))
        for line in lines:
            screen.print_text(f"  – {line}")
    if tried.faults:
        screen.print_message("diff_untried", n=len(tried.faults), first=tried.faults[0].text.in_lang(screen.lang))
    for row in tried.then:
        if row["outcome"] == "refused":
            screen.print_message("diff_refused_then", message=_message(context, row))
            continue
        counts = {name: row[name] for name in ("n_observation", "n_reject")}
        form = {"form": row["form_code"], "version": row["form_version"]}
        waits = screen.text("diff_waits") if row["outcome"] != "read" else ""
        screen.print_message("diff_read_then", message=waits + _message(context, row), **form, **counts)
    if tried.then:
        _print_lost(context, tried)


def _print_lost(context: CommandContext, tried: Trial) -> None:
    """Print how many figures of the tables would be read, and the cells that would be lost."""
    screen = context.screen
    screen.print_message("diff_figures", n=tried.n_figures - len(tried.lost), of=tried.n_figures)
    by_reason: dict[tuple[str, str], list[LostCell]] = {}
    for cell in tried.lost:
        by_reason.setdefault((cell.sheet, cell.reason.code), []).append(cell)
    for (sheet, _), cells in by_reason.items():
        reason, places = cells[0].reason.in_lang(screen.lang), [cell.address for cell in cells]
        shown = ", ".join(places[:MAX_PLACES]) + ("…" if len(places) > MAX_PLACES else "")
        screen.print_text("  – " + screen.text("diff_lost", n=len(places), sheet=sheet, cells=shown, reason=reason))


def _open_places(context: CommandContext, errors: Sequence[Problem]) -> list[str]:
    """Each mark `< >` once with the tables and columns it stands in, then every other error of the codebook."""
    from pipelines.codebook.placeholders import PLACEHOLDER

    places: dict[str, list[str]] = {}
    for error in errors:
        for mark in PLACEHOLDER.findall(error.found.vi):
            places.setdefault(mark, []).append(f"{error.table}.{error.column}")
    marks = [
        context.screen.text("diff_mark", mark=mark, n=len(columns), where=", ".join(dict.fromkeys(columns)))
        for mark, columns in places.items()
    ]
    others = [error for error in errors if not PLACEHOLDER.search(error.found.vi)]
    return marks + [error.text.in_lang(context.screen.lang) for error in others]

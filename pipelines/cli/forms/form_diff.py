"""What `chiso form diff` shows: how a workbook differs from the nearest declared form, and the rows that declare it.

Here: words, tables and files of that answer. Not here: finding the difference (submissions/propose), wording
(words/form_diff.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.app import Desk

if TYPE_CHECKING:
    from pipelines.codebook.errors import Problem
    from pipelines.codebook.load import Codebook
    from pipelines.submissions.compare.observed import ObservedForm
    from pipelines.submissions.match.findings import Finding
    from pipelines.submissions.propose.form import Proposal
    from pipelines.submissions.propose.form_diff import FormDifference
    from pipelines.submissions.propose.table import Note

HEADS = ("head_part", "head_outcome", "head_code", "head_sheet", "head_cell", "head_expected", "head_found")


def tell_difference(
    desk: Desk, codebook: Codebook, path: Path, stated: dict[str, str | None], out: Path | None
) -> None:
    """Compare, print, write where asked, and try the rows out; nothing is received."""
    from pipelines.submissions.propose.form_diff import difference

    found = difference(codebook, desk.places.province, path, stated, desk.screen.lang)
    _today(desk, found.today)
    for one in found.proposals:
        _nearest(desk, path, one.observed)
        _findings(desk, one.observed)
        _rows(desk, one, out)
    wanted = [one for one in found.proposals if one.addition.rows]
    if not wanted:
        return
    if out:
        _write(desk, found, out)
    _try_out(desk, path, stated, wanted)
    desk.screen.say("diff_next_out" if out else "diff_next", folder=out)


def _today(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> None:
    """How `receive` would answer as things are."""
    for row in rows:
        desk.screen.say(f"diff_today_{row['outcome']}", message=_message(desk, row))


def _message(desk: Desk, row: Mapping[str, Any]) -> str:
    told = row[f"message_{desk.screen.lang}"]
    return f" {told}" if told else ""


def _nearest(desk: Desk, path: Path, seen: ObservedForm) -> None:
    if seen.form is None:
        desk.screen.say("diff_not_near", file=path.name, sheets=", ".join(f"“{one.sheet}”" for one in seen.tables))
        return
    others = ", ".join(f"{code}/{version} ({score:.0%})" for code, version, score in seen.others)
    told = desk.screen.word("diff_others", others=others) if others else ""
    code, version = seen.form
    desk.screen.say("diff_near", file=path.name, form=code, version=version, score=f"{seen.score:.0%}", others=told)


def _findings(desk: Desk, seen: ObservedForm) -> None:
    """Counts of each table, and every finding that is not a plain match."""
    from pipelines.submissions.match.findings import KIND_VI, MATCHED, PART_VI

    for table in seen.tables:
        counts = Counter(one.kind for one in table.findings)
        place = desk.screen.word("diff_block" if table.block else "diff_block_new", block=table.block)
        told = {kind: counts[kind] for kind in KIND_VI}
        desk.screen.say("diff_sheet", sheet=table.sheet, place=place, score=f"{table.score:.0%}", **told)
    is_vi = desk.screen.lang == "vi"

    def line(one: Finding) -> tuple[str | None, ...]:
        kind, part = (KIND_VI[one.kind], PART_VI[one.part]) if is_vi else (one.kind, one.part)
        return part, kind, one.key, one.sheet, one.address, one.expected, one.found

    told = [*seen.findings, *(one for table in seen.tables for one in table.findings)]
    rows = [line(one) for one in told if one.kind != MATCHED]
    if rows:
        desk.screen.table(HEADS, rows)


def _rows(desk: Desk, one: Proposal, out: Path | None) -> None:
    """What to know, and the seed rows by file, unless they are written."""
    from pipelines.codebook.addition import close_versions, new_files

    if not one.addition.rows:
        desk.screen.say("diff_same")
        return
    if one.is_new_layout:
        (form,) = one.addition.rows["forms"]
        told = {"form": form["form_code"], "version": form["form_version"], "start": form["valid_from"]}
        desk.screen.say("diff_new_version", **told)
    else:
        desk.screen.say("diff_only_names")
    for note in one.notes:
        _note(desk, note)
    if closing := one.addition.closing:
        ((path, _),) = close_versions([closing], desk.seeds)
        told = {"form": closing.form_code, "version": str(closing.form_version), "day": closing.valid_to}
        desk.screen.say("diff_closes", path=path, **told)
    for name, text in new_files(one.addition, desk.seeds) if out is None else ():
        desk.screen.text(f"# data/seeds/{name}\n{text}")


def _note(desk: Desk, note: Note) -> None:
    near = ", ".join(f"{code} (“{text}”, {score:.0%})" for code, text, score in note.near)
    left = note.facts.get("left")
    facts = note.facts | {"left": desk.screen.word("diff_left", left=left) if left else ""}
    desk.screen.text("  – " + desk.screen.word(note.code, near=near or desk.screen.word("near_none"), **facts))


def _write(desk: Desk, found: FormDifference, out: Path) -> None:
    from pipelines.codebook.addition import write_additions

    paths = write_additions([one.addition for one in found.proposals], desk.seeds, out)
    desk.screen.say("diff_written", n=len(paths), folder=out)
    for path in paths:
        desk.screen.text(f"  {path.relative_to(out).as_posix()}")


def _try_out(desk: Desk, path: Path, stated: dict[str, str | None], wanted: list[Proposal]) -> None:
    """What a check of the codebook says with these rows; where it is content, how the file is read then."""
    from pipelines.submissions.propose.form_diff import trial

    tried = trial(desk.seeds, desk.places.province, path, stated, wanted)
    if tried.problems:
        desk.screen.say("diff_open", n=len(tried.problems))
        for line in _open_places(desk, tried.problems):
            desk.screen.text(f"  – {line}")
    for row in tried.then:
        if row["outcome"] != "read":
            desk.screen.say("diff_refused_then", message=_message(desk, row))
            continue
        counts = {name: row[name] for name in ("n_observation", "n_reject")}
        told = {"form": row["form_code"], "version": row["form_version"]}
        desk.screen.say("diff_read_then", message=_message(desk, row), **told, **counts)


def _open_places(desk: Desk, faults: Sequence[Problem]) -> list[str]:
    """Each mark once, with the tables and columns it stands in; any other fault as the check words it."""
    from pipelines.codebook.placeholders import PLACEHOLDER

    places: dict[str, list[str]] = {}
    for fault in faults:
        for mark in PLACEHOLDER.findall(fault.found):
            places.setdefault(mark, []).append(f"{fault.table}.{fault.column}")
    told = [
        desk.screen.word("diff_mark", mark=mark, n=len(where), where=", ".join(dict.fromkeys(where)))
        for mark, where in places.items()
    ]
    return told + [str(fault) for fault in faults if not PLACEHOLDER.search(fault.found)]

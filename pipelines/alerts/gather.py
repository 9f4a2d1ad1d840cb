"""Gathers what a digest says, from the ledger, the landing and the tables of the last release or refused candidate.

No names of persons: files are called by the technical part of their names, and of the gate's reasons only those are
quoted that can name no file and no cell.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.alerts.content import Content, Duty, Failed, File, Held, Published, Refused, Unfinished, Unit
from pipelines.alerts.messages import DIGEST, say
from pipelines.errors import ChisoError, Message
from pipelines.ledger import BrokenLedgerError, Entry, Ledger
from pipelines.ledger.days import local_time, today
from pipelines.ledger.simulated import simulated_part
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.month import review
from pipelines.publication.release.current import current_release
from pipelines.publication.triggers.inbox import inbox_view, look
from pipelines.publication.triggers.incomplete import incomplete_files, longest_hours
from pipelines.settings import Places
from pipelines.submissions.intake.review.open_files import OpenFile, without_names
from pipelines.vocabulary import DUTY_STATE, HOLD_REASON, OUTCOME
from pipelines.warehouse.as_known import completeness, has_duties, reminders
from pipelines.warehouse.query import query

# Reasons of the gate that hold codes and counts only; the others are named by DIGEST and counted.
QUOTED = ("stop_violation", "nothing_expected", "table_empty", "tree_changed", "reader_broken", "checks_missing")
OPENED = (".xlsx", ".docx", ".pdf", ".html")  # what people open of the files of a release
UNMET = DUTY_STATE.without("read", "not_due")
HELD = """
select s.period_code, s.reason_code, s.area_id, a.name_vi, a.name_en, count(*) as n
from slice_state as s left join area as a on a.area_id = s.area_id
where s.state = 'held' group by all order by n desc, s.area_id
"""


class Tables(NamedTuple):
    """A tree of tables, and the ledger position that it was built from."""

    folder: Path
    seq: int


def latest_period(entries: Sequence[Entry]) -> str | None:
    """The period of the last release or verdict; None where there is none yet."""
    periods = [entry.payload.get("occasion_period") for entry in entries if entry.kind in ("release", "verdict")]
    return str(periods[-1]) if periods and periods[-1] else None


def gather(places: Places, seeds: Path, period: str, day: date, failed: Failed | None = None) -> Content:
    """What a digest of `period` says on `day`; `failed` is the run that occasions it, where it stopped with an error.

    What cannot be read is left out; a ledger that cannot is said to be so.
    """
    try:
        entries = Ledger(places.ledger).read()
    except BrokenLedgerError as error:
        return Content(_province(places.province, None), period, day, failed=failed, fault=error.message)
    current = _current(places, entries)
    refusal = _last_refusal(places, entries)
    tables = _tables(places, refusal, current)
    needing = review(places, seeds, entries)
    names = _unit_names(tables)
    content = Content(
        province=_province(places.province, tables),
        period=period,
        day=day,
        files=tuple(_file(file, names) for file in needing.open if not file.is_harmless),
        incomplete=_incomplete(places, seeds, entries),
        n_late=len(needing.late),
        n_unread=needing.n_unread,
        refused=_refused(refusal) if refusal else None,
        failed=failed,
        published=_published(places, current) if current else None,
        simulated=simulated_part(entries),
    )
    if tables is None:
        return content
    with suppress(ChisoError):  # tables of an earlier version may lack a column
        duties, n_others = _duties(tables, period, day)
        later = sum(entry.kind == "receipt" and entry.seq > tables.seq for entry in entries)
        held = _held(tables.folder, period)
        return replace(content, duties=duties, n_other_duties=n_others, n_not_counted=later, held=held)
    return content


def _current(places: Places, entries: Sequence[Entry]) -> Entry | None:
    """The entry of the current release; None before the first, and where `current` names none."""
    with suppress(ChisoError):
        release_id = current_release(places).release_id
        found = [entry for entry in entries if entry.kind == "release" and entry.payload["release_id"] == release_id]
        return found[-1] if found else None
    return None


def _last_refusal(places: Places, entries: Sequence[Entry]) -> Verdict | None:
    """The verdict recorded last, where it refuses and nothing was published after it."""
    judged = [entry for entry in entries if entry.kind in ("verdict", "release")]
    if not judged or judged[-1].payload.get("outcome") != "refuse":
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        place = candidate(places, str(judged[-1].payload["build_id"]))
        return verdict_from_json(place.verdict.read_text("utf-8"))
    return None


def _tables(places: Places, refusal: Verdict | None, current: Entry | None) -> Tables | None:
    """The tables that know most: of the refused candidate where it has any, else of the current release."""
    if refusal and not any(reason.code == "tree_changed" for reason in refusal.reasons):
        tree = candidate(places, refusal.identity.build_id).tree
        if has_duties(tree):
            return Tables(tree, refusal.identity.ledger_seq)
    if current is None:
        return None
    folder = places.release / str(current.payload["release_id"])
    return Tables(folder, int(current.payload["ledger_seq"])) if has_duties(folder) else None


def _province(code: str, tables: Tables | None) -> Message:
    """The name of the province; its code where no table has it."""
    sql = "select name_vi, name_en from area where level = 'province' and code = $code order by valid_from desc limit 1"
    rows = _rows(tables, sql, {"code": code})
    return Message("", str(rows[0][0]), str(rows[0][1] or rows[0][0])) if rows else Message("", code, code)


def _unit_names(tables: Tables | None) -> dict[str, Message]:
    """The names of all reporters by code."""
    rows = _rows(tables, "select reporter_code, name_vi, name_en from reporter order by valid_from")
    return {str(code): Message("", str(vi), str(en or vi)) for code, vi, en in rows}


def _rows(tables: Tables | None, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a query for names; none where the tables lack them."""
    with suppress(ChisoError):
        return query(tables.folder, sql, parameters).rows() if tables else []
    return []


def _duties(tables: Tables, period: str, day: date) -> tuple[tuple[Duty, ...], int]:
    """The reports of the period that units have not sent, and the number of those of other periods."""
    asked = reminders(tables.folder, tables.seq, day, 0)
    unmet = asked.filter(asked["reason"].is_in(UNMET))
    counts = {
        (row["duty_code"], row["period_code"]): (int(row["n_due"]), int(row["n_read"]))
        for row in completeness(tables.folder, tables.seq, day).to_dicts()
    }
    of_period = unmet.filter(period_code=period)
    found: list[Duty] = []
    for (code,), group in of_period.group_by("duty_code", maintain_order=True):
        rows = group.to_dicts()
        n_due, n_read = counts.get((code, period), (len(rows), 0))
        named, times = _named(rows[0], "duty_name"), _named(rows[0], "period_name")
        found.append(Duty(str(code), named, times, rows[0]["asked_by"], n_due, n_read, tuple(map(_unit, rows))))
    return tuple(found), unmet.height - of_period.height


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(_named(row, "reporter_name"), str(row["reason"]), row["n_working_days"])


def _named(row: dict[str, Any], column: str) -> Message:
    """A name in both languages; the code beside it where the tables have no name."""
    vi = str(row[f"{column}_vi"] or row[column.replace("_name", "_code")])
    return Message("", vi, str(row[f"{column}_en"] or vi))


def _file(file: OpenFile, names: dict[str, Message]) -> File:
    named = without_names(file)
    labels = {"skipped": say("file_skipped"), "lost": say("file_lost")}
    state = labels.get(file.state) or Message("", OUTCOME.label(file.state, "vi"), OUTCOME.label(file.state, "en"))
    return File(file.file_id, named.source, names.get(file.reporter_code), state, named.reason)


def _incomplete(places: Places, seeds: Path, entries: Sequence[Entry]) -> tuple[Unfinished, ...]:
    """What lies in the inbox and does not become complete; nothing where the settings do not say where that is."""
    with suppress(ChisoError):
        view, now = inbox_view(places, seeds, today()), time.time()
        found = incomplete_files(places, view, look(view, entries, now), now, longest_hours(places))
        return tuple(Unfinished(file.technical_name, file.reason, file.since_local) for file in found)
    return ()


def _held(folder: Path, period: str) -> Held:
    """Counts of the held figures of the tables in `folder`."""
    rows = query(folder, HELD).to_dicts()
    reasons: Counter[str] = Counter()
    areas: Counter[Message] = Counter()
    for row in rows:
        if row["period_code"] == period:
            reasons[str(row["reason_code"])] += row["n"]
            name = str(row["name_vi"] or row["area_id"])
            areas[Message("", name, str(row["name_en"] or name))] += row["n"]
    n_others = sum(row["n"] for row in rows if row["period_code"] != period)
    in_order = tuple((code, reasons[code]) for code in HOLD_REASON.codes if reasons[code])
    return Held(in_order, tuple(areas.most_common()), n_others)


def _refused(verdict: Verdict) -> Refused:
    """The reasons of a verdict as sentences, each with how often it stands there."""
    reasons = Counter(reason if reason.code in QUOTED else _named_reason(reason.code) for reason in verdict.reasons)
    return Refused(verdict.identity.build_id, verdict.identity.occasion_period, tuple(reasons.items()))


def _named_reason(code: str) -> Message:
    """What a reason is called whose own sentence may name a file or quote a cell."""
    return say(f"gate_{code}" if f"gate_{code}" in DIGEST else "gate_other")


def _published(places: Places, entry: Entry) -> Published:
    """The release of a ledger entry, with the files of it that people open."""
    release_id = str(entry.payload["release_id"])
    made = places.files / release_id
    files = sorted(path for path in (*made.glob("*.*"), *made.glob("*/*.docx")) if path.suffix in OPENED)
    return Published(
        release_id, str(entry.payload["occasion_period"]), local_time(entry), places.release / release_id, tuple(files)
    )

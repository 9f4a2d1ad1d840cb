"""Who has reported: the part of `chiso status` about duties, and the verb `chiso remind`.

Here: which day is meant, and how the answer is laid out. Not here: the questions (warehouse/as_known.py), wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.names import NameFault

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from pipelines.ledger import Entry

HEADS = {
    "head_duty": "duty_code",
    "head_period": "period_code",
    "head_due": "n_due",
    "head_received": "n_read",
    "head_in_time": "n_in_time",
    "head_late": "n_late",
    "head_overdue": "n_missing",
    "head_not_due": "n_not_due",
    "head_unreadable": "n_unreadable",
    "head_withdrawn": "n_withdrawn",
    "head_revised": "n_revised",
    "head_estimates": "n_estimates",
}
RECENT = timedelta(days=62)  # two months: what was late before is history, which `duty_status` keeps
NAMED = 8  # reporters named in one line; the rest is a number, and `chiso remind` lists all


@cli.command()
@click.option("--on", "text", help="Ngày nhắc, ví dụ 16/10/2026; mặc định là hôm nay.")
@click.option("--within", default=3, show_default=True, help="Nhắc trước bao nhiêu ngày làm việc.")
@verb
def remind(desk: Desk, text: str | None, within: int) -> None:
    """Danh sách nhắc báo cáo: quá hạn, sắp đến hạn, phải gửi lại, phải thay số ước."""
    from pipelines.ledger import Ledger
    from pipelines.ledger.days import today
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.as_known import reminders

    folder = current_release(desk.places).folder
    entries = _released(desk, Ledger(desk.places.ledger).read())
    seq, day = moment(desk, entries, text) if text else (len(entries), today())
    found = reminders(folder, seq, day, within)
    if found.is_empty():
        desk.screen.say("remind_nobody", day=written(day))
        return
    desk.screen.say("remind_title", day=written(day), n=found.height)
    lang = desk.screen.lang
    rows = [
        (
            row[f"reporter_name_{lang}"],
            row[f"duty_name_{lang}"],
            row[f"period_name_{lang}"],
            _asked(desk, row),
            row["receiver_vi"],
        )
        for row in found.iter_rows(named=True)
    ]
    desk.screen.table(["head_reporter", "head_duty", "head_period", "head_asked", "head_receiver"], rows)


def tell_duties(desk: Desk, folder: Path, entries: Sequence[Entry], as_known: str | None) -> None:
    """Counts by duty and period, then who is late, who is missing, what is no final figure yet."""
    from pipelines.ledger.days import today
    from pipelines.warehouse.as_known import completeness, duties, has_duties

    if not has_duties(folder):
        desk.screen.say("duties_absent")
        return
    known = _released(desk, entries)
    seq, day = moment(desk, known, as_known) if as_known else (len(known), today())
    counts = completeness(folder, seq, day)
    found = duties(folder, seq, day)
    counts = _shown(counts, found, day)
    desk.screen.say("duties_title", day=written(day), seq=seq)
    if counts.is_empty():
        desk.screen.say("duties_none")
        return
    desk.screen.table(list(HEADS), counts.select(HEADS.values()).rows())
    _tell_who(desk, found, day)
    desk.screen.say("duties_next")


def moment(desk: Desk, entries: Sequence[Entry], text: str) -> tuple[int, date]:
    """The ledger position and the day that `text` names: a position, or a day with all that was known at its end."""
    from pipelines.ledger.days import entries_known_on, last_day_of

    if text.isdigit():
        if not 1 <= int(text) <= len(entries):
            raise NameFault(desk.screen.word("seq_unknown", text=text, last=len(entries)))
        return int(text), last_day_of(entries[: int(text)])
    day = _day(desk, text)
    return len(entries_known_on(entries, day)), day


def written(day: date) -> str:
    """16/10/2026."""
    return f"{day:%d/%m/%Y}"


def _day(desk: Desk, text: str) -> date:
    parts = text.split("/")
    try:
        return date(*reversed([int(part) for part in parts])) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        raise NameFault(desk.screen.word("day_unknown", text=text)) from None


def _released(desk: Desk, entries: Sequence[Entry]) -> list[Entry]:
    """What the current release knows of the ledger."""
    from pipelines.publication.release.release import current_release

    release_id = current_release(desk.places).release_id
    said = next(one.payload for one in entries if one.kind == "release" and one.payload["release_id"] == release_id)
    return list(entries[: said["ledger_seq"]])


def _shown(counts: pl.DataFrame, found: pl.DataFrame, day: date) -> pl.DataFrame:
    """What fell due of late, and whatever is still open of older duties."""
    is_open = found["state"].is_in(["missing", "unreadable", "withdrawn"]) | (found["figure_status"] == "uoc")
    is_recent = (found["last_date"] >= day - RECENT) & (found["state"] != "not_due")
    key = ["duty_code", "period_code"]
    return counts.join(found.filter(is_open | is_recent).select(key).unique(), on=key, how="semi")


def _tell_who(desk: Desk, found: pl.DataFrame, day: date) -> None:
    recent = found["last_date"] >= day - RECENT
    for code, chosen in (
        ("who_missing", found["state"] == "missing"),
        ("who_late", (found["timeliness"] == "late") & recent),
        ("who_unreadable", found["state"] == "unreadable"),
        ("who_withdrawn", found["state"] == "withdrawn"),
        ("who_unmarked", found["is_early_unmarked"]),
    ):
        rows = found.filter(chosen)
        if rows.height:
            desk.screen.say(code)
            for _, group in rows.group_by("duty_code", "period_code", maintain_order=True):
                desk.screen.text(f"  {_line(desk, group.to_dicts(), code)}")


def _line(desk: Desk, rows: list[dict[str, Any]], code: str) -> str:
    """One duty and period: its deadline, and the first of those whom it concerns."""
    lang, first = desk.screen.lang, rows[0]
    names = [
        row[f"reporter_name_{lang}"]
        + (f" ({desk.screen.word('working_days', n=row['n_working_days_late'])})" if code == "who_late" else "")
        for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        names.append(desk.screen.word("and_others", n=len(rows) - NAMED))
    last = written(first["last_date"]) if first["last_date"] else "–"
    title = {"duty": first["duty_code"], "period": first[f"period_name_{lang}"], "last": last}
    return f"{desk.screen.word('duty_line', **title)}: {'; '.join(names)}"


def _asked(desk: Desk, row: dict[str, Any]) -> str:
    """What the reporter is to do, by which day."""
    days = row["n_working_days"]
    last = written(row["asked_by"]) if row["asked_by"] else "–"
    return desk.screen.word(f"ask_{row['reason']}", last=last, n=abs(days) if days is not None else "–")

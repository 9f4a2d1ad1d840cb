"""Which tone a state has. Every code is listed: a state without a tone raises KeyError instead of looking harmless."""

from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.site.blocks import BAD, GOOD, NEUTRAL, WATCH, Cell, Mark
from pipelines.site.context import Site

TONES: dict[str, dict[str, str]] = {
    "progress_class": {
        **dict.fromkeys(("on_track", "maintained", "met", "fully_met"), GOOD),
        **dict.fromkeys(("missed", "not_maintained", "regressing"), BAD),
        **dict.fromkeys(("limited", "acceleration_needed", "disagree", "below"), WATCH),
        **dict.fromkeys(("no_base", "unmeasured", "no_data", "no_rule", "field_differs", "dropped"), NEUTRAL),
    },
    "task_status": {
        "done": GOOD,
        **dict.fromkeys(("overdue", "stuck"), BAD),
        **dict.fromkeys(("not_begun", "silent"), WATCH),
        **dict.fromkeys(("under_way", "awaited", "not_yet", "not_followed"), NEUTRAL),
    },
    "slice_state": {
        "current": GOOD,
        "held": BAD,
        **dict.fromkeys(("missing",), WATCH),
        **dict.fromkeys(("not_due", "not_applicable"), NEUTRAL),
    },
    "duty_state": {
        "read": GOOD,
        **dict.fromkeys(("waiting", "unreadable", "missing"), BAD),
        **dict.fromkeys(("withdrawn", "not_due"), NEUTRAL),
    },
}


def mark(site: Site, vocabulary: str, code: str) -> Mark:
    """The state in words with its tone."""
    return Mark(site.word(vocabulary, code), TONES[vocabulary][code])


def state_cell(site: Site, row: Row) -> Cell:
    """The state of a report in words, with how late it was."""
    shown = mark(site, "duty_state", row["state"])
    note = ""
    if row["timeliness"] == "late":
        note = site.t(
            f"muộn {row['n_working_days_late']} ngày làm việc", f"{row['n_working_days_late']} working days late"
        )
    return Cell("", sort=shown.text, mark=shown, note=note)

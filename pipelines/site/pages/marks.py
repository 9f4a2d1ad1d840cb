"""Which tone a state has. Every code is listed: a state without a tone raises KeyError instead of looking harmless."""

from __future__ import annotations

from pipelines.site.blocks import BAD, GOOD, NEUTRAL, WATCH, Mark
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

"""What the verbs about promises share: a question to the current release, the words, numbers as Vietnamese print them.

Here: nothing that one verb alone needs. Not here: the verbs (targets.py, target_decisions.py), the wording
(targets.py).
"""

from __future__ import annotations

from typing import Any

from pipelines.cli.app import Desk
from pipelines.cli.words.targets import WORDS

Row = dict[str, Any]


def ask(desk: Desk, sql: str) -> tuple[str, list[Row]]:
    """The current release's name and the answer for the province."""
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.query import query

    release = current_release(desk.places)
    parameters = {"area": f"p34-{desk.places.province}"} if "$area" in sql else None
    return release.release_id, query(release.folder, sql, parameters).to_dicts()


def word(desk: Desk, code: str, **names: object) -> str:
    return WORDS[code][0 if desk.screen.lang == "vi" else 1].format(**names)


def say(desk: Desk, code: str, **names: object) -> None:
    desk.screen.text(word(desk, code, **names))


def number(value: float | None) -> str:
    """A number as Vietnamese print it: points between thousands, a decimal comma, no trailing zeros."""
    if value is None:
        return "…"
    whole, _, part = f"{value:,.3f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")

"""What every answer asked, kept beside the answers: the next file of the same form and period is held against it.

Here: the record of questions by receipt. Not here: what is asked (questions.py), how answers are made (replies.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipelines.forms.reply.marks import Mark
from pipelines.ledger import Entry
from pipelines.publication.tree import write_atomic

Key = tuple[str, str, str]  # reporter, form, period


def by_question(marks: Sequence[Mark]) -> dict[str, str]:
    """Question -> where and what, each once."""
    return {mark.question_id: f"{mark.sheet}!{mark.address}: {mark.text_vi}" for mark in reversed(marks)}


class ReplyLog:
    """The questions of all answers so far."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.home.mkdir(parents=True, exist_ok=True)
        self.known: dict[Key, dict[int, dict[str, str]]] = {}  # questions by ledger position of the receipt
        for path in sorted(home.glob("*.questions.json")):
            said = json.loads(path.read_text("utf-8"))
            for one in said["asked"]:
                reporter, form, period = one["key"]
                self.known.setdefault((reporter, form, period), {})[said["receipt_seq"]] = one["questions"]

    def before(self, seq: int, keys: Sequence[Key]) -> dict[str, str]:
        """The questions of the last answer before this receipt, for the same reporters, forms and periods."""
        found: dict[str, str] = {}
        for key in keys:
            earlier = [at for at in self.known.get(key, {}) if at < seq]
            found |= self.known[key][max(earlier)] if earlier else {}
        return found

    def remember(self, entry: Entry, asked: Sequence[tuple[Key, dict[str, str]]]) -> None:
        """Keep the questions of one answer."""
        said: list[dict[str, object]] = []
        for key, questions in asked:
            self.known.setdefault(key, {})[entry.seq] = questions
            said.append({"key": list(key), "questions": questions})
        text = json.dumps({"receipt_seq": entry.seq, "asked": said}, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self.home / f"{entry.payload['receipt_id']}.questions.json", text.encode())

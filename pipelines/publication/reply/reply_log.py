"""The record of what every reply asked; the next file of the same reporter, form and period is compared with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.forms.reply.marks import Mark
from pipelines.ledger import Entry
from pipelines.publication.tree import write_atomic

Asked = dict[str, str]  # question id -> where and what


class Duty(NamedTuple):
    """Whose form for which period; empty texts where the file does not tell."""

    reporter: str
    form: str
    period: str


def by_question(marks: Sequence[Mark]) -> Asked:
    """Each question of the marks once, with its first place."""
    return {mark.question_id: f"{mark.sheet}!{mark.address}: {mark.text_vi}" for mark in reversed(marks)}


class ReplyLog:
    """The questions of all replies so far, one file for each receipt in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.known: dict[Duty, dict[int, Asked]] = {}  # questions by ledger position of the receipt
        for path in sorted(folder.glob("*.questions.json")):
            record = json.loads(path.read_text("utf-8"))
            for of_duty in record["asked"]:
                self.known.setdefault(Duty(*of_duty["key"]), {})[record["receipt_seq"]] = of_duty["questions"]

    def before(self, seq: int, duties: Sequence[Duty]) -> Asked:
        """The questions of the last reply before this receipt, for the same duties."""
        found: Asked = {}
        for duty in duties:
            earlier = [at for at in self.known.get(duty, {}) if at < seq]
            found |= self.known[duty][max(earlier)] if earlier else {}
        return found

    def remember(self, entry: Entry, asked: Sequence[tuple[Duty, Asked]]) -> None:
        """Keep the questions of the reply to one receipt."""
        rows: list[dict[str, object]] = []
        for duty, questions in asked:
            self.known.setdefault(duty, {})[entry.seq] = questions
            rows.append({"key": list(duty), "questions": questions})
        text = json.dumps({"receipt_seq": entry.seq, "asked": rows}, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self.folder / f"{entry.payload['receipt_id']}.questions.json", text.encode())

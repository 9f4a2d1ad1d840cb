"""One text for each unit, ready to paste into a message or mail: what is late, due or asked, by when, and whom to ask.

The texts are Vietnamese, since they are sent; they name offices, never persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.contacts import Contact
from pipelines.codebook.text import name_ascii
from pipelines.publication.reply.messages import text

N_QUESTIONS = 5  # of one form and period; the reply workbook has all of them
# A report that waits for a decision is not asked for again, so its sender gets no text about it.
ASKED = ("missing", "due_soon", "unreadable", "withdrawn", "revise", "unmarked")


class Reminder(NamedTuple):
    """The text for one unit; `file_name` is ASCII and unique among units."""

    reporter_code: str
    file_name: str
    body: str


class Sender(NamedTuple):
    """Who reminds: the office and post for questions, where the codebook has one, and the last day for an answer."""

    contact: Contact | None
    day: date
    answer_by: date | None
    notice: str = ""


def reminder_texts(duties: pl.DataFrame, questions: pl.DataFrame, sender: Sender) -> list[Reminder]:
    """One text for each unit that has something to do, in the order of their names.

    `duties` are the rows of `as_known.reminders`, `questions` those of `as_known.questions`.
    """
    asked = duties.filter(pl.col("reason").is_in(ASKED))
    names = {
        row["reporter_code"]: (row["sort_key"], row["reporter_name_vi"])
        for frame in (asked, questions)
        for row in frame.iter_rows(named=True)
    }
    return [
        Reminder(
            code,
            f"{code}_{name_ascii(names[code][1]).replace(' ', '-')}.txt",
            _body(
                names[code][1],
                [_duty_item(row) for row in asked.filter(reporter_code=code).iter_rows(named=True)],
                _question_items(questions.filter(reporter_code=code)),
                sender,
            ),
        )
        for code in sorted(names, key=lambda code: (*names[code], code))
    ]


def combined(reminders: Iterable[Reminder]) -> str:
    """All texts one after the other, with a line between two."""
    return f"\n{'=' * 60}\n\n".join(reminder.body for reminder in reminders)


def _body(name: str, duties: list[str], questions: list[str], sender: Sender) -> str:
    """The whole text: address, what to do, closing with the contact."""
    contact = sender.contact
    office = contact.office if contact else text("remind_office")
    lines = [*([sender.notice] if sender.notice else []), text("remind_to", name=name), ""]
    lines += [text("remind_intro", office=office, day=f"{sender.day:%d/%m/%Y}"), ""]
    lines += [f"{number}. {item}" for number, item in enumerate([*duties, *questions], 1)]
    lines.append("")
    if questions and sender.answer_by:
        lines.append(text("remind_answer_by", day=f"{sender.answer_by:%d/%m/%Y}"))
    lines.append(text("remind_done"))
    if contact:
        phone = text("phone", phone=contact.phone) if contact.phone else ""
        where = text("contact", post=contact.post, office=contact.office, phone=phone)
        lines.append(text("remind_contact", contact=where))
    return "\n".join([*lines, ""])


def _duty_item(row: dict[str, Any]) -> str:
    """One report: its name and period, and what to do by which day."""
    days = row["n_working_days"]
    last = f"{row['asked_by']:%d/%m/%Y}" if row["asked_by"] else "–"
    what = text(f"remind_{row['reason']}", last=last, n=abs(days) if days is not None else "–")
    receiver = f"\n   {text('remind_receiver', receiver=row['receiver_vi'])}" if row["receiver_vi"] else ""
    return f"{row['duty_name_vi']}, {_lower(row['period_name_vi'])}.\n   {what}{receiver}"


def _question_items(questions: pl.DataFrame) -> list[str]:
    """One item for each form and period with questions: the first ones in words, and how many more there are."""
    items: list[str] = []
    for (form, period), group in questions.group_by("form_code", "period_name_vi", maintain_order=True):
        asked = group["question"].to_list()
        lines = [text("remind_asked", form=form, period=_lower(str(period)), n=len(asked))]
        lines += [f"   - {' '.join(question.split())}" for question in asked[:N_QUESTIONS]]
        if len(asked) > N_QUESTIONS:
            lines.append("   " + text("remind_more", n=len(asked) - N_QUESTIONS))
        items.append("\n".join(lines))
    return items


def _lower(name: str) -> str:
    """The name of a period within a sentence: tháng 10 năm 2026."""
    return name[:1].lower() + name[1:]

"""A digest as text in Vietnamese and English, and the key by which the same one is not sent twice. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from pipelines.alerts.content import Content, Duty, Unit
from pipelines.alerts.messages import say
from pipelines.errors import Message, join
from pipelines.ledger.simulated import notice
from pipelines.vocabulary import DUTY_STATE, HOLD_REASON

N_UNITS, N_FILES, N_AREAS, N_OPENED = 60, 20, 12, 12  # listed; of more the number is stated
EMPTY = Message("", "", "")


@dataclass(frozen=True)
class Digest:
    """One digest: what it is about, its subject and text in both languages, and its key."""

    province: str
    period: str
    key: str
    subject: Message
    text: Message

    @property
    def both(self) -> str:
        """The text for a reader whose language is not known: Vietnamese, then English."""
        return f"{self.text.vi}\n\n{'-' * 60}\n\n{self.text.en}\n"


def compose(province: str, content: Content) -> Digest:
    """The digest of a province: who has not reported, what blocks, what was published."""
    parts = [_head(content), _missing(content), _blocks(content), _published(content)]
    text = join((join(part, "\n") for part in map(list, parts)), "\n\n")
    return Digest(province, content.period, _key(province, content), _subject(content), text)


def _key(province: str, content: Content) -> str:
    """The hash of what happened. The day and the days of delay do not count, nor which run failed."""
    duties = content.duties and tuple(
        replace(duty, units=tuple(unit._replace(n_days=None) for unit in duty.units)) for duty in content.duties
    )
    failed = content.failed and content.failed._replace(run="")
    same = replace(content, day=date.min, duties=duties, n_other_duties=0, failed=failed)
    return hashlib.sha256(repr((province, asdict(same))).encode()).hexdigest()


def _subject(content: Content) -> Message:
    published = say("subject_nothing")
    if content.failed:
        published = say("subject_failed")
    elif content.refused:
        published = say("subject_refused")
    elif content.published:
        published = say("subject_published", release_id=content.published.release_id)
    n_missing = sum(len(duty.units) for duty in content.duties or ())
    n_reasons = sum(n for _, n in content.refused.reasons) if content.refused else 0
    n_blocks = (
        n_reasons
        + bool(content.fault)
        + len(content.files)
        + len(content.incomplete)
        + content.n_late
        + sum(n for _, n in content.held.by_reason)
    )
    about = {"name": content.province, "period": content.period, "published": published}
    return say("subject", **about, n_missing=n_missing, n_blocks=n_blocks)


def _head(content: Content) -> Iterator[Message]:
    yield say("head", name=content.province, period=content.period, day=_written(content.day))
    if words := notice(content.simulated):
        yield say("notice", words=words)


def _missing(content: Content) -> Iterator[Message]:
    """Who has not reported."""
    yield say("missing_title")
    if content.duties is None:
        yield say("missing_unknown")
        return
    if not content.duties:
        yield say("missing_none")
    for duty in content.duties:
        yield _duty(duty)
        yield from _first([_unit(unit) for unit in duty.units], N_UNITS)
    if content.n_other_duties:
        yield say("missing_others", n=content.n_other_duties)
    if content.n_not_counted:
        yield say("not_counted", n=content.n_not_counted)


def _duty(duty: Duty) -> Message:
    about = {"duty": duty.name, "code": duty.code, "period": duty.period, "last": _written(duty.last)}
    return say("missing_duty", **about, n_read=duty.n_read, n_due=duty.n_due, n=len(duty.units))


def _unit(unit: Unit) -> Message:
    about = {"name": unit.name, "state": Message("", *DUTY_STATE.labels[unit.state])}
    return say("unit_undated", **about) if unit.n_days is None else say("unit", **about, n=unit.n_days)


def _blocks(content: Content) -> Iterator[Message]:
    """What stops a publication, holds figures, or needs a person."""
    found = [*_stopped(content), *_files(content), *_held(content)]
    yield say("blocks_title")
    yield from found or [say("blocks_none")]


def _stopped(content: Content) -> Iterator[Message]:
    if content.failed:
        yield say("failed", run=content.failed.run, steps=", ".join(content.failed.steps) or "–")
    if content.fault:
        yield say("unreadable", words=content.fault)
    if content.refused:
        yield say("refused", build_id=content.refused.build_id, period=content.refused.period)
        for words, n in content.refused.reasons:
            yield say("reason", words=words) if n == 1 else say("reason_counted", words=words, n=n)


def _files(content: Content) -> Iterator[Message]:
    if content.files:
        yield say("files", n=len(content.files))
    yield from _first(
        [say("file", **{**file._asdict(), "unit": file.unit or say("no_unit")}) for file in content.files], N_FILES
    )
    if content.incomplete:
        yield say("incomplete", n=len(content.incomplete))
    yield from _first([say("unfinished", **file._asdict()) for file in content.incomplete], N_FILES)
    if content.n_late:
        yield say("late", n=content.n_late, period=content.period)
    if content.n_unread:
        yield say("unread", n=content.n_unread)


def _held(content: Content) -> Iterator[Message]:
    held = content.held
    if held.by_reason:
        reasons = join(_counted(Message("", *HOLD_REASON.labels[code]), n) for code, n in held.by_reason)
        areas = [_counted(name, n) for name, n in held.by_area]
        n = sum(count for _, count in held.by_reason)
        listed = join(_first(areas, N_AREAS))
        yield say("held", n=n, reasons=reasons, n_areas=len(areas), areas=listed, period=content.period)
    if held.n_others:
        yield say("held_others", n=held.n_others)


def _published(content: Content) -> Iterator[Message]:
    """What was published, and which files to open."""
    yield say("published_title")
    published = content.published
    if published is None:
        yield say("published_none")
        return
    about = {"release_id": published.release_id, "period": published.period, "at": published.at}
    yield say("published", **about, folder=published.folder)
    yield from _first([say("open", path=path) for path in published.files], N_OPENED)


def _first(lines: Sequence[Message], n: int) -> Iterable[Message]:
    """The first `n` lines, and how many more there are."""
    return lines if len(lines) <= n else [*lines[:n], say("more", n=len(lines) - n)]


def _counted(name: Message, n: int) -> Message:
    return Message("", f"{name.vi} {n}", f"{name.en} {n}")


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"

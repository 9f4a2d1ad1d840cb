"""Sends a digest through every channel of the settings, once each; what failed is noted and raises nothing.

`data/alerts/<province>/sent.json` has for each channel and period the key of the digest sent last, and for each channel
the last failure.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, cast

from pipelines.alerts.channels import place_of, post, send_mail, write_file
from pipelines.alerts.digest import Digest
from pipelines.alerts.messages import SEND, refuse
from pipelines.errors import ChisoError, Message, message
from pipelines.office_settings import FolderSettings, OfficeSettings, SmtpSettings, WebhookSettings, office_settings
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places, make_private


class Delivery(NamedTuple):
    """What became of a digest on one channel; `is_sent` is None where the same one was sent before."""

    channel: str
    is_sent: bool | None
    said: Message


class _Channel(NamedTuple):
    """A way out that the settings turn on."""

    name: str
    where: str
    send: Callable[[Digest], None]


def channels(settings: OfficeSettings) -> list[_Channel]:
    """The channels that the settings turn on."""
    found: list[_Channel] = []
    if smtp := settings.get(SmtpSettings):
        found.append(_Channel("smtp", smtp.host, partial(send_mail, settings=smtp)))
    if webhook := settings.get(WebhookSettings):
        found.append(_Channel("webhook", place_of(webhook.url), partial(post, settings=webhook)))
    if folder := settings.get(FolderSettings):
        found.append(_Channel("folder", folder.folder, partial(write_file, settings=folder)))
    return found


def is_off(places: Places) -> bool:
    """Whether the settings name no channel. A file with faults is not off: `deliver` says what is wrong with it."""
    try:
        return not channels(office_settings(places.data))
    except ChisoError:
        return False


def deliver(places: Places, digest: Digest) -> list[Delivery]:
    """Send a digest through every channel that the office's settings name; nothing where they name none.

    Raises nothing: a fault of the settings, a channel or the disk is a line of the answer.
    """
    try:
        ways = channels(office_settings(places.data))
        if not ways:
            return []
        with _state(places) as state:
            return [_through(way, digest, state) for way in ways]
    except ChisoError as error:
        return [Delivery("settings", False, message(SEND, "settings", reason=error.message))]
    except OSError as error:
        text = error.strerror or type(error).__name__
        return [Delivery("settings", False, message(SEND, "settings", reason=Message("", text, text)))]


def _through(way: _Channel, digest: Digest, state: dict[str, Any]) -> Delivery:
    """Send a digest through one channel, unless it is the one sent last for its period."""
    named = message(SEND, f"channel_{way.name}", where=way.where)
    sent: dict[str, str] = state.setdefault("sent", {}).setdefault(way.name, {})
    failed: dict[str, Any] = state.setdefault("failed", {})
    if sent.get(digest.period) == digest.key:
        return Delivery(way.name, None, message(SEND, "same", channel=named))
    try:
        way.send(digest)
    except Exception as error:  # whatever is wrong with a channel, the run goes on
        other = refuse("unreachable", text=type(error).__name__)
        reason = error.message if isinstance(error, ChisoError) else other.message
        said = message(SEND, "failed", channel=named, reason=reason)
        failed[way.name] = {"at": _now(), "period": digest.period, "code": reason.code, "vi": said.vi, "en": said.en}
        return Delivery(way.name, False, said)
    sent[digest.period] = digest.key
    failed.pop(way.name, None)
    return Delivery(way.name, True, message(SEND, "sent", channel=named))


def last_failures(places: Places) -> list[Message]:
    """The last failure of each channel since which nothing went through it."""
    failed = _read(places).get("failed", {})
    return [Message(str(row["code"]), str(row["vi"]), str(row["en"])) for row in failed.values()]


@contextmanager
def _state(places: Places) -> Generator[dict[str, Any]]:
    """What was sent, to be changed; one process at a time holds it, so that no digest is sent twice."""
    make_private(places.alerts)
    fd = os.open(places.alerts / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        state = dict(_read(places))
        yield state
        content = json.dumps(state, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        write_atomic(places.alerts / "sent.json", content.encode())
    finally:
        os.close(fd)


def _read(places: Places) -> Mapping[str, Any]:
    """The state as it was written; empty where there is none or it cannot be read."""
    with suppress(OSError, ValueError):
        found: object = json.loads((places.alerts / "sent.json").read_text("utf-8"))
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return {}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

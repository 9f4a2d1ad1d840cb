"""Takes an e-mail message (.eml) apart: its sender, its date, its attachments."""

from __future__ import annotations

import email
import mimetypes
from collections.abc import Iterator, Sequence
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice
from typing import Any, cast

from pipelines.submissions.intake.archives.parts import Envelope, Part, Parts
from pipelines.submissions.intake.inbox.names import inside
from pipelines.submissions.intake.inbox.skipped import Skipped, ignored

BODY = ("text/plain", "text/html", "text/calendar", "text/enriched")
PLAIN = ("message/delivery-status", "message/disposition-notification", "application/pgp-signature")
MAX_PARTS = 2_000


def envelope(message: Message) -> Envelope:
    """The address in `From` and the date, as far as they can be read."""
    address = parseaddr(_text(message.get("From", "")))[1]
    try:
        sent = parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = ""
    return Envelope(address.lower() if "@" in address else "", sent)


def parse(content: bytes) -> Message:
    """The message; a damaged one gives what can be read of it."""
    return email.message_from_bytes(content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))


def parts(message: Message) -> Parts:
    """Every attached file; a message that is attached is a part as well. Pictures within the text are skipped."""
    unnamed, leaves = 0, list(islice(_leaves(message), MAX_PARTS + 1))
    within = _shown_within(leaves)
    for n, part in enumerate(leaves):
        if n >= MAX_PARTS:
            yield Skipped("", "too_many")
            return
        kind = part.get_content_type()
        name = inside(_text(part.get_filename(""))) if part.get_filename() else ""
        is_attached = part.get_content_disposition() == "attachment"
        if kind == "message/rfc822":
            yield _attached_message(part, name)
            continue
        if kind in PLAIN or kind.startswith("multipart/") or (kind in BODY and not name and not is_attached):
            continue
        if not name:
            unnamed += 1
            name = f"tep_dinh_kem_{unnamed}{mimetypes.guess_extension(kind) or ''}"
        reason = ignored(name.rpartition("/")[2])
        if part.get_content_maintype() == "image" and part.get("Content-ID") and (not is_attached or n in within):
            reason = "inline_image"
        payload = None if reason else part.get_payload(decode=True)
        yield Skipped(name, reason) if reason else Part(name, payload if isinstance(payload, bytes) else b"")


def _shown_within(leaves: Sequence[Message]) -> set[int]:
    """The parts that the text of the message shows in place: some programs mark these as attached, too."""
    texts = [part for part in leaves if part.get_content_type() == "text/html" and not part.get_filename()]
    shown = b"".join(cast("bytes", part.get_payload(decode=True) or b"") for part in texts)
    names = {str(part.get("Content-ID", "")).strip(" <>"): n for n, part in enumerate(leaves)}
    return {n for name, n in names.items() if name and b"cid:" + name.encode("utf-8", "replace") in shown}


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that are no containers, in their order; an attached message is one part."""
    stack = [message]
    while stack:
        part = stack.pop()
        children = _children(part)
        if part.get_content_type() != "message/rfc822" and children:
            stack += reversed(children)
        else:
            yield part


def _children(part: Message) -> list[Message]:
    payload = cast("Any", part.get_payload())
    return [child for child in cast("list[Any]", payload) if isinstance(child, Message)] if part.is_multipart() else []


def _attached_message(part: Message, name: str) -> Part:
    """An attached message under its own name, else its subject."""
    children = _children(part)
    if not children:  # it was encoded a second time
        decoded = part.get_payload(decode=True)
        return Part(name or "thu_dinh_kem.eml", decoded if isinstance(decoded, bytes) else b"")
    inner = children[0]
    title = name or title_of(_text(inner.get("Subject", "")))
    return Part(title if title.lower().endswith(".eml") else f"{title}.eml", _bytes(inner))


def title_of(subject: str) -> str:
    """What an attached message without a name is called."""
    return f"{subject.replace('/', '_').strip():.80}" or "thu_dinh_kem"


def _bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, KeyError, ValueError):
        return message.as_string().encode("utf-8", "replace")


def _text(raw: object) -> str:
    """A header's text with its encoded words decoded; as it stands where they are damaged."""
    text = str(raw)
    try:
        return str(make_header(decode_header(text))).replace("\r", "").replace("\n", "")
    except (ValueError, LookupError, UnicodeError):
        return text.replace("\r", "").replace("\n", "")

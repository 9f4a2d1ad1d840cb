"""The ways out: a mail server, a web address, a folder. Each sends one digest or raises AlertError.

Only what the settings name is connected to: no proxy of the environment, no redirection, no certificate that the
machine (or the file `ca_file`) does not trust. No password, token or full web address stands in an error.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
import urllib.error
import urllib.request
from email.message import EmailMessage
from email.utils import formatdate
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipelines.alerts.digest import Digest
from pipelines.alerts.messages import refuse
from pipelines.office_settings import FolderSettings, SmtpSettings, WebhookSettings
from pipelines.publication.tree import write_atomic

OPEN_TO_ALL = 0o007


def send_mail(digest: Digest, settings: SmtpSettings) -> None:
    """Send a digest to every recipient. Raises AlertError."""
    password = _password(settings)
    try:
        with _connected(settings) as server:
            if settings.user:
                server.login(settings.user, password)
            refused = server.send_message(_mail(digest, settings))
    except smtplib.SMTPRecipientsRefused as error:
        raise refuse("refused_recipients", n=len(error.recipients)) from None
    except smtplib.SMTPResponseException as error:  # its text may repeat what was sent
        raise refuse("server", code=error.smtp_code) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: letters that the protocol lacks
        raise refuse("unreachable", text=_text(error)) from None
    if refused:
        raise refuse("refused_recipients", n=len(refused))


def _connected(settings: SmtpSettings) -> smtplib.SMTP:
    """A connection to the mail server, encrypted unless the settings say `none`."""
    server, port, seconds = settings.host, settings.port, settings.timeout_seconds
    trusted = _trusted(settings.ca_file)
    if settings.security == "ssl":
        return smtplib.SMTP_SSL(server, port, timeout=seconds, context=trusted)
    connection = smtplib.SMTP(server, port, timeout=seconds)
    if settings.security == "starttls":
        try:
            connection.starttls(context=trusted)
        except BaseException:
            connection.close()
            raise
    return connection


def _trusted(ca_file: str) -> ssl.SSLContext:
    """The certificates of the machine, and those of the office's own authority where the settings name its file."""
    trusted = ssl.create_default_context()
    if ca_file:
        trusted.load_verify_locations(ca_file)
    return trusted


def _mail(digest: Digest, settings: SmtpSettings) -> EmailMessage:
    """One mail with the text in both languages; a reader's program marks it as made by a machine."""
    mail = EmailMessage()
    mail["Subject"] = digest.subject.vi
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.recipients)
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = f"<{digest.key[:32]}@{settings.sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(digest.both, cte="base64")
    return mail


def _password(settings: SmtpSettings) -> str:
    """The password of the user, empty without one. Raises AlertError where it must not be used or is not there."""
    if not settings.user:
        return ""
    if settings.security == "none":
        raise refuse("bare_password")
    if not settings.password_file:
        found = os.environ.get(settings.password_env) if settings.password_env else None
        if not found:
            raise refuse("no_password", source=settings.password_env or "–")
        return found
    path = Path(settings.password_file)
    try:
        if path.stat().st_mode & OPEN_TO_ALL:
            raise refuse("open_password", source=path)
        return path.read_text("utf-8").strip()
    except (OSError, ValueError):
        raise refuse("no_password", source=path) from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the office named this server, not the one that it points to."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """No further request; urllib then raises HTTPError."""


def post(digest: Digest, settings: WebhookSettings) -> None:
    """Post a digest as JSON; `text` is the key that chat programs read. Raises AlertError."""
    body = {
        "text": f"{digest.subject.vi}\n\n{digest.both}",
        **{"province": digest.province, "period": digest.period, "key": digest.key},
        **{"subject_vi": digest.subject.vi, "subject_en": digest.subject.en},
        **{"text_vi": digest.text.vi, "text_en": digest.text.en},
    }
    head = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "chiso"}
    request = urllib.request.Request(settings.url, json.dumps(body, ensure_ascii=False).encode(), head)
    try:
        secure = urllib.request.HTTPSHandler(context=_trusted(settings.ca_file))
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect, secure)
        with opener.open(request, timeout=settings.timeout_seconds):
            pass
    except urllib.error.HTTPError as error:
        raise refuse("redirected" if 300 <= error.code < 400 else "server", code=error.code) from None
    except urllib.error.URLError as error:
        raise refuse("unreachable", text=_text(error.reason)) from None
    except (OSError, HTTPException, ValueError) as error:
        raise refuse("unreachable", text=_text(error)) from None


def place_of(url: str) -> str:
    """The server of a web address: the rest of it may be a secret."""
    return urlsplit(url).hostname or "–"


def write_file(digest: Digest, settings: FolderSettings) -> None:
    """Write a digest into the folder, which must be there: a share that is not mounted is none. Raises AlertError."""
    folder = Path(settings.folder)
    name = f"chiso_{digest.province}_{digest.period}_{digest.key[:8]}.txt"
    try:
        if not folder.is_dir():
            raise NotADirectoryError(folder)
        write_atomic(folder / name, f"{digest.subject.vi}\n\n{digest.both}".encode())
    except OSError as error:
        raise refuse("no_folder", text=_text(error)) from None


def _text(error: object) -> str:
    """What went wrong in the operating system's words, without the path or address that it concerns."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else None
    return said or (type(error).__name__ if isinstance(error, BaseException) else str(error))

"""Digests by mail, to a web address and into a folder, against servers on this machine."""

from __future__ import annotations

import email
import email.policy
import json
import socket
import time
from pathlib import Path

import pytest
from support.local_servers import Mailbox, Web, mail_server, make_certificate, web_server

from pipelines.alerts.channels import post, send_mail, write_file
from pipelines.alerts.digest import Digest
from pipelines.alerts.messages import AlertError
from pipelines.errors import Message
from pipelines.office_settings import FolderSettings, SmtpSettings, WebhookSettings

DIGEST = Digest(
    "08",
    "2026-10",
    "ab" * 32,
    Message("", "chiso, Tuyên Quang: 2 đơn vị chưa gửi", "chiso, Tuyen Quang: 2 units have not reported"),
    Message("", "Mọi đơn vị\n- UBND xã Mậu Duệ", "Every unit\n- Mau Due Commune"),
)
BOTH = f"Mọi đơn vị\n- UBND xã Mậu Duệ\n\n{'-' * 60}\n\nEvery unit\n- Mau Due Commune\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


def smtp(box: Mailbox, **more: object) -> SmtpSettings:
    known = {"host": "127.0.0.1", "port": box.port, "security": box.security, "timeout_seconds": 5}
    known |= {"sender": "chiso@tq.vn", "recipients": ("a@tq.vn", "b@tq.vn")}
    return SmtpSettings(**(known | more))  # pyright: ignore[reportArgumentType]


def password_file(folder: Path, mode: int = 0o600) -> str:
    path = folder / "password"
    path.write_text("mật-khẩu\n" if mode == 0 else "s3cret\n", encoding="utf-8")
    path.chmod(mode or 0o600)
    return str(path)


def refusal(send: object, *arguments: object) -> AlertError:
    with pytest.raises(AlertError) as error:
        send(*arguments)  # type: ignore[operator]
    return error.value


def test_a_mail_without_encryption_and_login() -> None:
    with mail_server(Mailbox()) as box:
        send_mail(DIGEST, smtp(box))
    assert box.recipients == ["a@tq.vn", "b@tq.vn"] and len(box.mails) == 1
    mail = email.message_from_string(box.mails[0], policy=email.policy.default)
    assert (mail["From"], mail["To"]) == ("chiso@tq.vn", "a@tq.vn, b@tq.vn")
    assert mail["Subject"] == DIGEST.subject.vi and mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{'ab' * 16}@tq.vn>"
    assert mail.get_content() == BOTH


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_password_goes_through_encryption_only(tmp_path: Path, certificate: Path, security: str) -> None:
    with mail_server(Mailbox(security, "chiso", "s3cret"), certificate) as box:
        login = {"user": "chiso", "password_file": password_file(tmp_path), "ca_file": str(certificate)}
        send_mail(DIGEST, smtp(box, **login))
        assert len(box.mails) == 1 and "AUTH" in box.commands
        unknown = refusal(send_mail, DIGEST, smtp(box, **(login | {"ca_file": ""})))
        assert unknown.code == "unreachable" and box.commands.count("AUTH") == 1  # the certificate is not trusted


def test_no_password_is_sent_in_the_open(tmp_path: Path) -> None:
    with mail_server(Mailbox("none", "chiso", "s3cret")) as box:
        refused = refusal(send_mail, DIGEST, smtp(box, user="chiso", password_file=password_file(tmp_path)))
        assert refused.code == "bare_password" and not box.commands
    with mail_server(Mailbox("none")) as box:  # the settings ask for encryption, the server has none
        refused = refusal(send_mail, DIGEST, smtp(box, security="starttls"))
        assert refused.code == "unreachable" and not box.mails


def test_a_wrong_password_is_not_printed(tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_SECRET", "wr0ng")
    with mail_server(Mailbox("ssl", "chiso", "s3cret"), certificate) as box:
        login = {"user": "chiso", "ca_file": str(certificate)}
        wrong = refusal(send_mail, DIGEST, smtp(box, password_env="SMTP_SECRET", **login))
        assert wrong.message_vi == "máy chủ trả lời 535" and not box.mails
        spelt = smtp(box, password_file=password_file(tmp_path, 0), **login)
        odd = refusal(send_mail, DIGEST, spelt)  # smtplib encodes passwords as ASCII
        assert odd.code == "unreachable" and "mật-khẩu" not in odd.message_vi + odd.message_en


@pytest.mark.parametrize(("mode", "code"), [(0o604, "open_password"), (0o602, "open_password")])
def test_a_password_file_that_everybody_reaches_is_refused(tmp_path: Path, mode: int, code: str) -> None:
    settings = smtp(Mailbox("ssl", port=1), user="chiso", password_file=password_file(tmp_path, mode))
    assert refusal(send_mail, DIGEST, settings).code == code


def test_a_group_may_read_the_password_file(tmp_path: Path, certificate: Path) -> None:
    with mail_server(Mailbox("ssl", "chiso", "s3cret"), certificate) as box:
        login = {"user": "chiso", "password_file": password_file(tmp_path, 0o640), "ca_file": str(certificate)}
        send_mail(DIGEST, smtp(box, **login))
    assert len(box.mails) == 1


@pytest.mark.parametrize("source", [{}, {"password_env": "CHISO_NO_SUCH"}, {"password_file": "/no/such/file"}])
def test_a_missing_password_names_where_it_was_looked_for(source: dict[str, str]) -> None:
    missing = refusal(send_mail, DIGEST, smtp(Mailbox("ssl", port=1), user="chiso", **source))
    assert missing.code == "no_password" and "".join(source.values()) in missing.message_en


def test_recipients_that_are_refused_are_counted() -> None:
    with mail_server(Mailbox(refuses=("b@tq.vn",))) as box:
        some = refusal(send_mail, DIGEST, smtp(box))
        assert some.message_en == "the server refused 1 recipients" and len(box.mails) == 1
    with mail_server(Mailbox(refuses=("a@tq.vn", "b@tq.vn"))) as box:
        every = refusal(send_mail, DIGEST, smtp(box))
        assert every.message_en == "the server refused 2 recipients" and not box.mails


def test_a_server_that_never_answers_is_left_after_the_time() -> None:
    with mail_server(Mailbox(is_silent=True)) as box:
        began = time.monotonic()
        assert refusal(send_mail, DIGEST, smtp(box, timeout_seconds=1)).code == "unreachable"
        assert time.monotonic() - began < 5  # 1 s of waiting; the rest is a loaded machine


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    assert refusal(send_mail, DIGEST, smtp(Mailbox(port=port))).code == "unreachable"
    dead = refusal(post, DIGEST, WebhookSettings(f"http://127.0.0.1:{port}/hook/secret-token"))
    assert dead.code == "unreachable" and "secret-token" not in dead.message_vi + dead.message_en


def test_a_post_to_a_web_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens there: the proxy is not asked
    with web_server(Web()) as web:
        post(DIGEST, WebhookSettings(web.url))
    (body,) = web.bodies
    assert json.loads(body) == {
        "text": f"{DIGEST.subject.vi}\n\n{BOTH}",
        **{"province": "08", "period": "2026-10", "key": "ab" * 32},
        **{"subject_vi": DIGEST.subject.vi, "subject_en": DIGEST.subject.en},
        **{"text_vi": DIGEST.text.vi, "text_en": DIGEST.text.en},
    }


@pytest.mark.parametrize(("status", "code"), [(200, None), (204, None), (302, "redirected"), (307, "redirected")])
def test_no_redirection_is_followed(status: int, code: str | None) -> None:
    with web_server(Web()) as other, web_server(Web(status, other.url if code else "")) as web:
        if code is None:
            post(DIGEST, WebhookSettings(web.url))
        else:
            refused = refusal(post, DIGEST, WebhookSettings(web.url))
            assert refused.code == code and str(status) in refused.message_en
        assert len(web.bodies) == 1 and not other.bodies


@pytest.mark.parametrize("status", [400, 500])
def test_an_answer_of_failure_names_its_number_and_not_the_address(status: int) -> None:
    with web_server(Web(status)) as web:
        refused = refusal(post, DIGEST, WebhookSettings(web.url))
    assert refused.message_en == f"the server answered {status}" and "secret-token" not in refused.message_vi


def test_a_file_in_the_folder(tmp_path: Path) -> None:
    write_file(DIGEST, FolderSettings(str(tmp_path)))
    write_file(DIGEST, FolderSettings(str(tmp_path)))
    (path,) = tmp_path.iterdir()
    assert path.name == "chiso_08_2026-10_abababab.txt"
    assert path.read_text("utf-8") == f"{DIGEST.subject.vi}\n\n{BOTH}"


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert refusal(write_file, DIGEST, FolderSettings(str(tmp_path / "share"))).code == "no_folder"
    assert not (tmp_path / "share").exists()

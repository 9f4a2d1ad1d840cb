"""The settings file of an office: off by default, every fault named with file, key, found and expected."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pipelines.office_settings import (
    SECTIONS,
    DagsterSettings,
    FolderSettings,
    SettingsError,
    SmtpSettings,
    WebhookSettings,
    office_section,
    office_settings,
)

SMTP = '[alerts.smtp]\nhost = "mail.vn"\nsender = "a@b.vn"\nrecipients = ["c@d.vn"]\n'


def written(folder: Path, text: str) -> Path:
    (folder / "chiso.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHISO_SETTINGS", raising=False)


@pytest.mark.parametrize("text", [None, "", "# chú thích\n", "[alerts]\n"])
def test_without_a_section_everything_is_off(tmp_path: Path, text: str | None) -> None:
    settings = office_settings(written(tmp_path, text) if text is not None else tmp_path)
    assert [settings.get(kind) for kind in (SmtpSettings, WebhookSettings, FolderSettings)] == [None, None, None]


def test_what_is_not_stated_has_its_default(tmp_path: Path) -> None:
    smtp = office_settings(written(tmp_path, "\ufeff" + SMTP)).get(SmtpSettings)  # Notepad writes a BOM
    assert smtp is not None and smtp == SmtpSettings(host="mail.vn", sender="a@b.vn", recipients=("c@d.vn",))
    assert (smtp.port, smtp.security, smtp.user, smtp.timeout_seconds) == (587, "starttls", "", 20)


def test_the_variable_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[alerts.file]\nfolder = "/srv/x"\n')
    monkeypatch.setenv("CHISO_SETTINGS", str(other))
    settings = office_settings(written(tmp_path, SMTP))
    assert settings.get(FolderSettings) == FolderSettings("/srv/x") and settings.get(SmtpSettings) is None
    other.unlink()
    with pytest.raises(SettingsError) as absent:
        office_settings(tmp_path)
    assert absent.value.code == "absent" and str(other) in absent.value.message_en


def test_the_example_of_the_documentation_reads(repo: Path, tmp_path: Path) -> None:
    settings = office_settings(written(tmp_path, (repo / "docs/examples/chiso.toml").read_text(encoding="utf-8")))
    smtp = settings.get(SmtpSettings)
    assert smtp and smtp.password_file == "/etc/chiso/smtp-password" and settings.get(WebhookSettings)


def test_the_example_has_every_key_of_every_section(repo: Path) -> None:
    text = (repo / "docs/examples/chiso.toml").read_text(encoding="utf-8")
    parts = text.split("\n[")
    for kind in SECTIONS:
        (part,) = [part for part in parts if part.startswith(f"{kind.SECTION}]")]
        stated = {line.lstrip("# ").partition(" = ")[0] for line in part.splitlines() if " = " in line}
        assert stated == {key.name for key in fields(kind)}, kind.SECTION


FAULTS = [
    ("[releases]\nkeep = 0\n", "wrong_value", "releases.keep", "0"),
    ("[releases]\nkept = 3\n", "unknown_key", "releases.kept", ""),
    # text, code, key as the message names it, found as the message shows it
    (SMTP + "prt = 25\n", "unknown_key", "alerts.smtp.prt", ""),
    (SMTP + 'password = "bí mật"\n', "unknown_key", "alerts.smtp.password", ""),
    (SMTP + "port = 0\n", "wrong_value", "alerts.smtp.port", "0"),
    (SMTP + "port = 65536\n", "wrong_value", "alerts.smtp.port", "65536"),
    (SMTP + "port = true\n", "wrong_value", "alerts.smtp.port", "true"),
    (SMTP + 'port = "25"\n', "wrong_value", "alerts.smtp.port", '"25"'),
    (SMTP + 'security = "tls"\n', "wrong_value", "alerts.smtp.security", '"tls"'),
    (SMTP + "timeout_seconds = 301\n", "wrong_value", "alerts.smtp.timeout_seconds", "301"),
    (SMTP + 'password_file = "secret"\n', "wrong_value", "alerts.smtp.password_file", '"secret"'),
    (SMTP.replace("c@d.vn", "c@d.vn>, <x@y.vn"), "wrong_value", "alerts.smtp.recipients", '["c@d.vn>, <x@y.vn"]'),
    (SMTP.replace("a@b.vn", r"a@b.vn\nBcc: x"), "wrong_value", "alerts.smtp.sender", r'"a@b.vn\nBcc: x"'),
    (SMTP.replace('["c@d.vn"]', '"c@d.vn"'), "wrong_value", "alerts.smtp.recipients", '"c@d.vn"'),
    (SMTP.replace('["c@d.vn"]', "[]"), "wrong_value", "alerts.smtp.recipients", "[]"),
    (SMTP.replace('host = "mail.vn"\n', ""), "missing_key", "alerts.smtp.host", ""),
    ("[alerts.mail]\n", "unknown_section", "alerts.mail", ""),
    ("alerts = 1\n", "wrong_value", "alerts", "1"),
    ('[alerts.file]\nfolder = "ban-tin"\n', "wrong_value", "alerts.file.folder", '"ban-tin"'),
    ('[alerts.webhook]\nurl = "file:///etc/passwd"\n', "wrong_value", "alerts.webhook.url", '"file:///etc/passwd"'),
    ("[alerts.smtp\n", "unreadable", "", ""),
]


@pytest.mark.parametrize(("text", "code", "key", "found"), FAULTS)
def test_a_fault_names_file_key_and_what_was_found(tmp_path: Path, text: str, code: str, key: str, found: str) -> None:
    with pytest.raises(SettingsError) as fault:
        office_settings(written(tmp_path, text))
    assert fault.value.code == code
    for sentence in (fault.value.message_vi, fault.value.message_en):
        assert str(tmp_path / "chiso.toml") in sentence and key in sentence and found in sentence
    assert "bí mật" not in fault.value.message_vi  # a value that stands where none may is not printed


@pytest.mark.parametrize("port", [1, 65535])
def test_the_smallest_and_the_greatest_port_are_right(tmp_path: Path, port: int) -> None:
    smtp = office_settings(written(tmp_path, SMTP + f"port = {port}\n")).get(SmtpSettings)
    assert smtp and smtp.port == port


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as fault:
        office_settings(written(tmp_path, SMTP + 'port = 0\n[alerts.webhook]\nurl = "x"\n[x]\n'))
    assert len(fault.value.message_vi.splitlines()) == len(fault.value.message_en.splitlines()) == 3


def test_a_fault_of_another_section_does_not_stop_the_reading_of_one(tmp_path: Path) -> None:
    data = written(
        tmp_path, '[alerts.smtp]\nport = 0\n[alerts.file]\nfolder = "/srv/x"\n[dagster]\nprovinces = ["08"]\n'
    )
    assert office_section(data, DagsterSettings) == DagsterSettings(("08",))
    assert office_section(data, FolderSettings) == FolderSettings("/srv/x")
    assert office_section(data, WebhookSettings) is None
    with pytest.raises(SettingsError) as fault:
        office_section(data, SmtpSettings)
    assert len(fault.value.message_vi.splitlines()) == 4 and "alerts.smtp.port" in fault.value.message_vi
    with pytest.raises(SettingsError):
        office_section(written(tmp_path, "dagster = 1\n"), DagsterSettings)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "chiso.toml").write_bytes(SMTP.encode() + b"# \xe0\n")
    with pytest.raises(SettingsError) as fault:
        office_settings(tmp_path)
    assert fault.value.code == "unreadable"

"""A digest goes through every channel once; a channel that fails is noted, stops no other and raises nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.local_servers import Mailbox, Web, mail_server, web_server
from unit.alerts.test_channels import DIGEST
from unit.publication.hand_made import judged, places_of

from pipelines.alerts import deliver as module
from pipelines.alerts.deliver import deliver, last_failures
from pipelines.cli.app import call
from pipelines.settings import Places


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.delenv("CHISO_SETTINGS", raising=False)
    return places_of(tmp_path)


def set_office(places: Places, box: Mailbox, web: Web) -> Path:
    out = places.data / "out"
    out.mkdir(exist_ok=True)
    (places.data / "chiso.toml").write_text(
        f'[alerts.smtp]\nhost = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nsender = "c@d.vn"\n'
        f'recipients = ["a@b.vn"]\n[alerts.webhook]\nurl = "{web.url}"\n[alerts.file]\nfolder = "{out}"\n'
    )
    return out


def test_without_settings_nothing_is_sent_and_nothing_written(places: Places) -> None:
    assert deliver(places, DIGEST) == [] and not places.alerts.exists()


def test_each_channel_once_and_only_the_failed_one_again(places: Places) -> None:
    with mail_server(Mailbox(refuses=("a@b.vn",))) as box, web_server(Web()) as web:
        out = set_office(places, box, web)
        first = deliver(places, DIGEST)
        assert [(done.channel, done.is_sent) for done in first] == [
            ("smtp", False),
            ("webhook", True),
            ("folder", True),
        ]
        (failure,) = last_failures(places)
        assert failure.en == "The digest was not sent (e-mail through 127.0.0.1): the server refused 1 recipients."
        box.refuses = ()
        second = deliver(places, DIGEST)
        assert [done.is_sent for done in second] == [True, None, None] and last_failures(places) == []
        assert [done.is_sent for done in deliver(places, DIGEST)] == [None, None, None]
        assert (len(box.mails), len(web.bodies), len(list(out.iterdir()))) == (1, 1, 1)

        changed = replace(DIGEST, key="cd" * 32)
        assert [done.is_sent for done in deliver(places, changed)] == [True, True, True]
        assert [done.is_sent for done in deliver(places, replace(DIGEST, period="2026-11"))] == [True, True, True]
        assert [done.is_sent for done in deliver(places, changed)] == [None, None, None]
        assert len(box.mails) == len(web.bodies) == 3
        assert "secret-token" not in (places.alerts / "sent.json").read_text()


def test_a_fault_of_the_settings_is_a_line_of_the_answer(places: Places) -> None:
    (places.data / "chiso.toml").write_text("[alerts.mail]\n")
    (done,) = deliver(places, DIGEST)
    assert (done.channel, done.is_sent) == ("settings", False) and "[alerts.mail]" in done.said.vi


def test_a_disk_that_takes_no_note_is_a_line_of_the_answer(places: Places) -> None:
    (places.data / "chiso.toml").write_text(f'[alerts.file]\nfolder = "{places.data}"\n')
    places.alerts.parent.write_text("a file where the folder should be")
    (done,) = deliver(places, DIGEST)
    assert done.is_sent is False


def test_a_fault_that_nobody_foresaw_stops_no_other_channel(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("password=s3cret")

    monkeypatch.setattr(module, "post", broken)
    with mail_server(Mailbox()) as box:
        set_office(places, box, Web(url="http://127.0.0.1:1/x"))
        done = deliver(places, DIGEST)
    assert [line.is_sent for line in done] == [True, False, True]
    assert "s3cret" not in (places.alerts / "sent.json").read_text()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"sent": {}}'])
def test_a_damaged_note_is_begun_anew(places: Places, content: str) -> None:
    out = places.data / "out"
    out.mkdir()
    (places.data / "chiso.toml").write_text(f'[alerts.file]\nfolder = "{out}"\n')
    places.alerts.mkdir(parents=True)
    (places.alerts / "sent.json").write_text(content)
    assert [done.is_sent for done in deliver(places, DIGEST)] == [True]
    assert json.loads((places.alerts / "sent.json").read_text())["sent"] == {"folder": {"2026-10": DIGEST.key}}


def test_the_command_sends_once_and_says_where(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1", refused=True)
    data = ["--period", "2026-10", "--data", str(places.data)]
    assert call(["digest", "--send", *data]) == 1
    printed = capsys.readouterr()
    assert "Khâu kiểm soát từ chối bản dựng b1" in printed.out and str(places.data / "chiso.toml") in printed.err
    with mail_server(Mailbox()) as box, web_server(Web(500)) as web:
        set_office(places, box, web)
        assert call(["digest", "--send", *data]) == 1
        said = capsys.readouterr().out
        assert "Đã gửi bản tin: thư điện tử qua 127.0.0.1." in said and "máy chủ trả lời 500" in said
        web.status = 200
        assert call(["digest", "--send", "--lang", "en", *data]) == 0
        said = capsys.readouterr().out
        assert "The same digest was sent before: e-mail" in said and "The digest was sent: web address" in said
    assert len(box.mails) == 1

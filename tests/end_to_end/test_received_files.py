"""An inbox as offices send it: hostile files beside good ones in folders, archives and mails, through to the release.

The good ones are published with what openpyxl reads in them; every other file is named until it is settled.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from support.archives import locked, mail, zipped
from support.compound import outlook
from support.printed import figure

from pipelines.cli.app import ERROR, OK, call
from pipelines.cli.context import UNREAD
from pipelines.ledger import Ledger
from pipelines.publication.release.release import current_release
from pipelines.settings import Places, places
from pipelines.warehouse.query import query

PERIOD = "2026-08"
GOOD = ("C00691", "C00694", "C00700", "C00706")  # one by itself, in a zip, in a mail, in a message of Outlook
LATE, SPOILT = "C00715", "C00733"
N_HOSTILE = 120

pytestmark = pytest.mark.slow


def sent(sample: Path, reporter: str) -> Path:
    return sample / f"08_XA-01_{PERIOD}_{reporter}.xlsx"


def hostile(rng: random.Random, good: bytes) -> bytes:
    """Random bytes, or a good file, an archive or a mail with bytes changed or cut off."""
    kind = rng.randrange(5)
    if kind == 0:
        return rng.randbytes(rng.randrange(2_000))
    whole = (good, zipped({"a.xlsx": good}), mail({"a.xlsx": good}).as_bytes(), outlook({"a.xlsx": good}, "x@y.vn"))
    content = bytearray(whole[kind - 1])
    if rng.random() < 0.5:
        del content[rng.randrange(len(content)) :]
    else:
        for _ in range(40):
            content[rng.randrange(len(content))] ^= rng.randrange(1, 256)
    return bytes(content)


def fill(inbox: Path, sample: Path) -> None:
    """Good files in four wrappings, and everything that must cost only itself."""
    inbox.mkdir()
    one, packed, mailed, msg = (sent(sample, reporter).read_bytes() for reporter in GOOD)
    (inbox / sent(sample, GOOD[0]).name).write_bytes(one)
    (inbox / "b.zip").write_bytes(zipped({f"xã/{sent(sample, GOOD[1]).name}": packed, "Thumbs.db": b"1"}))
    (inbox / "c.eml").write_bytes(mail({sent(sample, GOOD[2]).name: mailed}).as_bytes())
    (inbox / "d.msg").write_bytes(outlook({sent(sample, GOOD[3]).name: msg}, "van.thu@xa.vn"))
    os.mkfifo(inbox / "fifo.xlsx")
    (inbox / "link.xlsx").symlink_to("/etc/passwd")
    (inbox / "gone.xlsx").symlink_to("/nowhere")
    (inbox / "khoá.zip").write_bytes(locked(zipped({"a.xlsx": one})))
    (inbox / "bomb.zip").write_bytes(zipped({"a.xlsx": bytes(300 << 20)}))
    (inbox / "ảnh.jpg").write_bytes(b"\xff\xd8\xff\xe0\0")
    with open(os.fsencode(inbox) + b"/b\xe1o c\xe1o.pdf", "wb") as file:
        file.write(b"%PDF-1.7")
    with (inbox / "huge.xlsx").open("wb") as file:
        file.truncate(3 << 30)
    rng = random.Random(7)
    for n in range(N_HOSTILE):
        (inbox / f"hostile {n:03d}").write_bytes(hostile(rng, sent(sample, SPOILT).read_bytes()))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    root = tmp_path_factory.mktemp("received")
    fill(root / "inbox", sample)
    return root


def chiso(desk: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    code = call([*words, "--data", str(desk / "data")])
    return code, capsys.readouterr().out.splitlines()


def spot(desk: Path) -> Places:
    return places("08", desk / "data")


def test_good_files_are_published_whatever_lies_beside_them(
    desk: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = chiso(desk, capsys, "receive", str(desk / "inbox"))
    assert code == UNREAD
    assert lines[-1].startswith("Đọc được ") and "· bỏ qua " in lines[-1]
    code, _ = chiso(desk, capsys, "run", "--period", PERIOD)
    assert code == OK
    rows = query(
        current_release(spot(desk)).folder,
        "select area_id, value from indicator_value where period_code = $period and indicator_code = 'N_ADULT'"
        " and measure_code = 'in_period' and breakdown_code = '_T' and state = 'current'",
        {"period": PERIOD},
    )
    found = dict(rows.iter_rows())
    assert {reporter: found[f"c25-{reporter[1:]}"] for reporter in GOOD} == {
        reporter: figure(sent(sample, reporter), "10") for reporter in GOOD
    }
    print(f"hostile files: {N_HOSTILE} and 8 special ones beside {len(GOOD)} good ones, all {len(GOOD)} published")


def test_every_other_file_is_named_with_its_reason(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = chiso(desk, capsys, "status")
    text = {line.split("\t")[1]: line for line in lines if line.startswith(("R0", "S0"))}
    for name, words in {
        "khoá.zip": "có mật khẩu",
        "bomb.zip": "giải nén quá lớn",
        "ảnh.jpg": "ảnh JPEG",
        r"b\xe1o c\xe1o.pdf": "PDF",
    }.items():
        assert words in text[name], name
    # what was skipped is named until the next release, and that was published; the ledger keeps it
    assert not any(name in text for name in ("fifo.xlsx", "link.xlsx", "huge.xlsx"))
    entries = Ledger(spot(desk).ledger).read()
    skipped = {entry.payload["source"]: entry.payload["reason"] for entry in entries if entry.kind == "skip"}
    assert {"inbox/b.zip/Thumbs.db": "system_file", "inbox/fifo.xlsx": "special_file"}.items() <= skipped.items()
    assert skipped["inbox/huge.xlsx"] == "too_large" and skipped["inbox/gone.xlsx"] == "dangling_link"
    code, lines = chiso(desk, capsys, "remind")
    assert code == OK and any("ảnh.jpg" in line for line in lines)


def test_a_file_after_the_verdict_is_said_to_be_late_and_a_dismissed_one_is_gone(
    desk: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = chiso(desk, capsys, "receive", str(sent(sample, LATE)))
    assert code == OK and any(f"tệp đến sau khi đã duyệt {PERIOD}-r001" in line for line in lines)
    _, lines = chiso(desk, capsys, "status")
    assert "Tệp đến sau khi đã duyệt (1); số liệu vào bản công bố sau:" in lines
    (photo,) = (line.split("\t")[0] for line in lines if "\tảnh.jpg\t" in line)
    stated = ("--reason", "Ảnh gửi nhầm, xã đã gửi tệp Excel", "--owner", "Phòng Quản lý khoa học")
    assert chiso(desk, capsys, "dismiss", photo, *stated)[0] == OK
    _, lines = chiso(desk, capsys, "status")
    assert not any("\tảnh.jpg\t" in line for line in lines)
    assert chiso(desk, capsys, "dismiss", photo, *stated)[0] == ERROR


def test_the_reply_names_other_files_of_the_same_office(
    desk: Path, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = desk / f"08_XA-01_2026-09_{LATE}.xlsx"
    cut.write_bytes(sent(sample, LATE).read_bytes()[:5_000])
    assert chiso(desk, capsys, "receive", str(cut))[0] == UNREAD
    code, lines = chiso(desk, capsys, "reply", "--period", PERIOD, "--out", str(desk / "replies"))
    assert code == OK and any(cut.name in line for line in lines)
    import openpyxl

    (path,) = (desk / "replies").glob(f"*{LATE.lower()}*.xlsx")
    first = openpyxl.load_workbook(path).worksheets[0]
    texts = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    assert any(f"Tệp khác của đơn vị chưa đọc được: “{cut.name}”" in text for text in texts), texts

"""What `chiso receive` says of every file, with which exit code, and how `status`, `remind` and `dismiss` go on."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from support import trial
from support.archives import mail, zipped

from pipelines.cli.app import ERROR, OK, call
from pipelines.cli.context import UNREAD
from pipelines.cli.screen import printable
from pipelines.ledger import Entry
from pipelines.publication import month
from pipelines.publication.triggers import take_new
from pipelines.submissions.intake.review.evidence_files import EvidenceFile


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("received") / "seeds"
    trial.codebook(folder)
    return folder


class Cli:
    """Commands on one province's data."""

    def __init__(self, root: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.seeds, self.capsys = root, seeds, capsys
        self.inbox = root / "inbox"
        self.inbox.mkdir()

    def form(self, name: str, **cells: object) -> Path:
        return trial.write(self.inbox / name, {"TRIAL-01": trial.row_form(**cells)})

    def __call__(self, *words: str) -> tuple[int, list[str]]:
        code = call([*words, "--data", str(self.root / "data"), "--seeds", str(self.seeds)])
        return code, self.capsys.readouterr().out.splitlines()


@pytest.fixture
def cli(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, seeds, capsys)


def note(lines: list[str], file: str) -> str:
    """The last column of a file's line."""
    return next(line for line in lines if line.startswith(f"{file}\t")).split("\t")[-1]


def test_all_read_is_exit_code_0_and_says_what_to_type_next(cli: Cli) -> None:
    cli.form("a.xlsx", E9=5)
    (cli.inbox / "Thumbs.db").write_bytes(b"1")  # no report: named, and no reason to stop a script
    code, lines = cli("receive", str(cli.inbox))
    assert code == OK
    assert lines[-1] == "Đọc được 1 · chờ 0 · từ chối 0 · không mở được 0 · bỏ qua 1"
    assert "Dựng và công bố: chiso run --period 2026-10" in lines
    assert "Thumbs.db\ttệp của hệ điều hành, không phải báo cáo" in lines
    assert "a.xlsx\tR000002" in "\n".join(lines) and "\tđã đọc\tTRIAL-01\t2026-10\tC00700\tđầy đủ\t" in "\n".join(lines)


def test_each_outcome_is_counted_and_the_exit_code_says_that_not_all_were_read(cli: Cli) -> None:
    cli.form("a good.xlsx", E9=5)
    cli.form("b waits.xlsx", A1="Biểu số: KHAC-99", E9=5)
    cli.form("c refused.xlsx", E1="Đơn vị báo cáo: xã Không Có")
    (cli.inbox / "d photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0")
    (cli.inbox / "e link.xlsx").symlink_to("/etc/passwd")
    code, lines = cli("receive", str(cli.inbox))
    assert code == UNREAD == 3
    assert lines[-1] == "Đọc được 1 · chờ 1 · từ chối 1 · không mở được 1 · bỏ qua 1"
    assert "ảnh JPEG" in note(lines, "d photo.jpg")
    assert any("chiso reply R00000" in line for line in lines)
    assert "read" not in "\t".join(lines[1:5]).split("\t")
    code, lines = cli("receive", str(cli.inbox), "--lang", "en")
    assert lines[-1] == "Read 1 · waiting 1 · refused 1 · unreadable 1 · skipped 1"


@pytest.mark.parametrize("name", ["a link.xlsx", "a gone.xlsx", "a fifo.xlsx"])
def test_an_entry_named_by_itself_is_reported_not_an_error(cli: Cli, name: str) -> None:
    path = cli.inbox / name
    if "fifo" in name:
        os.mkfifo(path)
    else:
        path.symlink_to("/etc/passwd" if "link" in name else "/nowhere")
    code, lines = cli("receive", str(path))
    assert code == UNREAD
    assert lines[-1] == "Đọc được 0 · chờ 0 · từ chối 0 · không mở được 0 · bỏ qua 1"


def test_a_path_that_does_not_exist_is_an_error_and_nothing_is_written(cli: Cli) -> None:
    code, _ = cli("receive", str(cli.inbox / "nothing.xlsx"))
    assert code == ERROR and not (cli.root / "data").exists()


def test_a_half_rejected_file_says_so_in_one_line(cli: Cli) -> None:
    cli.form("a.xlsx", E9=5, E11="abc", F11="xyz", E12="2025?x", I9=77, J10=3.5)
    code, lines = cli("receive", str(cli.inbox))
    text = note(lines, "a.xlsx")
    assert code == OK
    assert "3 trong 4 số liệu không nhận; nhiều nhất (3 ô): TRIAL-01!E11: “[…]” không phải là số" in text
    assert "2 số nằm ngoài các bảng đã khai báo, không được đọc: TRIAL-01!I9 …" in text


def test_a_file_without_a_fault_has_an_empty_note(cli: Cli) -> None:
    cli.form("a.xlsx", E9=5, F9=6, E10=2, E11=1, F11=1, E12=0, F12=0)
    _, lines = cli("receive", str(cli.inbox))
    assert note(lines, "a.xlsx") == ""


def test_the_same_file_again_says_so(cli: Cli) -> None:
    cli.form("a.xlsx", E9=5)
    cli("receive", str(cli.inbox))
    _, lines = cli("receive", str(cli.inbox))
    assert "đã nhận trước đây: R000002-" in note(lines, "a.xlsx")


def test_archives_and_mails_show_the_path_inside(cli: Cli) -> None:
    form = cli.form("a.xlsx", E9=5)
    content = form.read_bytes()
    form.unlink()
    (cli.inbox / "b.zip").write_bytes(zipped({"xã/a.xlsx": content, "ảnh.png": b"\x89PNG\r\n\x1a\n\0"}))
    (cli.inbox / "c.eml").write_bytes(mail({"bc.xlsx": content}).as_bytes())
    code, lines = cli("receive", str(cli.inbox))
    assert code == UNREAD and lines[-1].startswith("Đọc được 2 · chờ 0 · từ chối 0 · không mở được 1")
    assert [line.split("\t")[0] for line in lines[1:4]] == ["b.zip/xã/a.xlsx", "b.zip/ảnh.png", "c.eml/bc.xlsx"]
    code, lines = cli("receive", "--preview", str(cli.inbox))
    assert code == OK and sum("a.xlsx" in line or "bc.xlsx" in line for line in lines) >= 2


def test_status_names_every_open_file_until_it_is_dismissed(cli: Cli) -> None:
    (cli.inbox / "a.pdf").write_bytes(b"%PDF-1.7")
    (cli.inbox / "b.xlsx").symlink_to("/nowhere")
    cli("receive", str(cli.inbox))
    _, lines = cli("status")
    assert "Tệp cần người xử lý (2):" in lines
    (pdf,) = (line for line in lines if "\ta.pdf\t" in line)
    (link,) = (line for line in lines if "\tb.xlsx\t" in line)
    assert "\tkhông mở được\t" in pdf and "\tđã bỏ qua\t" in link and "liên kết tới tệp không còn nữa" in link
    code, _ = cli("dismiss", pdf.split("\t")[0])
    assert code == ERROR  # without reason and owner
    for line in (pdf, link):
        code, _ = cli("dismiss", line.split("\t")[0], "--reason", "Gửi nhầm", "--owner", "Phòng Quản lý")
        assert code == OK
    _, lines = cli("status")
    assert not any("Tệp cần người xử lý" in line for line in lines)
    code, _ = cli("dismiss", pdf.split("\t")[0], "--reason", "Gửi nhầm", "--owner", "Phòng Quản lý")
    assert code == ERROR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\u202egpj.xlsx", r"a\u202egpj.xlsx"),
        ("a\x9bb\x7f", r"a\x9bb\x7f"),
        ("a\udcffb", r"a\udcffb"),
        ("a\tb\nc", "a\tb\nc"),
        ("Ủy ban nhân dân – “xã”", "Ủy ban nhân dân – “xã”"),
    ],
)
def test_what_acts_on_a_terminal_is_printed_as_an_escape(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_a_scan_that_a_form_names_as_evidence_needs_nobody(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (cli.inbox / "QĐ 12.pdf").write_bytes(b"%PDF-1.7")
    (cli.inbox / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    real = month.evidence_files

    def named(entries: list[Entry], cells: object) -> list[EvidenceFile]:
        assert real(entries, []) == []
        receipts = [entry.payload for entry in entries if entry.kind == "receipt"]
        return [EvidenceFile("s", "01", one["receipt_id"]) for one in receipts if one["original_name"] == "QĐ 12.pdf"]

    def cells(*_: object) -> pl.DataFrame:
        line = {"submission_id": "s", "row_key": "01", "raw_text": "QĐ 12.pdf"}
        return pl.DataFrame([line | {"reporter_code": "D08-STC", "form_code": "STC-01", "period_code": "2026-10"}])

    monkeypatch.setattr(month, "evidence_files", named)
    monkeypatch.setattr(month, "evidence_cells", cells)
    code, lines = cli("receive", str(cli.inbox))
    assert note(lines, "QĐ 12.pdf") == "minh chứng của STC-01, kỳ 2026-10, D08-STC"
    assert code == UNREAD and lines[-1] == "Đọc được 0 · chờ 0 · từ chối 0 · không mở được 1 · minh chứng 1"
    _, lines = cli("status")
    assert "Tệp cần người xử lý (1):" in lines and not any("QĐ 12.pdf" in line for line in lines)


def test_reply_to_all_leaves_out_what_needs_nobody(cli: Cli) -> None:
    (cli.inbox / "a.pdf").write_bytes(b"%PDF-1.7")
    (cli.inbox / "b.pdf").write_bytes(b"%PDF-1.6")
    _, lines = cli("receive", str(cli.inbox))
    (receipt,) = (line.split("\t")[1] for line in lines if line.startswith("b.pdf\t"))
    cli("dismiss", receipt, "--reason", "Gửi nhầm", "--owner", "Phòng Quản lý")
    _, lines = cli("reply", "--all")
    assert [line.split("\t")[1:3] for line in lines if line.endswith(".xlsx")] == [["a.pdf", "không mở được"]]
    code, lines = cli("reply", receipt)  # asked for by its id
    assert code == OK and any("\tb.pdf\t" in line for line in lines)


def test_remind_names_open_files_before_the_first_release(cli: Cli) -> None:
    (cli.inbox / "a.pdf").write_bytes(b"%PDF-1.7")
    cli("receive", str(cli.inbox))
    code, lines = cli("remind")
    assert code == ERROR and any("\ta.pdf\t" in line for line in lines)


def test_a_form_left_blank_says_that_no_figure_was_taken(cli: Cli) -> None:
    cli.form("trống.xlsx", E9=None, F9=None, E10=None, E11=None, F11=None, E12=None, F12=None)
    _, lines = cli("receive", str(cli.inbox))
    assert (
        "\tđã đọc\t" in "\n".join(lines) and note(lines, "trống.xlsx") == "không có số nào; 7 ô phải điền còn để trống"
    )


def test_new_takes_what_is_complete_in_the_inbox_of_the_province_and_names_what_waits(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cli.root / "data" / "inbox" / "08"
    folder.mkdir(parents=True)
    cli.form("a.xlsx", E9=5).rename(folder / "a.xlsx")
    code, lines = cli("receive", "--new")
    assert (code, lines) == (
        OK,
        ["Chưa nhận “a.xlsx”: đang được chép hoặc vừa thay đổi.", f"Không có tệp mới đã ghi xong trong {folder}."],
    )
    now = time.time() + 60
    monkeypatch.setattr(take_new, "time", SimpleNamespace(time=lambda: now))
    code, lines = cli("receive", "--new")
    assert code == OK and lines[-1] == "Đọc được 1 · chờ 0 · từ chối 0 · không mở được 0"
    assert cli("receive", "--new") == (OK, [f"Không có tệp mới đã ghi xong trong {folder}."])


@pytest.mark.parametrize("words", [[], ["--new", "."], ["--new", "--period", "2026-10"], ["--new", "--preview"]])
def test_files_are_named_or_new_is_given_alone(cli: Cli, words: list[str]) -> None:
    assert call(["receive", *words, "--data", str(cli.root / "data"), "--seeds", str(cli.seeds)]) == ERROR
    assert "cần tên tệp hoặc thư mục, hoặc chỉ --new" in cli.capsys.readouterr().err

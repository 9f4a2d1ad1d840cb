"""A report without a form: any document is accepted for its duty and named; what can be no report is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import trial
from support.archives import mail, zipped

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import NOTHING_STATED, Delivery, receive

WORD = zipped({"[Content_Types].xml": b"", "word/document.xml": b""})
STATED = Delivery(sender="D08-STC", form="KH57-CQ", period="2026")


@pytest.fixture
def landed(tmp_path: Path, trial_codebook: Codebook) -> Any:
    def read(
        name: str, content: bytes, delivery: Delivery = NOTHING_STATED, folder: str = "in"
    ) -> list[dict[str, Any]]:
        spot, inbox = places("08", tmp_path / "data"), tmp_path / folder
        inbox.mkdir()
        (inbox / name).write_bytes(content)
        receive(spot, trial_codebook, [inbox], delivery)
        landing = land(spot, trial_codebook, Ledger(spot.ledger).read())
        return pl.read_parquet(landing.folder / "*" / "submission-*.parquet").sort("receipt_seq").to_dicts()

    return read


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Báo cáo.docx", WORD, "Word"),
        ("Báo cáo.pdf", b"%PDF-1.7", "PDF"),
        ("scan.jpg", b"\xff\xd8\xff\xe0\0", "ảnh JPEG"),
        ("Báo cáo.rtf", b"{\\rtf1 x}", "RTF"),
        ("Báo cáo.txt", "Kính gửi Sở\nBáo cáo năm\n".encode(), "CSV / văn bản"),
    ],
)
def test_a_document_for_its_duty_is_accepted_and_named(landed: Any, name: str, content: bytes, kind: str) -> None:
    (row,) = landed(name, content, STATED)
    assert (row["outcome"], row["reason_code"]) == ("read", "written_report")
    assert (row["reporter_code"], row["form_code"], row["period_code"]) == ("D08-STC", "KH57-CQ", "2026")
    assert row["message_vi"] == (
        f"Đã nhận báo cáo bằng văn bản của Sở Tài chính tỉnh Tuyên Quang ({kind}, không đọc nội dung)"
    )
    assert row["n_nonempty"] == row["n_observation"] == 0 and row["form_version"] is None


def test_a_workbook_for_such_a_duty_is_a_written_report_too(landed: Any, tmp_path: Path) -> None:
    book = trial.write(tmp_path / "b.xlsx", {"S": {"A1": "Báo cáo"}}).read_bytes()
    (row,) = landed("b.xlsx", book, STATED)
    assert row["outcome"] == "read" and "(bảng tính, không đọc nội dung)" in row["message_vi"]


def test_the_file_name_says_the_duty_where_nobody_states_it(landed: Any) -> None:
    (row,) = landed("08_KH57-CQ_2026_D08-STC.docx", WORD)
    assert (row["outcome"], row["reporter_code"], row["period_code"]) == ("read", "D08-STC", "2026")


def test_each_attachment_of_a_mail_is_one(landed: Any) -> None:
    rows = landed("thu.eml", mail({"a.docx": WORD, "b.pdf": b"%PDF-1.7"}).as_bytes(), STATED)
    assert [row["outcome"] for row in rows] == ["read", "read"]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty_file"), (b"MZ\x90\0\3", "not_a_workbook"), (b"PK\3\4 cut", "truncated")]
)
def test_what_can_be_no_report_is_unreadable(landed: Any, content: bytes, reason: str) -> None:
    (row,) = landed("a.docx", content, STATED)
    assert (row["outcome"], row["reason_code"], row["form_code"]) == ("unreadable", reason, "KH57-CQ")


def test_a_report_of_nobody_or_of_no_period_is_refused(landed: Any) -> None:
    (row,) = landed("a.docx", WORD, Delivery(form="KH57-CQ", period="2026"))
    assert (row["outcome"], row["reason_code"]) == ("refused", "written_incomplete")
    assert "chưa rõ đơn vị báo cáo" in row["message_vi"]
    rows = landed("b.docx", WORD, Delivery(form="KH57-CQ"), folder="D08-STC")
    assert "chưa rõ kỳ báo cáo" in rows[1]["message_vi"] and rows[1]["reporter_code"] == "D08-STC"
    by_name = Delivery(form="KH57-CQ", period="2026")  # of two offices of this name, the one that exists in 2026
    rows = landed("c.docx", WORD, by_name, folder="Sở Tài chính tỉnh Tuyên Quang")
    assert (rows[2]["outcome"], rows[2]["reporter_code"]) == ("read", "D08-STC")


def test_a_document_for_a_duty_with_a_form_is_no_report(landed: Any) -> None:
    (row,) = landed("a.docx", WORD, Delivery(sender="C00700", form="XA-01", period="2026-10"))
    assert (row["outcome"], row["reason_code"]) == ("unreadable", "not_a_workbook")
    assert "biểu mẫu Excel" in row["message_vi"]

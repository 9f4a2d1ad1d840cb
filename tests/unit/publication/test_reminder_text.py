"""The text that `chiso remind --out` writes for a unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.codebook.contacts import Contact
from pipelines.publication.reply.reminder_text import Sender, combined, reminder_texts
from pipelines.warehouse.as_known import questions

CONTACT = Contact("Sở Khoa học và Công nghệ tỉnh Thử", "Bộ phận tiếp nhận báo cáo", "0207 000 000", 3)
SENDER = Sender(CONTACT, date(2026, 10, 20), date(2026, 10, 23))


def duty(reporter: str, reason: str, period: str = "Tháng 10 năm 2026") -> dict[str, object]:
    return {
        "reporter_code": reporter,
        "reporter_name_vi": {"C2": "UBND xã Bản Đặng", "C1": "UBND xã Ân"}.get(reporter, "UBND xã Yên"),
        "sort_key": {"C2": "b", "C1": "a"}.get(reporter, "y"),
        "duty_name_vi": "Biểu XA-01",
        "period_name_vi": period,
        "reason": reason,
        "asked_by": date(2026, 10, 19),
        "n_working_days": 1,
        "receiver_vi": "Sở Khoa học và Công nghệ",
    }


def question(reporter: str, text: str) -> dict[str, object]:
    return {
        **{key: duty(reporter, "")[key] for key in ("reporter_code", "reporter_name_vi", "sort_key")},
        **{"form_code": "XA-01", "period_code": "2026-10", "period_name_vi": "Tháng 10 năm 2026", "question": text},
    }


NO_QUESTIONS = pl.DataFrame([question("C1", "")]).clear()


def test_a_late_unit_reads_what_is_missing_since_when_and_whom_to_ask() -> None:
    (reminder,) = reminder_texts(pl.DataFrame([duty("C2", "missing")]), NO_QUESTIONS, SENDER)
    assert reminder.file_name == "C2_ubnd-xa-ban-dang.txt"
    assert reminder.body == (
        "Kính gửi: UBND xã Bản Đặng\n\n"
        "Sở Khoa học và Công nghệ tỉnh Thử đề nghị đơn vị thực hiện các việc sau (tính đến ngày 20/10/2026):\n\n"
        "1. Biểu XA-01, tháng 10 năm 2026.\n"
        "   Chưa nhận được báo cáo. Hạn gửi là ngày 19/10/2026, đã quá 1 ngày làm việc; đề nghị gửi ngay.\n"
        "   Nơi nhận: Sở Khoa học và Công nghệ.\n\n"
        "Nếu đơn vị vừa gửi, xin bỏ qua tin này. Trân trọng cảm ơn.\n"
        "Cần hỏi: Bộ phận tiếp nhận báo cáo, Sở Khoa học và Công nghệ tỉnh Thử, điện thoại 0207 000 000\n"
    )


def test_who_waits_for_a_decision_gets_no_text_and_who_is_only_asked_gets_one() -> None:
    duties = pl.DataFrame([duty("C3", "waiting")])
    asked = pl.DataFrame([question("C2", f"câu hỏi {n}") for n in range(7)])
    (reminder,) = reminder_texts(duties, asked, SENDER)
    assert reminder.reporter_code == "C2"
    assert "1. Giải trình hoặc sửa số liệu biểu XA-01, tháng 10 năm 2026 (7 câu hỏi)." in reminder.body
    # five in words, two counted
    assert reminder.body.count("- câu hỏi") == 5 and "và 2 câu hỏi khác" in reminder.body
    assert "chậm nhất ngày 23/10/2026" in reminder.body


def test_units_stand_in_the_order_of_their_names_and_simulated_figures_are_called_so() -> None:
    marked = SENDER._replace(notice="SỐ LIỆU MÔ PHỎNG", contact=None)
    duties = pl.DataFrame([duty("C2", "missing"), duty("C1", "due_soon"), duty("C1", "missing", "Tháng 9 năm 2026")])
    reminders = reminder_texts(duties, NO_QUESTIONS, marked)
    assert [reminder.reporter_code for reminder in reminders] == ["C1", "C2"]
    assert "1. Biểu XA-01, tháng 10" in reminders[0].body and "2. Biểu XA-01, tháng 9" in reminders[0].body
    whole = combined(reminders)
    assert whole.count("SỐ LIỆU MÔ PHỎNG\nKính gửi: ") == 2 and "Cần hỏi" not in whole


def table(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    (folder / "parquet").mkdir(exist_ok=True)
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(folder / "parquet" / f"{name}.parquet")


def test_open_questions_are_violations_of_files_in_force_and_what_a_person_asked(tmp_path: Path) -> None:
    def violation(number: str, **other: object) -> dict[str, object]:
        row: dict[str, object] = {"violation_id": number, "message_vi": f"sai {number}", "outcome": "fail"}
        return row | {"severity": "hold", "is_waived": False, "period_code": "2026-10"} | other

    def decision(seq: int, slice_id: str, kind: str) -> dict[str, object]:
        row: dict[str, object] = {"decision_seq": seq, "slice_id": slice_id, "decision_kind": kind}
        return row | {"period_code": "2026-10", "reason": f"vì sao {slice_id}?"}

    others = [{"severity": "note"}, {"is_waived": True}, {"outcome": "undecided"}, {"period_code": "2026-09"}]
    numbers = ["1", "2", "3", "4", "5"]
    kinds = [{"severity": "question"}, *others]
    table(tmp_path, "violation", [violation(n, **kind) for n, kind in zip(numbers, kinds, strict=True)])
    table(tmp_path, "violation_cell", [{"violation_id": n, "submission_id": "F1"} for n in numbers])
    file: dict[str, object] = {"reporter_code": "C1", "form_code": "XA-01", "period_code": "2026-10"}
    in_force = [{"submission_id": "F1", "is_in_force": True}, {"submission_id": "F0", "is_in_force": False}]
    table(tmp_path, "submission_status", [file | row for row in in_force])
    decisions = [decision(1, "a", "ask"), decision(2, "b", "ask"), decision(3, "b", "accept")]
    table(tmp_path, "decision_log", decisions)
    cells = [file | {"slice_id": key, "known_to_seq": seq} for key, seq in (("a", 9), ("a", None), ("b", None))]
    table(tmp_path, "cell_version", cells)
    table(tmp_path, "reporter", [{"reporter_code": "C1", "name_vi": "UBND xã Ân", "sort_key": "a"}])
    table(tmp_path, "period", [{"period_code": "2026-10", "name_vi": "Tháng 10 năm 2026"}])
    assert questions(tmp_path)["question"].to_list() == ["sai 1", "vì sao a?"]

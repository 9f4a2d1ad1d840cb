"""A digest as text, and its key: what is new makes another digest, a further day does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.alerts.content import Content, Duty, Failed, File, Held, Published, Refused, Unfinished, Unit
from pipelines.alerts.digest import compose
from pipelines.errors import Message


def both(vi: str, en: str = "") -> Message:
    return Message("", vi, en or vi)


UNIT = Unit(both("UBND xã Mậu Duệ", "Mau Due Commune"), "missing", 3)
DUTY = Duty(
    code="XA-01",
    name=both("Biểu XA-01", "Form XA-01"),
    period=both("Tháng 10 năm 2026", "October 2026"),
    last=date(2026, 10, 19),
    n_due=124,
    n_read=123,
    units=(UNIT,),
)
FILE = File(
    file_id="R000007-ab",
    name="XA-01 thang 10.xlsx",
    unit=both("UBND xã Lũng Cú", "Lung Cu Commune"),
    state=both("từ chối", "refused"),
    reason=both("Sai biểu.", "Wrong form."),
)
UNFINISHED = Unfinished("XA-02.xlsx", both("đang mở", "open"), "20/10/2026 09:00")
RELEASE = Published(
    release_id="2026-10-r002",
    period="2026-10",
    at="20/10/2026 08:00",
    folder=Path("/d/release/08/2026-10-r002"),
    files=(Path("/d/files/a.xlsx"),),
)
HELD = Held((("violation", 5), ("reject", 1)), ((both("Sơn Vĩ", "Son Vi"), 4), (both("Cán Tỷ", "Can Ty"), 2)), 7)
REASONS = ((both("Bảng area trống.", "Table area is empty."), 1), (both("Ô không cân", "Unbalanced"), 3))
REFUSED = Refused("b1", "2026-10", REASONS)
EMPTY = Content(both("Tuyên Quang", "Tuyen Quang"), "2026-10", date(2026, 10, 22))
FULL = replace(
    EMPTY,
    duties=(DUTY,),
    n_other_duties=4,
    n_not_counted=2,
    files=(FILE,),
    n_late=1,
    n_unread=9,
    held=HELD,
    published=RELEASE,
)

TEXT = """\
Bản tin chiso: Tuyên Quang, kỳ 2026-10, đến ngày 22/10/2026.

1. CHƯA GỬI
Biểu XA-01 (XA-01), Tháng 10 năm 2026, hạn 19/10/2026: đã đọc 123 trong 124, còn 1:
- UBND xã Mậu Duệ: còn thiếu, quá 3 ngày làm việc
Kỳ khác: còn 4 báo cáo quá hạn. Danh sách: chiso remind.
2 tệp nhận sau bản số liệu này chưa tính ở đây.

2. ĐANG CHẶN HOẶC CHỜ NGƯỜI XỬ LÝ
Tệp cần người xử lý: 1. Xem lý do đầy đủ và cách xử lý: chiso status.
- XA-01 thang 10.xlsx (R000007-ab), UBND xã Lũng Cú: từ chối. Sai biểu.
Tệp đến sau khi đã duyệt: 1. Đưa vào bản công bố sau: chiso run --period 2026-10.
Tệp đã nhận, chưa đọc: 9.
Số liệu giữ lại của kỳ này: 6 (vi phạm quy tắc 5; ô không nhận khi đọc 1); 2 địa bàn: Sơn Vĩ 4; Cán Tỷ 2. Xem thứ tự \
xử lý: chiso review --period 2026-10.
Số liệu giữ lại của kỳ khác: 7.

3. ĐÃ CÔNG BỐ
Bản 2026-10-r002, kỳ 2026-10, công bố lúc 20/10/2026 08:00: /d/release/08/2026-10-r002
- Mở: /d/files/a.xlsx"""


def test_the_whole_text() -> None:
    digest = compose("08", FULL)
    assert digest.text.vi == TEXT
    assert digest.subject.vi == (
        "chiso, Tuyên Quang, kỳ 2026-10: bản hiện hành 2026-10-r002; 1 đơn vị chưa gửi; 8 việc cần xử lý"
    )
    english = digest.text.en.splitlines()
    assert len(english) == len(TEXT.splitlines()) and "- Mau Due Commune: missing, 3 working days late" in english
    assert digest.both.startswith(TEXT + "\n") and digest.both.endswith(digest.text.en + "\n")


def test_what_stopped_the_run_comes_first() -> None:
    stopped = replace(FULL, refused=REFUSED, failed=Failed("3f2a", ("warehouse", "quality")))
    lines = compose("08", stopped).text.vi.split("XỬ LÝ\n")[1].splitlines()
    assert lines[:4] == [
        "Lượt chạy 3f2a dừng vì lỗi ở bước warehouse, quality. Xem lỗi trong Dagster, lượt chạy này.",
        "Khâu kiểm soát từ chối bản dựng b1 của kỳ 2026-10. Bản hiện hành không đổi. Xem đủ: chiso gate.",
        "- Bảng area trống.",
        "- Ô không cân (3)",
    ]
    assert compose("08", stopped).subject.en.startswith("chiso, Tuyen Quang, period 2026-10: the run FAILED; 1 units")
    refused = compose("08", replace(FULL, refused=REFUSED)).subject.vi
    assert "TỪ CHỐI công bố" in refused and "12 việc cần xử lý" in refused  # 4 reasons, 1 file, 1 late, 6 held


def test_files_that_do_not_become_complete_need_a_person() -> None:
    waiting = compose("08", replace(FULL, incomplete=(UNFINISHED,)))
    assert "- XA-02.xlsx: đang mở, từ 20/10/2026 09:00" in waiting.text.vi.splitlines()
    assert "- XA-02.xlsx: open, since 20/10/2026 09:00" in waiting.text.en.splitlines()
    assert "mà mãi chưa ghi xong: 1." in waiting.text.vi and "mà mãi chưa ghi xong" not in TEXT
    assert waiting.subject.vi.endswith("9 việc cần xử lý")  # one more than without it


def test_nothing_known_and_nothing_to_do() -> None:
    unknown = compose("08", EMPTY).text.vi
    assert "chưa biết đơn vị nào chưa gửi" in unknown and "Không có gì." in unknown and "chưa có bản công bố" in unknown
    done = compose("08", replace(EMPTY, duties=())).text.vi
    assert "Mọi đơn vị đến hạn đã gửi." in done and "chưa biết" not in done


@pytest.mark.parametrize(("n", "n_listed", "rest"), [(60, 60, ""), (61, 60, "- và 1 nữa")])
def test_a_long_list_ends_with_a_number(n: int, n_listed: int, rest: str) -> None:
    units = tuple(Unit(both(f"Xã {number}"), "missing", None) for number in range(n))
    text = compose("08", replace(EMPTY, duties=(replace(DUTY, units=units),))).text.vi
    assert sum(line.startswith("- Xã") for line in text.splitlines()) == n_listed
    assert ("- và" in text) == bool(rest) and rest in text


SAME: list[dict[str, Any]] = [
    {"day": date(2026, 10, 23), "duties": (replace(DUTY, units=(UNIT._replace(n_days=4),)),)},
    {"n_other_duties": 5},
]
OTHER: list[dict[str, Any]] = [
    {"duties": (replace(DUTY, units=()),)},
    {"duties": (replace(DUTY, units=(UNIT._replace(state="waiting"),)),)},
    {"files": ()},
    {"published": replace(RELEASE, release_id="2026-10-r003")},
    {"refused": REFUSED},
    {"failed": Failed("r", ("release",))},
    {"held": Held()},
    {"period": "2026-11"},
    {"n_late": 2},
    {"incomplete": (UNFINISHED,)},
]


@pytest.mark.parametrize("change", SAME)
def test_a_further_day_is_the_same_digest(change: dict[str, Any]) -> None:
    assert compose("08", replace(FULL, **change)).key == compose("08", FULL).key


@pytest.mark.parametrize("change", OTHER)
def test_whatever_happened_is_another_digest(change: dict[str, Any]) -> None:
    assert compose("08", replace(FULL, **change)).key != compose("08", FULL).key
    assert compose("19", FULL).key != compose("08", FULL).key


def test_a_run_that_failed_again_is_the_same_digest() -> None:
    first, again, elsewhere = (
        compose("08", replace(FULL, failed=Failed(run, steps))).key
        for run, steps in (("1", ("release",)), ("2", ("release",)), ("3", ("verdict",)))
    )
    assert first == again != elsewhere


def test_a_ledger_that_cannot_be_read_is_said() -> None:
    digest = compose("08", replace(EMPTY, fault=both("Sổ cái hỏng ở dòng 3.", "The ledger is broken at line 3.")))
    assert "Sổ cái hỏng ở dòng 3." in digest.text.vi and "1 things to do" in digest.subject.en

"""Names, telephone numbers and e-mail addresses are masked in texts; words of forms, areas and offices are kept."""

from __future__ import annotations

import pytest

from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.privacy.masks import Masks, masks_of


@pytest.fixture(scope="module")
def masks(layouts: Layouts) -> Masks:
    return masks_of(layouts)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Zzyx Qwvk Một", "[…]"),
        ("ZZYX QWVK", "[…]"),
        ("Nguyễn Thị Mẫu", "[…]"),  # a surname leads, though every word is known elsewhere
        ("nguyen van mau", "[…]"),
        ("Người lập: nguyễn văn mẫu", "Người lập: […]"),
        ("Kế toán trưởng: zzyx; số liệu tháng 10", "Kế toán trưởng: […]; số liệu tháng 10"),
        ("Tăng do bà Zzyx báo cáo", "Tăng do bà […] báo cáo"),
        ("gọi 0911 222 333", "gọi […]"),
        ("ĐT:0911222333", "ĐT:[…]"),
        ("(0219) 3866 866", "[…]"),
        ("+84 911.222.333", "[…]"),
        ("CCCD 002099123456", "CCCD […]"),
        ("thư zzyx.qwvk@vidu.vn nhé", "thư […] nhé"),
    ],
)
def test_what_names_a_person_is_masked(masks: Masks, text: str, masked: str) -> None:
    assert masks.names(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Cao Bằng",  # a province, and a surname with a name
        "Ba Ria-Vung Tau",
        "UBND xã Ngọc Đường",
        "xã Zzyx Qwvk",  # an area that nobody declared
        "Công ty TNHH Zzyx Qwvk",
        "Sở Khoa học và Công nghệ",
        "TÌNH HÌNH KINH TẾ, XÃ HỘI NĂM 2026",
        "Quyết định số 12/QĐ-UBND ngày 05/12/2026",
        "Không ghi họ tên, số điện thoại của cá nhân vào biểu.",
        "0.123456789",
        "05.12.2026",
        "1 000 000 000",
        "046301722e950ff5fd37cac6e3bdb5d36c238df88cae760f9936e3964d6fcde5",  # a hash holds digits like a telephone's
        "Hồ sơ đã nhận",
    ],
)
def test_what_names_no_person_is_kept(masks: Masks, text: str) -> None:
    assert masks.names(text) == text
    assert not masks.names_person(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("so lieu cua ba zzyx, 0911222333", "so […] ba […]"),
        ("12 (Zzyx Qwvk)", "12 ([…])"),
        ("do chị zzyx nhập 15", "do chị […] nhập 15"),
        ('=VLOOKUP("zzyx",A1:B2,2)', '=VLOOKUP("[…]",A1:B2,2)'),
        ("zzyx " * 100, "[…] …"),
    ],
)
def test_a_rejected_text_keeps_digits_and_known_words(masks: Masks, text: str, masked: str) -> None:
    assert masks.strict(text) == masked


@pytest.mark.parametrize(
    "text",
    ["12o", "99 cây", "1.234,5 m3", "120 người (ước)", "chưa có số liệu", "#REF!", "khoảng hai mươi", "15 DN", "mai"],
)
def test_a_rejected_text_without_an_unknown_word_is_kept(masks: Masks, text: str) -> None:
    assert masks.strict(text) == text


def test_a_message_keeps_the_names_of_the_file_and_its_sheets(masks: Masks) -> None:
    text = "Tệp “Zzyx Qwvk.xlsx”: trang “Tong Hop Zzyx”: tìm thấy Qwvk Zzyx"
    assert masks.message(text, ["Zzyx Qwvk.xlsx", "Tong Hop Zzyx"]) == text.replace("Qwvk Zzyx", "[…]")

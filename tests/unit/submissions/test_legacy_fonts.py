"""TCVN3 and VNI are decoded on the evidence of the text.

Expected texts are typed by hand or stand in the workbook as Unicode.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.trial import COMMUNE, row_form

from pipelines.submissions.book.book import Book, BrokenCell, Row, Sheet
from pipelines.submissions.book.legacy_fonts import decode_book, decode_tcvn3, decode_texts, decode_vni, is_syllable
from pipelines.submissions.book.read import read_book


def _book(path: Path) -> Book:
    return read_book(path.read_bytes(), {}, lambda stage: None)


@pytest.mark.parametrize(
    ("typed", "decoded"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("ñy ban nh©n d©n tØnh Tuyªn Quang", "ủy ban nhân dân tỉnh Tuyên Quang"),
        ("Ng­êi ®øng ®Çu, kü thuËt, giÊy phÐp, lÔ, v¼ng, trÎ", "Người đứng đầu, kỹ thuật, giấy phép, lễ, vẳng, trẻ"),
    ],
)
def test_tcvn3(typed: str, decoded: str) -> None:
    assert decode_tcvn3(typed) == decoded
    assert decode_texts([typed]) == {typed: decoded}


@pytest.mark.parametrize(
    ("typed", "decoded"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("UÛY BAN NHAÂN DAÂN TÆNH TUYEÂN QUANG", "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG"),
        ("Ngöôøi ñöùng ñaàu, kyõ thuaät, caên cöù, soá", "Người đứng đầu, kỹ thuật, căn cứ, số"),
    ],
)
def test_vni(typed: str, decoded: str) -> None:
    assert decode_vni(typed) == decoded
    assert decode_texts([typed]) == {typed: decoded}


@pytest.mark.parametrize(
    "texts",
    [
        ["Hà Giang", "là", "ba mươi", "Cà Mau", "Yên Bái", "Kiên Giang", "thái", "phòng"],
        ["Müller", "Straße", "garçon", "Ærø", "naïve", "São Paulo"],
        ["© 2014", "25 °C", "5 µm", "10 m²", "§ 12", "®"],
        ["Tuyên Quang", "Quyết định số 757/2003/QĐ-BTC", "Đơn vị tính: Tỷ đồng"],
        ["Tên đối tác nước ngoài", "Nå AB", "På Nordic", "Så Invest", "Müller GmbH", "Überlingen Übung"],
        ["Nå AB", "På AB", "Så AB", "Få AB", "Gå så nå", "Rö Sö AB"],  # no Vietnamese beside them
        ["Tên đối tác", "Société Générale", "Crédit à la consommation", "Hôtel Noël", "Château d'Yquem", "Aïda"],
        ["Tên đối tác", "São João Construções", "Peñón Niño", "Göteborgs Köpcenter", "Lübeck Möbel", "Røros Ås"],
        ["Đơn vị", "µm", "N·m", "x·y", "£m", "5 ¼ × 3", "Coca-Cola®", "col·lecció", "N·m và µm"],
    ],
)
def test_unicode_and_names_of_other_languages_stay(texts: list[str]) -> None:
    assert decode_texts(texts) == {}


def test_a_name_of_another_language_in_an_old_file_stays() -> None:
    texts = ["Danh s¸ch doanh nghiÖp", "C«ng ty cæ phÇn", "Müller GmbH", "N¨m 2003", "Q§-BTC"]
    assert decode_texts(texts) == {
        "Danh s¸ch doanh nghiÖp": "Danh sách doanh nghiệp",
        "C«ng ty cæ phÇn": "Công ty cổ phần",
        "N¨m 2003": "Năm 2003",
        "Q§-BTC": "QĐ-BTC",
    }


def test_on_a_unicode_sheet_only_whole_phrases_are_decoded() -> None:
    unicode = ["Danh sách doanh nghiệp khởi nghiệp đổi mới sáng tạo của tỉnh Tuyên Quang", "Đơn vị báo cáo", "Mã số"]
    pasted = ["C«ng ty cæ phÇn ®Çu t­", "Så Invest", "Tæng"]
    assert decode_texts([*unicode, *pasted]) == {"C«ng ty cæ phÇn ®Çu t­": "Công ty cổ phần đầu tư"}


def test_each_sheet_is_decided_by_itself() -> None:
    old: dict[int, Row] = {1: {1: "Danh s¸ch c«ng ty cæ phÇn ®Çu t­"}, 2: {1: "Tæng"}}
    new: dict[int, Row] = {1: {1: "Danh sách đối tác nước ngoài của tỉnh Tuyên Quang"}, 2: {1: "Så Invest"}}
    book = Book("calamine", [Sheet(1, "Cũ", "visible", old), Sheet(2, "Mới", "visible", new)])
    decode_book(book)
    assert old == {1: {1: "Danh sách công ty cổ phần đầu tư"}, 2: {1: "Tổng"}}
    assert new == {1: {1: "Danh sách đối tác nước ngoài của tỉnh Tuyên Quang"}, 2: {1: "Så Invest"}}


def test_the_evidence_quotes_what_was_sent_in_both_languages() -> None:
    (decoded,) = decode_texts(["Céng hoµ x· héi chñ nghÜa ViÖt Nam"]).values()
    assert decoded.evidence.vi == "giải mã từ TCVN3: “Céng hoµ x· héi chñ nghÜa ViÖt Nam”"
    assert decoded.evidence.en == "decoded from TCVN3: “Céng hoµ x· héi chñ nghÜa ViÖt Nam”"


def test_a_text_that_reads_either_way_follows_the_others() -> None:
    others = ["Haø Noäi", "Coäng hoøa xaõ hoäi", "nghóa Vieät Nam"]
    assert decode_texts([*others, "soá"])["soá"] == "số"
    assert decode_texts(["soá"]) == {}


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "gì", "giếng", "khuỷu", "Thuở", "quỳnh", "ủy", "ý", "hoà", "hòa"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hµ", "néi", "cộg", "càc", "müller", "zà", "ngè" + "ư", "tàc"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_plan_2003_is_decoded_to_its_unicode_twin(shared: Path) -> None:
    """Its second sheet is the first in Unicode capitals, as its publisher retyped it."""
    old, new = _book(shared / "workbooks" / "real" / "Plan_2003.xls").sheets
    differing = [
        (row, column, value, new.rows[row][column])
        for row, line in old.rows.items()
        for column, value in line.items()
        if isinstance(value, str) and value.upper() != str(new.rows[row][column]).upper()
    ]
    assert differing == []
    n_broken = sum(
        isinstance(value, BrokenCell) for sheet in (old, new) for line in sheet.rows.values() for value in line.values()
    )
    assert n_broken == 136


def test_a_font_is_no_evidence(shared: Path) -> None:
    """Final_2012 shows Unicode text in .Vn* fonts."""
    texts = [
        v
        for s in _book(shared / "workbooks" / "real" / "Final_2012.xls").sheets
        for r in s.rows.values()
        for v in r.values()
    ]
    assert "Thu từ dầu thô" in texts
    assert all(type(text) is str for text in texts if isinstance(text, str))


@pytest.mark.parametrize("codepage", ["cp1252", "cp1258"])
def test_utf8_opened_in_a_windows_code_page_is_decoded_back(read_form: Callable[..., Any], codepage: str) -> None:
    def opened(text: str) -> str:  # bytes that the code page leaves free become control characters, as in Excel
        stored = (bytes([byte]) for byte in text.encode("utf-8"))
        return "".join(byte.decode(codepage) if byte.decode(codepage, "ignore") else chr(byte[0]) for byte in stored)

    form: dict[str, Any] = {
        at: opened(text) if isinstance(text, str) else text for at, text in row_form(E9=5, G9="tăng đều").items()
    }
    assert form["A1"] != row_form()["A1"]
    found = read_form(form)
    assert (found.row["outcome"], found.row["reporter_code"], found.row["period_code"]) == ("read", COMMUNE, "2026-10")
    assert found.observations["E9"][-1] == "tăng đều"
    assert "UTF-8" in found.evidence["A3"]


@pytest.mark.parametrize("text", ["Á à â ã", "Müller – Åse", "Â¬", "Đường 1", "QUÝ “IV”", "25 °C ±2 µm", "naïve café»"])
def test_other_texts_are_not_decoded_back(read_form: Callable[..., Any], text: str) -> None:
    assert read_form(row_form(E9=5, G9=text)).observations["E9"][-1] == text

"""CSV in the encodings and delimiters of Vietnamese offices, HTML tables saved as .xls; values are typed here."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from support.trial import Cells, row_form

from pipelines.submissions.book.book import Sheet
from pipelines.submissions.book.legacy_fonts import TCVN3, VNI_LETTERS, VNI_MARKS
from pipelines.submissions.book.read import read_book

Reader = Callable[..., Any]
FILLED = row_form(E9="1234", F9="2.345.678", E10="12,5", E11="1.234", F11="-", E12="Không", G9="tăng; “mùa, vụ”")


def _grid(cells: Cells) -> list[list[str]]:
    places = {coordinate_to_tuple(place): str(value) for place, value in cells.items()}
    width, height = max(column for _, column in places), max(row for row, _ in places)
    return [[places.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]


def _csv(cells: Cells, sign: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=sign, lineterminator="\r\n").writerows(_grid(cells))
    return buffer.getvalue()


def _html(cells: Cells) -> str:
    escaped = [[text.replace("&", "&amp;").replace("<", "&lt;") for text in line] for line in _grid(cells)]
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>\n" for line in escaped)
    head = "<head><meta charset=x><title>Trang</title><style>td {}</style></head>"
    return f"<html>{head}<body><table>{rows}</table></body></html>"


def _cp1258(text: str) -> bytes:
    """Windows-1258 writes most tones as a second character."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out: list[str] = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(part for part in parts if part in tones)
        out.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone)
    return "".join(out).encode("cp1258")


def _tcvn3(text: str) -> bytes:
    back = {letter: sign for sign, letter in TCVN3.items()}
    return "".join(back.get(char, back.get(char.lower(), char)) for char in text).encode("latin-1", "replace")


def _check(found: Any) -> None:
    assert (found.row["outcome"], found.row["reporter_code"], found.row["period_code"]) == ("read", "C00700", "2026-10")
    assert found.row["n_second"] == found.row["n_nonempty"] == len(FILLED)
    values = {place: row[4] for place, row in found.observations.items() if row[6] != "blank"}
    assert values == {"E9": 1234.0, "F9": 2345678.0, "E10": 12.5, "E11": 1234.0, "F11": 0.0, "E12": 0.0}
    assert found.observations["E9"][8].startswith("tăng; ")


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_form_as_csv(read: Reader, tmp_path: Path, sign: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(_csv(FILLED, sign).encode(encoding))
    _check(read(path, name="t.csv"))


@pytest.mark.parametrize("encode", [_cp1258, _tcvn3])
def test_a_form_as_csv_of_the_nineties(read: Reader, tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(encode(_csv(FILLED, ";").replace("“", "'").replace("”", "'")))
    _check(read(path, name="t.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_form_as_html_named_xls(read: Reader, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes(_html(FILLED).encode(encoding))
    _check(read(path, name="t.xls"))


def _sheet(content: str) -> Sheet:
    sheet = read_book(content.encode(), {}, lambda stage: None).sheets[0]
    assert sheet.n_second == sheet.n_nonempty
    return sheet


def test_spans_push_cells_to_their_places() -> None:
    sheet = _sheet(
        "<p>Biểu số: <b>X</b></p><TABLE><tr><td rowspan=2>a<td colspan='2'>b<td>c</tr>"
        "<tr><td>d</td><td></td><td rowspan=2 colspan=2>e<br>f</td></tr>"
        "<tr><td>&nbsp;</td><td>g &amp; h<!-- <td>no</td> --></td></tr></table>"
        "<script>document.write('<td>x</td>')</script>sau"
    )
    assert sheet.rows == {
        1: {1: "Biểu số:", 2: "X"},
        2: {1: "a", 2: "b", 4: "c"},
        3: {2: "d", 4: "e\nf"},
        4: {2: "g & h"},
        5: {1: "sau"},
    }
    assert sorted(sheet.merged) == [(2, 1, 3, 1), (2, 2, 2, 3), (3, 4, 4, 5)]


def test_the_exact_number_beside_the_shown_one_counts() -> None:
    assert _sheet('<table><tr><td x:num="1234.5678">1.234,57</td><td x:num>5</td></tr></table>').rows == {
        1: {1: 1234.5678, 2: 5.0}
    }


def test_what_is_typed_in_csv_stays() -> None:
    sheet = _sheet('sep=;\n01;"a ""b""; c";1.5\n\n  ; 007 ;"nhiều\ndòng"\n5;-3;""\n')
    assert sheet.rows == {1: {1: "01", 2: 'a "b"; c', 3: "1.5"}, 3: {2: "007", 3: "nhiều\ndòng"}, 4: {1: 5.0, 2: -3.0}}


@pytest.mark.parametrize(
    "content", [b"Xin ch\xc3\xa0o, t\xc3\xb4i g\xe1\xbb\xadi b\xc3\xa1o c\xc3\xa1o.\n", b'{"a": 1}', b"\x00\x01\x02"]
)
def test_a_text_without_a_table_is_no_workbook(read: Reader, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert read(path).row["reason_code"] == "not_a_workbook"


def test_the_old_fonts_have_every_letter_of_the_alphabet_and_no_other() -> None:
    """The 12 vowels with 6 tones, without the 6 plain ones, and đ; TCVN3 has capitals for those without a tone."""
    alphabet = set("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ")
    assert len(alphabet) == 12 * 6 - 6 + 1
    assert set(TCVN3.values()) == alphabet | set("ĂÂÊÔƠƯĐ") and len(TCVN3) == 67 + 7
    tones, circumflex, breve = "ùøûõï", "âáàåãä", "êéèúüë"
    assert set(VNI_MARKS) == set(tones + circumflex + breve)
    pairs = [(vowel, mark) for vowel in "aeouyôö" for mark in tones]  # VNI writes ô for ơ and ö for ư
    pairs += [(vowel, mark) for vowel in "aeo" for mark in circumflex] + [("a", mark) for mark in breve]
    plain = {"ô": "ơ", "ö": "ư"}
    made = {unicodedata.normalize("NFC", plain.get(vowel, vowel) + VNI_MARKS[mark]) for vowel, mark in pairs}
    assert made | set(VNI_LETTERS.values()) == alphabet

"""A bulletin's sentences against a release of two figures and one target: what is written, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
from docx.oxml.ns import qn

from pipelines.files.bound import Cells
from pipelines.files.bulletins.layout import Head, Letter
from pipelines.files.messages import BoundError
from pipelines.files.word.binding import Writer
from pipelines.files.word.chart import Chart, add_chart
from pipelines.files.word.verify import document_faults

HEAD = Head("UBND tỉnh Thử", "Sở Khoa học và Công nghệ", "BC-SKHCN", "Thử", "Tình hình chỉ tiêu")
NOW, BEFORE = "f.value where period='b'", "f.value where period='a'"
UP = f"Tỷ lệ {{{{{NOW} : 1}}}} %, tăng so với kỳ trước ({{{{{BEFORE} : 1}}}} %).[[{NOW} > {BEFORE}]]"
DOWN = UP.replace("tăng", "giảm").replace(">", "<")
MET = "Chỉ tiêu đã đạt mục tiêu {{t.goal where id='1' : 0}} %.[[t.class where id='1' == 'met']]"
UNMET = "Chỉ tiêu chưa đạt mục tiêu {{t.goal where id='1' : 0}} %.[[t.class where id='1' == 'below']]"


def release(folder: Path, now: float = 68.5, target_class: str = "met") -> Cells:
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    pl.DataFrame({"period": ["a", "b"], "value": [67.8, now]}).write_parquet(folder / "parquet" / "f.parquet")
    pl.DataFrame({"id": ["1"], "class": [target_class], "goal": [80.0]}).write_parquet(folder / "parquet" / "t.parquet")
    return Cells(folder)


def bulletin(path: Path, cells: Cells) -> Path:
    letter, writer = Letter(HEAD, "SỐ LIỆU MÔ PHỎNG"), Writer(cells, "r001")
    assert writer.write(letter.paragraph(), DOWN, UP)
    assert writer.write(letter.paragraph(), UNMET, MET)
    table = letter.table(("Chỉ tiêu", "Kỳ này"), 1, (2, 1))
    writer.write(table.rows[1].cells[1].paragraphs[0], f"{{{{{NOW} : 1}}}}")
    numbers: list[float | None] = [writer.number(NOW), writer.number(BEFORE)]
    add_chart(letter.paragraph(), Chart("bar", ["b", "a"], [("Tỷ lệ", numbers)], "hai kỳ", [1, 1]), 40)
    letter.signature(["- Lưu: VT."], "GIÁM ĐỐC")
    writer.bindings.attach(letter.docx)
    letter.docx.save(str(path))
    return path


def word(path: Path) -> Any:
    return docx.Document(str(path))


def codes(path: Path, cells: Cells) -> list[str]:
    return [fault.code for fault in document_faults(path, cells)]


def test_the_words_follow_the_release(tmp_path: Path) -> None:
    path = bulletin(tmp_path / "a.docx", release(tmp_path))
    paragraphs: list[Any] = list(word(path).element.body.iter(qn("w:p")))
    texts = ["".join(str(node.text) for node in paragraph.iter(qn("w:t"))) for paragraph in paragraphs]
    assert "Tỷ lệ 68,5 %, tăng so với kỳ trước (67,8 %)." in texts and "Chỉ tiêu đã đạt mục tiêu 80 %." in texts
    assert codes(path, Cells(tmp_path)) == []


def test_one_changed_cell_is_refused_in_each_sentence_about_it(tmp_path: Path) -> None:
    path = bulletin(tmp_path / "a.docx", release(tmp_path))
    # still an increase: the printed numbers differ, in the sentence and the table; the chart's points are not printed
    assert codes(path, release(tmp_path, now=69.0)) == ["number_changed", "number_changed"]
    # the figure fell: "tăng" does not hold any more
    assert codes(path, release(tmp_path, now=67.7)) == ["claim_fails", "number_changed"]
    assert codes(path, release(tmp_path, target_class="below")) == ["claim_fails"]


def test_a_claim_that_does_not_hold_is_not_written(tmp_path: Path) -> None:
    cells = release(tmp_path, now=67.7, target_class="below")
    letter, writer = Letter(HEAD, ""), Writer(cells, "r001")
    for template in (UP, MET):
        with pytest.raises(BoundError) as refused:
            writer.write(letter.paragraph(), template)
        assert refused.value.code == "claim_fails"
    assert not writer.write(letter.paragraph(), UP, MET)
    with pytest.raises(BoundError, match="67,7"):
        writer.write(letter.paragraph(), f"Tỷ lệ 67,7 %, giảm.[[{NOW} < {BEFORE}]]")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (">68,5<", ">68,6<", "number_changed"),
        ("tăng so với", "giảm so với", "words_changed"),
        ("Chỉ tiêu đã đạt", "Chỉ tiêu chưa đạt", "words_changed"),
        ("Chỉ tiêu đã đạt mục tiêu", "Chỉ tiêu đã đạt 5 lần mục tiêu", "typed_number"),
        ("Chỉ tiêu đã đạt mục tiêu", "Đến nay chỉ tiêu đã đạt mục tiêu", None),
    ],
)
def test_an_edited_document_is_compared(tmp_path: Path, old: str, new: str, code: str | None) -> None:
    path = bulletin(tmp_path / "a.docx", release(tmp_path))
    edit(path, lambda text: text.replace(old, new))
    assert set(codes(path, Cells(tmp_path))) == ({code} if code else set())


def test_a_deleted_sentence_is_no_fault_and_a_lost_number_is(tmp_path: Path) -> None:
    path = bulletin(tmp_path / "a.docx", release(tmp_path))
    document = word(path)
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Chỉ tiêu"):
            paragraph._p.getparent().remove(paragraph._p)
    control = next(document.element.body.iter(qn("w:sdt")))
    document.save(str(path))
    assert codes(path, Cells(tmp_path)) == []
    control.getparent().remove(control)
    document.save(str(path))
    assert codes(path, Cells(tmp_path)) == ["number_changed"]  # the next number stands in the place of the lost one


def test_a_document_of_somebody_else_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    with pytest.raises(BoundError) as refused:
        document_faults(tmp_path / "x.docx", release(tmp_path))
    assert refused.value.code == "no_sentences"


def test_the_page_is_that_of_the_decree(tmp_path: Path) -> None:
    """Decree 30/2020, Phụ lục I: A4, 20-25 mm above and below, 30-35 left, 15-20 right, Times New Roman 13-14."""
    document = word(bulletin(tmp_path / "a.docx", release(tmp_path)))
    section = document.sections[0]
    # Word keeps twentieths of a point: 0.02 mm
    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (210, 297)
    margins = {side: round(getattr(section, f"{side}_margin").mm, 1) for side in ("top", "bottom", "left", "right")}
    assert 20 <= margins["top"] <= 25 and 20 <= margins["bottom"] <= 25
    assert 30 <= margins["left"] <= 35 and 15 <= margins["right"] <= 20
    normal = document.styles["Normal"].font
    assert normal.name == "Times New Roman" and normal.size is not None and 13 <= normal.size.pt <= 14
    head, *_, sign = document.tables
    assert head.cell(0, 1).text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head.cell(1, 0).text == "Số: ……/BC-SKHCN" and head.cell(1, 1).text.startswith("Thử, ngày ……")
    assert sign.cell(0, 1).text == "GIÁM ĐỐC\n(Ký, ghi rõ họ tên, đóng dấu)"
    for header in (section.header, section.first_page_header):
        assert "SỐ LIỆU MÔ PHỎNG" in "\n".join(paragraph.text for paragraph in header.paragraphs)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change the text of a document as a person in Word may."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(buffer, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    path.write_bytes(buffer.getvalue())

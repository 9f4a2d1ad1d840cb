"""The sheets behind a form: the printed guide for the clerk, and the very hidden identity for the reader.

Here: their texts and cells. Not here: the form (blank.py), how the identity is signed (codebook/identity_sheet.py).
No text of the guide begins like the head of a form (Biểu số, Đơn vị báo cáo …): a reader must not take it for one.
"""

# xlsxwriter ships hints for arguments and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.identity_sheet import GUIDE_SHEET, IDENTITY_SHEET, FormIdentity
from pipelines.codebook.nil_return import NIL_TEXT
from pipelines.forms.blank.hints import Published, Slice, number_vi
from pipelines.forms.blank.layout import Layout, Line
from pipelines.forms.blank.register_lines import STEP, means
from pipelines.forms.blank.style import LINE, lines_of

WIDTHS = (8, 40, 52, 22)
HEADS = ("Mã số", "Nội dung", "Cách hiểu", "Số đã công bố kỳ trước (để tham khảo)")
KINDS = {
    "stock": "Số đếm tại ngày cuối kỳ.",
    "flow": "Số phát sinh trong kỳ.",
    "ratio": "Tỷ lệ, tốc độ: gửi kèm các phần tạo nên nó.",
    "score": "Điểm, thứ hạng: chép đúng số đã công bố.",
}
NIL_STEP = (
    f"Cả kỳ không có gì phát sinh: đánh dấu x ở ô bên cạnh dòng “{NIL_TEXT}”; các ô số phát sinh trong kỳ để trống "
    "được hiểu là “-”. Số luỹ kế và số đếm cuối kỳ vẫn phải ghi."
)
NIL_STOCKS = f"Không có đối tượng nào: đánh dấu x ở ô bên cạnh dòng “{NIL_TEXT}”; các ô để trống được hiểu là “-”."
EVIDENCE_STEP = (
    "Dòng có ô minh chứng: ghi số, ký hiệu, ngày ký và tên quyết định, văn bằng xác nhận số liệu, và mã băm SHA-256 "
    "của tệp văn bản (Windows: certutil -hashfile TỆP SHA256). Số bằng 0 thì không cần minh chứng. "
    "Không ghi họ tên cá nhân."
)
STEPS = (
    "Chỉ điền các ô trắng ở các cột đánh số; ô xám có chữ x không phải điền. Các ô khác đã khoá để giữ đúng mẫu.",
    "Ghi số, không ghi kèm đơn vị, không gõ dấu ngăn cách hàng nghìn; "
    "phần thập phân gõ theo dấu thập phân của máy tính.",
    "Không có gì phát sinh: ghi “-”. Có phát sinh nhưng chưa thu thập được: ghi “...”. "
    "Không để trống ô phải điền, không ghi 0 thay cho chưa biết.",
    "Không đổi tên trang, không xoá hay chèn cột, không sửa cột Mã số, dòng A B C D 1 2.",
    "Bấm vào một ô để xem số kỳ trước và điều kiện của ô đó. Gõ sai dạng, máy báo ngay và cho biết cách sửa.",
    "Ô chuyển màu đỏ: các số trái nhau (phần lớn hơn tổng, tổng khác các phần, luỹ kế không khớp). "
    "Ô chuyển màu vàng: số khác thường; nếu đúng, ghi lý do vào cột Giải trình.",
    "Gửi lại để sửa vài ô: ở ô “Loại báo cáo” chọn “Bổ sung, điều chỉnh” rồi chỉ điền các ô cần sửa (kèm giải trình "
    "nếu có); ô để trống giữ số đã gửi. Gửi lại cả biểu: để “Đầy đủ”. Bỏ cả báo cáo: chọn “Rút báo cáo đã gửi”.",
    "Không ghi họ tên, số điện thoại, số định danh của cá nhân vào biểu.",
    "Gửi tệp .xlsx này (không gửi ảnh chụp, không đổi sang định dạng khác). Sau khi kiểm tra, đơn vị nhận lại chính "
    "tệp này với các ô cần xem được tô màu và ghi chú.",
)


def write_identity(book: xlsxwriter.Workbook, who: FormIdentity) -> None:
    """The hidden sheet that says what this workbook is, whatever becomes of its visible sheets."""
    sheet: Worksheet = book.add_worksheet(IDENTITY_SHEET)
    for row, (key, value) in enumerate(who.cells()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()


def write_guide(
    book: xlsxwriter.Workbook,
    look: Mapping[str, Format],
    page: Layout,
    published: Mapping[Slice, Published],
    names: Mapping[str, str],
) -> None:
    """The guide: when and where to send, how to fill, what each line means, what was published last."""
    _Guide(book, look, page).write(published, names)


class _Guide:
    """The sheet being written, from the top down."""

    def __init__(self, book: xlsxwriter.Workbook, look: Mapping[str, Format], page: Layout) -> None:
        self.look, self.page, self.row = look, page, 0
        self.sheet: Worksheet = book.add_worksheet(GUIDE_SHEET)

    def write(self, published: Mapping[Slice, Published], names: Mapping[str, str]) -> None:
        for at, width in enumerate(WIDTHS):
            self.sheet.set_column(at, at, width)
        self._wide(f"HƯỚNG DẪN LẬP BIỂU {self.page.form_code}", "title", 1.3)
        self._wide(self.page.title, "centre")
        self._heading("I. Thời hạn và nơi nhận")
        for text in self._sending():
            self._wide(text, "text")
        self._heading("II. Cách điền")
        for number, text in enumerate((*STEPS[:3], *self._own_steps(), *STEPS[3:]), 1):
            self._wide(f"{number}. {text}", "text")
        self._heading("III. Nội dung từng dòng")
        for at, text in enumerate(HEADS):
            self.sheet.write_string(self.row, at, text, self.look["header"])
        self.sheet.set_row(self.row, 2 * LINE)
        self.heads = self.row
        self.row += 1
        for line in self.page.lines:
            self._line(line, published, names)
        if self.page.ratios:
            self._heading("IV. Tỷ lệ được tính từ biểu này (đơn vị không phải tính)")
            for ratio in self.page.ratios:
                times = f" × {number_vi(ratio.scale)}" if ratio.scale != 1 else ""
                formula = f"mã số {ratio.part} / mã số {ratio.whole}{times}"
                self._wide(f"{ratio.name} = {formula}. {ratio.definition}", "text")
        self._paper()

    def _own_steps(self) -> list[str]:
        """What holds for this form alone: its nil return, its evidence."""
        keys = {key for key, _ in self.page.nil}
        kinds = {line.stock_flow for line in self.page.lines if line.key in keys}
        if self.page.is_register:
            return [STEP]
        nil = [NIL_STEP] if "flow" in kinds else [NIL_STOCKS] if kinds else []
        return nil + [EVIDENCE_STEP] * any(line.needs_evidence for line in self.page.lines)

    def _sending(self) -> list[str]:
        page = self.page
        named = page.period[:1].lower() + page.period[1:]
        span = f"Số liệu của {named} (từ {page.start:%d/%m/%Y} đến hết {page.end:%d/%m/%Y})"
        due = f"; gửi chậm nhất ngày {page.due:%d/%m/%Y}" if page.due else ""
        receiver = page.receiver if page.receiver.strip("…") else "nơi ghi ở đầu biểu"
        told = [f"{span}{due}.", f"Nơi nhận: {receiver}."]
        if page.is_estimate:
            told.append(
                f"Hạn gửi trước ngày chốt số liệu {page.end:%d/%m/%Y} nên số gửi đúng hạn là số ước: sửa ngày cuối ở "
                "dòng “Từ ngày … đến ngày …” thành ngày mà số liệu dừng, và gửi lại số chính thức sau ngày chốt."
            )
        return told

    def _line(self, line: Line, published: Mapping[Slice, Published], names: Mapping[str, str]) -> None:
        if line.kind == "repeat":
            self._register(line)
            return
        if line.kind == "heading":
            self.sheet.merge_range(self.row, 0, self.row, 3, f"{line.stt}. {line.label}", self.look["cell_heading"])
            self.sheet.set_row(self.row, LINE + 2)
            self.row += 1
            return
        last: list[str] = []
        for column in self.page.columns:
            known = published.get((line.indicator, line.breakdown, column.measure or ""))
            if known and column.measure in line.due:
                last.append(f"{column.header}: {number_vi(known.value)} ({names[known.period_code]})")
        meaning = self._meaning(line)
        self._cells((line.key, f"{line.label} ({line.uom})" if line.uom else line.label, meaning, "\n".join(last)))

    def _register(self, line: Line) -> None:
        """What is listed and counted, then each column of the list."""
        self._cells(("", f"{line.label}: số dòng của danh sách", self._meaning(line), ""))
        for column in self.page.columns:
            self._cells((column.code, column.header, means(column), ""))

    @staticmethod
    def _meaning(line: Line) -> str:
        told = [line.definition, KINDS.get(line.stock_flow, ""), f"Căn cứ: {line.basis}." if line.basis else ""]
        return "\n".join(filter(None, told))

    def _cells(self, texts: tuple[str, str, str, str]) -> None:
        """One row of the table of lines, as tall as its texts."""
        looks = ("cell_centre", "cell_label", "explanation_read", "explanation_read")
        tall = 1
        for at, (text, look) in enumerate(zip(texts, looks, strict=True)):
            tall = max(tall, sum(lines_of(piece, 1.12 * WIDTHS[at]) for piece in text.split("\n")))
            if text:
                self.sheet.write_string(self.row, at, text, self.look[look])
            else:
                self.sheet.write_blank(self.row, at, None, self.look[look])
        self.sheet.set_row(self.row, tall * LINE + 2)
        self.row += 1

    def _heading(self, text: str) -> None:
        self.row += 1
        self._wide(text, "strong")

    def _wide(self, text: str, look: str, tall: float = 1) -> None:
        tall = max(tall, tall * lines_of(text, sum(WIDTHS) / tall))
        self.sheet.merge_range(self.row, 0, self.row, 3, text, self.look[look])
        self.sheet.set_row(self.row, tall * LINE)
        self.row += 1

    def _paper(self) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(self.heads)
        self.sheet.print_area(0, 0, self.row - 1, 3)
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

"""Tables of the codebook about forms: versions, anchors, blocks, columns, rows."""

from __future__ import annotations

from pipelines.codebook.schema.columns import (
    BLOCK,
    CALENDAR,
    COLUMN_ROLE,
    NAMES,
    PERIOD_KIND,
    REPORTER_KIND,
    SLICE,
    VALID,
    Table,
    column,
    described,
)

FORMS: dict[str, Table] = {
    "forms": Table(
        ("form_code", "form_version"),
        "One row per form and version of its layout.",
        {
            "form_code": column("text!"),
            "form_version": column("int!"),
            **NAMES,
            "layout_kind": column(
                "text!",
                "Kiểu bố cục: row_form mỗi chỉ tiêu một dòng, area_table mỗi địa bàn một dòng (layout).",
                *("row_form", "area_table"),
            ),
            "reporter_kind": column("text!", "", *REPORTER_KIND),
            "reporter_code": column(
                "text?",
                "Đơn vị duy nhất gửi biểu, nếu có (the only sender, where there is one).",
                ref="reporters.reporter_code",
            ),
            "office_code": column(
                "text?",
                "Cơ quan gửi biểu ở mọi tỉnh thu biểu (the office that sends it in every province that asks for it).",
            ),
            "receiver_office_code": column(
                "text?", "Cơ quan nhận; trống: uỷ ban tỉnh (the office that gets it; empty: the provincial committee)."
            ),
            "frequency": column("text!", "", *PERIOD_KIND),
            "calendar": column("text!", "", *CALENDAR),
            "days_ahead": column(
                "int?",
                "Số ngày được gửi trước khi kỳ bắt đầu; trống: 0, tệp của kỳ chưa bắt đầu phải chờ (days before its"
                " period begins that a file may come; empty: none, a file of a period that has not begun waits).",
            ),
            "source_code": column(
                "text!", "Nguồn ghi cho số liệu của biểu (source of the form's figures).", ref="sources.source_code"
            ),
            "legal_basis": column("text?"),
            **described(
                VALID,
                valid_from="Biểu dùng từ kỳ bắt đầu ngày này (in force for periods that begin on or after this day).",
                valid_to="Biểu thôi dùng từ kỳ bắt đầu ngày này (not for periods that begin on or after this day).",
            ),
        },
    ),
    "form_anchors": Table(
        ("form_code", "form_version", "anchor_no"),
        "One row per form version and text that a sheet must bear to be that form.",
        {
            "form_code": column("text!"),
            "form_version": column("int!"),
            "anchor_no": column("int!", "Số thứ tự (number)."),
            "sheet_name": column("text?", "Trang tính; trống: trang nào cũng được (sheet; empty: any)."),
            "text": column(
                "text!",
                "Nội dung trọn một ô, so sau khi gộp cách viết; mọi dòng của một phiên bản phải có (a whole cell,"
                " compared folded; all of a version must stand).",
            ),
        },
    ),
    "form_blocks": Table(
        ("form_code", "form_version", "block_no"),
        "One row per block (table) of a form version.",
        {
            **BLOCK,
            "block_kind": column(
                "text!",
                "rows mỗi chỉ tiêu một dòng, area_rows mỗi địa bàn một dòng, ranked_pairs cặp địa bàn và số xếp cạnh"
                " nhau (kind of block).",
                *("rows", "area_rows", "ranked_pairs"),
            ),
            "sheet_name": column(
                "text?", "Trang tính; trống: trang mang số biểu (sheet; empty: whichever carries the form's number)."
            ),
            "area_set": column("text?", "Tập danh mục mà cột địa bàn dùng (code list of the area column)."),
            "header_rows": column(
                "int!", "Số dòng tiêu đề nằm dưới dòng tiêu đề đầu (header rows under the first one)."
            ),
            "period_code": column(
                "text?",
                "Kỳ của số liệu; trống: kỳ của lần nhận hoặc ghi trên trang (period; empty: the receipt's or the"
                " sheet's).",
                ref="periods.period_code",
            ),
            "source_code": column(
                "text?", "Nguồn; trống: nguồn của biểu (source; empty: the form's).", ref="sources.source_code"
            ),
        },
    ),
    "form_columns": Table(
        ("form_code", "form_version", "block_no", "col_key"),
        "One row per column of a form's block.",
        {
            **BLOCK,
            "col_key": column("text!"),
            "col_order": column("int!", "Thứ tự cột (order of the column)."),
            "role": column(
                "text!",
                "Vai trò: area area_id địa bàn, stt, label tên dòng, row_code mã số, uom đơn vị, value số liệu,"
                " explanation giải trình, evidence minh chứng, context ngữ cảnh, entity_key mã đối tượng, date ngày"
                " (role).",
                *COLUMN_ROLE,
            ),
            "header_vi": column("text!", "Tiêu đề cột (header)."),
            "header_en": column("text?", "Tiêu đề cột, tiếng Anh (header, English)."),
            "header_code": column(
                "text?",
                "Ký hiệu cột: A, B, 1, 2, hoặc mã ở dòng kỹ thuật của nơi công bố (printed column code, or a"
                " publisher's technical name).",
            ),
            "area_offset": column(
                "int?",
                "ranked_pairs: địa bàn của số này cách bao nhiêu cột (where the area of this value stands, in"
                " columns).",
            ),
            **described(
                SLICE,
                indicator_code="Chỉ tiêu của cột (indicator of the column).",
                breakdown_code="Phân tổ của cột (breakdown of the column).",
                measure_code="Đại lượng của cột (measure of the column).",
            ),
            "uom_code": column("text?", "Đơn vị tính của cột số (unit of a column of numbers).", ref="uoms.uom_code"),
            "is_personal": column(
                "bool!", "true: dữ liệu cá nhân, không vào kho (personal: kept out of the warehouse)."
            ),
        },
    ),
    "form_rows": Table(
        ("form_code", "form_version", "block_no", "row_key"),
        "One row per line of a form's block.",
        {
            **BLOCK,
            "row_key": column("text!"),
            "row_order": column("int!", "Thứ tự dòng (order of the line)."),
            "row_kind": column(
                "text!",
                "fixed dòng cố định, heading đề mục, repeat danh sách, đứng một mình trong khối (kind of line).",
                *("fixed", "heading", "repeat"),
            ),
            "stt": column("text?", "Số thứ tự in trên biểu (number as printed)."),
            "label_vi": column("text!", "Tên dòng (label of the line)."),
            "label_en": column("text!", "Tên dòng, tiếng Anh (label, English)."),
            "indicator_code": column(
                "text?", "Chỉ tiêu của dòng (indicator of the line).", ref="indicators.indicator_code"
            ),
            "breakdown_code": column(
                "text?", "Phân tổ của dòng (breakdown of the line).", ref="breakdowns.breakdown_code"
            ),
            "uom_code": column("text?", "Đơn vị tính của dòng (unit of the line).", ref="uoms.uom_code"),
            "due_measures": column(
                "text?",
                "Đại lượng phải điền, ngăn bởi |; cột số không nêu ở đây ghi x (measures due, parted by |; other"
                " value columns hold x).",
            ),
            "needs_evidence": column("bool?", "true: dòng phải có minh chứng (the line asks for evidence)."),
        },
    ),
}

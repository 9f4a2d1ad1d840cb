"""The workbook in which a person declares a form: its sheets, their columns and drop-down lists.

Constants shared by the writer (forms/declaration) and the reader (submissions/declare); no workbook is opened here.
Each sheet of rows has headings in row 1, the names of seed columns in row 2 and rows from row 3 on. The sheet of
choices has one row for each open choice, however often it stands in the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GUIDE, CHOICES, LISTS, SOURCE = "Hướng dẫn", "Lựa chọn", "_danh_muc", "_chiso_khai_bao"
FIRST_ROW = 3  # of the rows to declare
AS_PROPOSED = "đúng như gợi ý"
ALL_COLUMNS = "tất cả"  # of `due_measures`: every column of figures
FORM_NO = "form_no"  # on every sheet but the first: which row of the sheet of forms a row belongs to
CHOICE_COLUMNS = {
    "mark": "Cần chọn",
    "near": "Gợi ý",
    "choice": "Chọn",
    "places": "Ở đâu",
    "figures": "Trên trang tính",
}
SOURCE_KEYS = ("file", "path", "sha256", "form", "period")

Labels = dict[str, str]
VOCABULARIES: dict[str, Labels] = {  # closed lists of the schema as people read them
    "layout_kind": {"row_form": "Mỗi chỉ tiêu một dòng", "area_table": "Mỗi địa bàn một dòng"},
    "reporter_kind": {
        **{"commune": "Xã, phường", "department": "Sở, ngành", "publisher": "Nơi công bố"},
        "body": "Ủy ban, cấp ủy",
    },
    "frequency": {"month": "Tháng", "quarter": "Quý", "half": "Nửa năm", "nine": "Chín tháng", "year": "Năm"},
    "calendar": {"admin": "Hành chính (chốt ngày 14)", "stat": "Thống kê (tháng dương lịch)"},
    "block_kind": {
        **{"rows": "Mỗi chỉ tiêu một dòng", "area_rows": "Mỗi địa bàn một dòng"},
        "ranked_pairs": "Cặp địa bàn và số, mỗi cột xếp riêng",
    },
    "role": {
        **{"value": "Số liệu", "label": "Tên dòng", "row_code": "Mã số", "uom": "Đơn vị tính", "stt": "Số thứ tự"},
        **{"area": "Tên địa bàn", "area_id": "Mã địa bàn", "explanation": "Giải trình", "evidence": "Minh chứng"},
        **{"context": "Ghi chú khác", "entity_key": "Mã đối tượng", "date": "Ngày"},
    },
    "row_kind": {"fixed": "Dòng có số liệu", "heading": "Đề mục", "repeat": "Danh sách"},
    "calc_kind": {"reported": "Báo cáo"},
    "stock_flow": {"stock": "Thời điểm", "flow": "Thời kỳ", "ratio": "Tỷ số", "score": "Điểm"},
    "agg_area": {"sum": "Cộng", "none": "Không cộng", "ratio": "Tính lại"},
    "agg_time": {"sum": "Cộng", "last": "Lấy số cuối", "none": "Không cộng"},
    "direction": {"1": "Cao hơn là tốt", "-1": "Thấp hơn là tốt"},
    "bool": {"true": "có", "false": "không"},
}
CODE_TABLES = {  # list -> table, column of the code, column of the name
    "indicator_code": ("indicators", "indicator_code", "name_vi"),
    "breakdown_code": ("breakdowns", "breakdown_code", "name_vi"),
    "measure_code": ("measures", "measure_code", "name_vi"),
    "uom_code": ("uoms", "uom_code", "symbol_vi"),
    "source_code": ("sources", "source_code", "name_vi"),
    "target": ("areas", "area_id", "name_vi"),
}
LIST_OF = {"is_personal": "bool", "needs_evidence": "bool"} | {name: name for name in (*VOCABULARIES, *CODE_TABLES)}


@dataclass(frozen=True)
class DeclarationSheet:
    """One sheet of rows: its seed table, the columns that a person fills, and what the reader adds."""

    name: str
    table: str
    columns: dict[str, str]  # seed column -> heading
    fixed: dict[str, str] = field(default_factory=dict[str, str])  # seed columns that the sheet does not show
    has_form: bool = True  # rows belong to a form


NAMES = {"name_vi": "Tên", "name_en": "Tên tiếng Anh"}
SHEETS = (
    DeclarationSheet(
        "Biểu",
        "forms",
        {"form_code": "Mã biểu", "form_version": "Phiên bản", "name_vi": "Tên biểu", "name_en": "Tên tiếng Anh"}
        | {"layout_kind": "Kiểu bố cục", "reporter_kind": "Loại đơn vị gửi", "reporter_code": "Đơn vị gửi duy nhất"}
        | {"office_code": "Cơ quan gửi", "receiver_office_code": "Cơ quan nhận", "frequency": "Loại kỳ"}
        | {"calendar": "Lịch", "source_code": "Nguồn", "legal_basis": "Căn cứ", "valid_from": "Từ ngày"}
        | {"valid_to": "Đến trước ngày"},
    ),
    DeclarationSheet(
        "Nhận dạng", "form_anchors", {"anchor_no": "Số", "sheet_name": "Trang tính", "text": "Ô phải có (nguyên văn)"}
    ),
    DeclarationSheet(
        "Khối",
        "form_blocks",
        {"block_no": "Khối", "block_kind": "Kiểu", "sheet_name": "Trang tính", "area_set": "Tập địa bàn"}
        | {"header_rows": "Số dòng tiêu đề dưới dòng đầu", "period_code": "Kỳ của khối", "source_code": "Nguồn riêng"},
    ),
    DeclarationSheet(
        "Cột",
        "form_columns",
        {"block_no": "Khối", "col_key": "Tên kỹ thuật", "col_order": "Thứ tự", "role": "Vai trò"}
        | {"header_vi": "Tiêu đề cột", "header_en": "Tiêu đề tiếng Anh", "header_code": "Số của cột (A, B, 1, 2)"}
        | {"area_offset": "Địa bàn cách mấy cột", "indicator_code": "Chỉ tiêu", "breakdown_code": "Phân tổ"}
        | {"measure_code": "Đại lượng", "uom_code": "Đơn vị tính", "is_personal": "Dữ liệu cá nhân?"},
    ),
    DeclarationSheet(
        "Dòng",
        "form_rows",
        {"block_no": "Khối", "row_key": "Mã số", "row_order": "Thứ tự", "row_kind": "Loại dòng", "stt": "STT"}
        | {"label_vi": "Tên dòng", "label_en": "Tên tiếng Anh", "indicator_code": "Chỉ tiêu"}
        | {"breakdown_code": "Phân tổ", "uom_code": "Đơn vị tính", "due_measures": "Cột phải điền"}
        | {"needs_evidence": "Cần minh chứng?"},
    ),
    DeclarationSheet(
        "Tên địa bàn",
        "aliases",
        {"scope": "Tập địa bàn", "text": "Tên in trên trang", "target": "Là địa bàn"},
        {},
        False,
    ),
    DeclarationSheet(
        "Chỉ tiêu mới",
        "indicators",
        {"indicator_code": "Mã", **NAMES, "definition_vi": "Định nghĩa", "uom_code": "Đơn vị tính"}
        | {"stock_flow": "Thời điểm hay thời kỳ", "agg_area": "Cộng theo địa bàn", "agg_time": "Cộng theo thời gian"}
        | {"direction": "Chiều tốt", "decimals": "Số chữ số thập phân", "valid_from": "Từ ngày"},
        {"version": "1", "calc_kind": "reported"},
        False,
    ),
    DeclarationSheet("Phân tổ mới", "breakdowns", {"breakdown_code": "Mã", **NAMES}, {}, False),
)


def coded_text(code: str, name: str) -> str:
    """A code as drop-down lists show it: `Số doanh nghiệp [N_FIRM]`."""
    return f"{name} [{code}]"

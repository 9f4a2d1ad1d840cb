"""Sentences about rows and headers: rejected rows, how a row was recognised, doubts about a column."""

from __future__ import annotations

ROWS: dict[str, tuple[str, str]] = {
    "row_conflict": (
        "mã số “{key}” là “{title}” nhưng tên dòng ghi “{label}”; sửa mã số hoặc tên dòng cho khớp biểu mẫu",
        "row code “{key}” is “{title}” but the row is called “{label}”; make code and name agree with the form",
    ),
    "row_conflict.named": (
        "mã số “{key}” là “{title}” nhưng tên dòng ghi “{label}” (là mã số {keys}); "
        "sửa mã số hoặc tên dòng cho khớp biểu mẫu",
        "row code “{key}” is “{title}” but the row is called “{label}” (which is row code {keys}); "
        "make code and name agree with the form",
    ),
    "row_ambiguous": (
        "tên dòng “{label}” có thể là mã số {keys}; điền cột Mã số",
        "the row “{label}” may be row code {keys}; fill in the column Mã số",
    ),
    "row_ambiguous.twice": (
        "nhiều dòng cùng tên “{label}”, không rõ dòng nào; điền cột Mã số",
        "several rows are called “{label}”, it is not clear which is meant; fill in the column Mã số",
    ),
    "duplicate_slice.rows": (
        "mã số {key} có ở các dòng {rows}, không rõ dòng nào của kỳ này; giữ lại một bảng",
        "row code {key} stands in rows {rows}, it is not clear which is of this period; keep one table",
    ),
    "shifted_cells": (
        "các ô của dòng bị lệch: dấu phẩy thập phân không có ngoặc kép đã tách một số thành hai ô; đặt số trong ngoặc "
        "kép, hoặc gửi tệp .xlsx",
        "the cells of the row are shifted: a decimal comma without quotes made two cells of one number; put the number "
        "into quotes, or send an .xlsx",
    ),
    "unknown_row_code": (
        "mã số “{code}” không có trong biểu; giữ nguyên cột Mã số của biểu mẫu",
        "the form has no row code “{code}”; keep the form's column Mã số as it is",
    ),
    "no_row_code": (
        "dòng không có mã số nên không biết là chỉ tiêu nào; điền lại cột Mã số theo biểu mẫu",
        "the row has no row code, so its indicator is not known; fill in the column Mã số as in the form",
    ),
    "merged_value": (
        "ô gộp {box} trùm lên nhiều ô số liệu; bỏ gộp ô và ghi số vào từng ô",
        "the merged cell {box} covers several value cells; unmerge it and write a number into each",
    ),
    "unknown_area": (
        "“{name}” không có trong danh mục đơn vị hành chính của biểu; sửa tên cho đúng, đủ",
        "“{name}” is not an area of the form; write its full and right name",
    ),
    "unknown_area.unnamed": (
        "dòng không có tên đơn vị hành chính của biểu; ghi tên cho đúng, đủ",
        "the row names no area of the form; write its full and right name",
    ),
    "below_signatures": (
        "ô nằm dưới phần ký của biểu nên không được nhận; nếu là số liệu, ghi vào đúng dòng phía trên phần ký, "
        "nếu không thì xóa dòng này",
        "the cell is below the signatures of the form and is not taken; if it is a figure, write it into its row above "
        "the signatures, else delete the row",
    ),
    "no_key": (
        "ghi mã vào cột này: mã nhận ra đối tượng qua các kỳ",
        "write a key into this column: by it the entity is known in every period",
    ),
    "no_entity": (
        "dòng có nội dung nhưng không có tên, không có mã nên không biết là của ai; ghi tên, bỏ gộp ô, hoặc xóa dòng",
        "the row has content but no name and no key, so its entity is not known; write the name, unmerge the cell or "
        "delete the row",
    ),
    # how a row was recognised where not by its code, and what the sender may not have seen
    "hidden_row": ("ô nằm trong dòng ẩn {row}", "the cell is in the hidden row {row}"),
    "hidden_column": ("ô nằm trong cột ẩn {column}", "the cell is in the hidden column {column}"),
    "row_by_label": ("nhận theo tên dòng, không có mã số", "recognised by the row's label, without a row code"),
    "row_by_position": (
        "nhận theo tên dòng và vị trí giữa hai dòng liền kề",
        "recognised by the row's label and its position between its two neighbours",
    ),
    "row_by_similarity": (
        "tên dòng gần giống “{title}”, đúng vị trí giữa hai dòng liền kề",
        "the row's label is similar to “{title}” and stands at its position between its two neighbours",
    ),
}

HEADERS: dict[str, tuple[str, str]] = {
    "code_twice": (
        "mã cột {code} (“{title}”) có ở nhiều cột",
        "column code {code} (“{title}”) stands over several columns",
    ),
    "code_under_header": (
        "cột mã {code} (“{title}”) mang tiêu đề “{header}”",
        "the column with code {code} (“{title}”) has the header “{header}”",
    ),
    "code_and_header": (
        "cột ghi mã {code} (“{title}”) nhưng tiêu đề là “{header}”",
        "a column has code {code} (“{title}”) but the header is “{header}”",
    ),
    "header_similar": (
        "cột “{title}” trong tệp ghi là “{header}”",
        "column “{title}” is headed “{header}” in the file",
    ),
    "header_similar.value": (
        "cột số liệu “{title}” trong tệp ghi là “{header}”",
        "the column of figures “{title}” is headed “{header}” in the file",
    ),
    "no_header": ("(không có tiêu đề)", "(no header)"),
    "header_of_other_time": (
        "tiêu đề “{header}” ở ô {cell} không phải của kỳ {period}",
        "the header “{header}” in cell {cell} is not of period {period}",
    ),
}

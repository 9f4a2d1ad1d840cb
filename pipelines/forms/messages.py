"""Every text that forms and replies print, in Vietnamese with English beside it, and the errors of this package.

Forms and replies are printed in Vietnamese. Names in braces are filled in by the caller. What a sender reads never
contains a command of chiso.
"""

from __future__ import annotations

from pipelines.errors import Message, message

FORM: dict[str, tuple[str, str]] = {
    "form_number": ("Biểu số: {form}", "Form number: {form}"),
    "form_reporter": ("Đơn vị báo cáo: {reporter}", "Reporter: {reporter}"),
    "form_basis": ("Căn cứ: {basis}", "Legal basis: {basis}"),
    "form_no_basis": ("chưa có văn bản của tỉnh", "no document of the province yet"),
    "form_reporter_code": ("Mã đơn vị: {reporter}", "Reporter code: {reporter}"),
    "form_deadline": ("Hạn gửi: chậm nhất ngày {due:%d/%m/%Y}", "To be sent by {due:%d/%m/%Y}"),
    "form_received": ("Ngày nhận báo cáo: ……………………", "Received on: ……………………"),
    "form_receiver": ("Đơn vị nhận báo cáo: {receiver}", "Receiver: {receiver}"),
    "form_period": ("(Kỳ báo cáo: {period})", "(Reporting period: {period})"),
    "form_days": (
        "(Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y})",
        "(From {start:%d/%m/%Y} to {end:%d/%m/%Y})",
    ),
    "form_unit": ("Đơn vị tính: {unit}", "Unit: {unit}"),
    "form_unit_in_column": ("ghi tại cột {column}", "in column {column}"),
    "form_mode_full": ("Loại báo cáo: Đầy đủ", "Kind of report: full"),
    "form_mode_partial": ("Loại báo cáo: Bổ sung hoặc điều chỉnh", "Kind of report: partial, corrections only"),
    "form_mode_withdrawal": ("Loại báo cáo: Rút báo cáo đã gửi", "Kind of report: withdrawal"),
    "form_mode_title": ("Loại báo cáo", "Kind of report"),
    "form_mode_prompt": (
        "Gửi lại để sửa: chọn “Bổ sung hoặc điều chỉnh” và chỉ điền các ô cần sửa, ô để trống giữ số đã gửi.",
        "To correct a report: choose “partial” and fill only the cells to correct; blank cells keep the sent figure.",
    ),
    "form_mode_error": ("Chọn một loại trong danh sách.", "Choose one of the list."),
    "form_note": (
        "Ghi chú: “-” không phát sinh; “...” có phát sinh nhưng chưa thu thập được; “x” không áp dụng (không phải "
        "điền). Ô để trống là chưa báo cáo.",
        "Note: “-” nothing occurred; “...” occurred but not collected; “x” not applicable (not to be filled). "
        "A blank cell is not reported.",
    ),
    "form_note_stocks": (
        " Dòng số đếm tại một thời điểm ghi số cuối kỳ ở cột {column}.",
        " Lines that count a stock take the figure at the end of the period in column {column}.",
    ),
    "form_note_ytd": (
        "Cột {column} cộng dồn từ đầu năm báo cáo ({first_day}) đến cuối kỳ. ",
        "Column {column} sums from the start of the reporting year ({first_day}) to the end of the period. ",
    ),
    "form_year_start_admin": ("15/12 năm trước", "15 December of the year before"),
    "form_year_start_stat": ("01/01", "1 January"),
    "form_note_explanation": (
        "Cột {column}: ghi lý do khi số tăng, giảm bất thường. ",
        "Column {column}: the reason of an unusual rise or fall. ",
    ),
    "form_privacy": (
        "Không ghi họ tên, số điện thoại, số định danh của cá nhân vào biểu.",
        "Write no name, telephone number or identity number of a person into the form.",
    ),
    "form_signing_day": ("Ngày …… tháng …… năm ………", "Day …… month …… year ………"),
    "form_compiler": ("Người lập biểu", "Compiled by"),
    "form_head": ("Thủ trưởng đơn vị", "Head of the unit"),
    "form_signature": ("(Ký, họ tên)", "(Signature, full name)"),
    "form_signature_seal": ("(Ký, đóng dấu, họ tên)", "(Signature, seal, full name)"),
}

GUIDE: dict[str, tuple[str, str]] = {
    "guide_title": ("HƯỚNG DẪN LẬP BIỂU {form}", "HOW TO FILL FORM {form}"),
    "guide_part_sending": ("I. Thời hạn và nơi nhận", "I. Deadline and receiver"),
    "guide_part_filling": ("II. Cách điền", "II. How to fill"),
    "guide_part_lines": ("III. Nội dung từng dòng", "III. What each line means"),
    "guide_part_ratios": (
        "IV. Tỷ lệ được tính từ biểu này (đơn vị không phải tính)",
        "IV. Ratios computed from this form (not to be computed by the sender)",
    ),
    "guide_days": (
        "Số liệu của {period} (từ {start:%d/%m/%Y} đến hết {end:%d/%m/%Y}).",
        "Figures of {period} (from {start:%d/%m/%Y} to {end:%d/%m/%Y}).",
    ),
    "guide_days_and_deadline": (
        "Số liệu của {period} (từ {start:%d/%m/%Y} đến hết {end:%d/%m/%Y}); gửi chậm nhất ngày {due:%d/%m/%Y}.",
        "Figures of {period} (from {start:%d/%m/%Y} to {end:%d/%m/%Y}); to be sent by {due:%d/%m/%Y}.",
    ),
    "guide_receiver": ("Nơi nhận: {receiver}.", "Receiver: {receiver}."),
    "guide_receiver_on_form": ("nơi ghi ở đầu biểu", "as written at the head of the form"),
    "guide_estimate": (
        "Hạn gửi trước ngày chốt số liệu {end:%d/%m/%Y} nên số gửi đúng hạn là số ước: sửa ngày cuối ở dòng “Từ ngày … "
        "đến ngày …” thành ngày mà số liệu dừng, và gửi lại số chính thức sau ngày chốt.",
        "The deadline is before the cut-off {end:%d/%m/%Y}, so figures sent in time are estimates: change the last day "
        "in the line “From … to …” to the day up to which the figures count, and send final figures after the cut-off.",
    ),
    "guide_step_cells": (
        "Chỉ điền các ô trắng ở các cột đánh số; ô xám có chữ x không phải điền. Các ô khác đã khoá để giữ đúng mẫu.",
        "Fill only the white cells of the numbered columns; grey cells with x are not to be filled. All other cells "
        "are locked.",
    ),
    "guide_step_numbers": (
        "Ghi số, không ghi kèm đơn vị, không gõ dấu ngăn cách hàng nghìn; phần thập phân gõ theo dấu thập phân của máy "
        "tính.",
        "Write numbers without a unit and without a thousands separator; use the decimal separator of the computer.",
    ),
    "guide_step_symbols": (
        "Không có gì phát sinh: ghi “-”. Có phát sinh nhưng chưa thu thập được: ghi “...”. "
        "Không để trống ô phải điền, không ghi 0 thay cho chưa biết.",
        "Nothing occurred: write “-”. Occurred but not collected: write “...”. Leave no due cell blank, and do not "
        "write 0 for what is not known.",
    ),
    "guide_step_frame": (
        "Không đổi tên trang, không xoá hay chèn cột, không sửa cột Mã số, dòng A B C D 1 2.",
        "Do not rename the sheet, delete or insert columns, or change the column of codes and the row A B C D 1 2.",
    ),
    "guide_step_hints": (
        "Bấm vào một ô để xem số kỳ trước và điều kiện của ô đó. Gõ sai dạng, máy báo ngay và cho biết cách sửa.",
        "Select a cell to see the figure of the period before and the conditions of the cell. A wrong entry is refused "
        "at once, with the way to correct it.",
    ),
    "guide_step_colours": (
        "Ô chuyển màu đỏ: các số trái nhau (phần lớn hơn tổng, tổng khác các phần, luỹ kế không khớp). "
        "Ô chuyển màu vàng: số khác thường; nếu đúng, ghi lý do vào cột Giải trình.",
        "A cell turns red where figures contradict each other (part larger than whole, total unlike its parts, sum to "
        "date that does not fit). It turns yellow where a figure is unusual; if it is right, explain it.",
    ),
    "guide_step_corrections": (
        "Gửi lại để sửa vài ô: ở ô “Loại báo cáo” chọn “{partial}” rồi chỉ điền các ô cần sửa (kèm giải trình nếu có); "
        "ô để trống giữ số đã gửi. Gửi lại cả biểu: để “{full}”. Bỏ cả báo cáo: chọn “{withdrawal}”.",
        "To correct some cells: choose “{partial}” as kind of report and fill only these (with an explanation if there "
        "is one); blank cells keep the sent figure. To send the whole form again: leave “{full}”. To withdraw the "
        "report: choose “{withdrawal}”.",
    ),
    "guide_step_file": (
        "Gửi tệp .xlsx này (không gửi ảnh chụp, không đổi sang định dạng khác). Sau khi kiểm tra, đơn vị nhận lại "
        "chính tệp này với các ô cần xem được tô màu và ghi chú.",
        "Send this .xlsx file (no picture, no other format). After the check the sender gets this very file back, with "
        "colours and comments at the cells to look at.",
    ),
    "guide_step_nil": (
        "Cả kỳ không có gì phát sinh: đánh dấu x ở ô bên cạnh dòng “{nil}”; các ô số phát sinh trong kỳ để trống "
        "được hiểu là “-”. Số luỹ kế và số đếm cuối kỳ vẫn phải ghi.",
        "Nothing occurred in the period: put an x beside “{nil}”; blank cells of the period's flows then mean “-”. "
        "Sums to date and stocks are still to be filled.",
    ),
    "guide_step_nil_stocks": (
        "Không có đối tượng nào: đánh dấu x ở ô bên cạnh dòng “{nil}”; các ô để trống được hiểu là “-”.",
        "There is none of them: put an x beside “{nil}”; blank cells then mean “-”.",
    ),
    "guide_step_evidence": (
        "Dòng có ô minh chứng: ghi số, ký hiệu, ngày ký và tên quyết định, văn bằng xác nhận số liệu; gửi kèm tệp văn "
        "bản đó (PDF, ảnh) cùng biểu này và ghi tên tệp, ví dụ QD-12.pdf. Số bằng 0 thì không cần minh chứng. Không "
        "ghi họ tên cá nhân.",
        "Lines with cells for evidence: write number, date and title of the decision or certificate that confirms the "
        "figure; send its file (PDF, picture) along with this form and write the file's name, such as QD-12.pdf. A "
        "figure of 0 needs no evidence. Write no name of a person.",
    ),
    "guide_head_code": ("Mã số", "Code"),
    "guide_head_line": ("Nội dung", "Line"),
    "guide_head_meaning": ("Cách hiểu", "Meaning"),
    "guide_head_published": (
        "Số đã công bố kỳ trước (để tham khảo)",
        "Published for the period before (for reference)",
    ),
    "guide_kind_stock": ("Số đếm tại ngày cuối kỳ.", "Counted on the last day of the period."),
    "guide_kind_flow": ("Số phát sinh trong kỳ.", "What occurred within the period."),
    "guide_kind_ratio": (
        "Tỷ lệ, tốc độ: gửi kèm các phần tạo nên nó.",
        "A ratio or rate: sent with the parts that make it.",
    ),
    "guide_kind_score": (
        "Điểm, thứ hạng: chép đúng số đã công bố.",
        "A score or rank: copied exactly as published.",
    ),
    "guide_basis": ("Căn cứ: {basis}.", "Legal basis: {basis}."),
    "guide_register_line": ("{label}: số dòng của danh sách", "{label}: number of lines of the list"),
    "guide_ratio": (
        "{name} = mã số {numerator} / mã số {denominator}{factor}. {definition}",
        "{name} = code {numerator} / code {denominator}{factor}. {definition}",
    ),
}

CHECK: dict[str, tuple[str, str]] = {
    "check_scale_title": ("Chọn một mức", "Choose a step"),
    "check_scale": (
        "Cần một trong các mức {steps}, hoặc “...” (chưa thu thập được).",
        "One of the steps {steps} is expected, or “...” (not collected).",
    ),
    "check_figure_title": ("Số liệu chưa đúng", "The figure does not fit"),
    "check_integer_from": (
        "Cần số nguyên từ {low} trở lên, hoặc “-” (không phát sinh), “...” (chưa thu thập).",
        "A whole number of at least {low} is expected, or “-” (none occurred), “...” (not collected).",
    ),
    "check_integer_between": (
        "Cần số nguyên từ {low} đến {high}, hoặc “-” (không phát sinh), “...” (chưa thu thập).",
        "A whole number from {low} to {high} is expected, or “-” (none occurred), “...” (not collected).",
    ),
    "check_number_from": (
        "Cần số từ {low} trở lên, hoặc “-” (không phát sinh), “...” (chưa thu thập).",
        "A number of at least {low} is expected, or “-” (none occurred), “...” (not collected).",
    ),
    "check_number_between": (
        "Cần số từ {low} đến {high}, hoặc “-” (không phát sinh), “...” (chưa thu thập).",
        "A number from {low} to {high} is expected, or “-” (none occurred), “...” (not collected).",
    ),
    "check_must": ("Điều kiện: {condition}", "Required: {condition}"),
    "check_explain": (
        "Số đúng như vậy: ghi lý do ở cột Giải trình trước, rồi nhập lại.",
        "If the figure is right: first write the reason in the column of explanations, then enter it again.",
    ),
    "check_previous": ("Kỳ trước ({period}): {value} {unit}.", "Period before ({period}): {value} {unit}."),
    "check_cell_title": ("Mã số {row} · {header}", "Code {row} · {header}"),
    "check_part": ("Không lớn hơn mã số {whole}.", "Not larger than code {whole}."),
    "check_whole": ("Không nhỏ hơn mã số {part}.", "Not smaller than code {part}."),
    "check_sum": ("{total} = {children}.", "{total} = {children}."),
    "check_linear": ("Khớp với các mã số {cells}.", "Agrees with codes {cells}."),
    "check_sample": ("Ít nhất {low} phiếu.", "At least {low} answers."),
    "check_within": (
        "Nằm giữa số nhỏ nhất và lớn nhất của các mã số {cells}.",
        "Between the least and greatest of {cells}.",
    ),
    "check_bounds": ("Giá trị từ {low} đến {high}.", "A value from {low} to {high}."),
    "check_ratio_bounds": (
        "Mã số {part} / mã số {whole} × {scale} thường từ {low} đến {high}.",
        "Code {part} / code {whole} × {scale} is usually from {low} to {high}.",
    ),
    "check_ratio": ("= mã số {part} / mã số {whole} × {scale}.", "= code {part} / code {whole} × {scale}."),
    "check_cumulative": (
        "= luỹ kế đến kỳ trước ({value}) + số trong kỳ.",
        "= sum up to the period before ({value}) + figure of the period.",
    ),
    "check_jump": (
        "Thường từ {low} đến {high}; ngoài khoảng này cần giải trình.",
        "Usually from {low} to {high}; outside this range an explanation is needed.",
    ),
}

REGISTER: dict[str, tuple[str, str]] = {
    "register_note": ("Ghi chú: {step}", "Note: {step}"),
    "register_step": (
        "Danh sách: mỗi dòng một đối tượng, không gộp ô. Thiếu dòng thì chèn thêm phía trên dòng “…”; dòng thừa để "
        "trống. Dòng tên nhóm và dòng Tổng cộng không bắt buộc; có thì chỉ ghi tên nhóm hoặc số cộng. Không có đối "
        "tượng nào thì đánh dấu không phát sinh ở đầu biểu, không ghi dòng nào.",
        "A list: one entity a line, no merged cells. Insert lines above the line “…” where there are too few; leave "
        "superfluous lines blank. Lines of group names and totals are optional and hold nothing else. Where there is "
        "no entity, tick the nil return at the head of the form and write no line.",
    ),
    "register_personal": (
        "Dữ liệu cá nhân: chỉ lưu ở bảng hạn chế, không công bố.",
        "Personal data: kept in the restricted table only, never published.",
    ),
    "register_personal_columns": (
        "Cột {columns}: dữ liệu cá nhân: chỉ lưu ở bảng hạn chế, không công bố.",
        "Column {columns}: personal data, kept in the restricted table only, never published.",
    ),
    "register_column_stt": ("Số thứ tự.", "Running number."),
    "register_column_label": ("Tên đối tượng; mỗi dòng một đối tượng.", "Name of the entity; one entity a line."),
    "register_column_entity_key": (
        "Mã nhận ra đối tượng qua các kỳ; mỗi mã một dòng.",
        "The code that identifies the entity from period to period; one line a code.",
    ),
    "register_column_value": (
        "Số theo đơn vị ghi ở tiêu đề; không có thì ghi “-”, chưa thu thập được thì ghi “...”.",
        "A number in the unit of the header; “-” where there is none, “...” where it was not collected.",
    ),
    "register_column_date": ("Ngày/tháng/năm, ví dụ 05/12/2026.", "Day/month/year, such as 05/12/2026."),
    "register_column_context": ("Chữ.", "Text."),
    "register_date_title": ("Ngày", "Date"),
    "register_date_error": ("Ghi ngày/tháng/năm, ví dụ 05/12/2026.", "Write day/month/year, such as 05/12/2026."),
    "register_number_title": ("Số", "Number"),
    "register_number_error": (
        "Ghi số; không có thì ghi “-”, chưa thu thập được thì ghi “...”.",
        "Write a number; “-” where there is none, “...” where it was not collected.",
    ),
}

REPLY: dict[str, tuple[str, str]] = {
    "reply_title": ("KẾT QUẢ KIỂM TRA", "RESULT OF THE CHECK"),
    "reply_severity_stop": ("Phải sửa", "To be corrected"),
    "reply_severity_hold": ("Phải sửa hoặc giải trình", "To be corrected or explained"),
    "reply_severity_question": ("Đề nghị xác nhận hoặc sửa", "To be confirmed or corrected"),
    "reply_severity_note": ("Cần xem lại", "To be looked at"),
    "reply_severity_info": ("Để biết", "For information"),
    "reply_severity_answered": ("Đã xử lý", "Answered"),
    "reply_state_open": ("Chưa xử lý", "Still open"),
    "reply_state_new": ("Mới", "New"),
    "reply_answered": (
        "Đã xử lý từ lần trả lời trước: {n} câu hỏi",
        "Answered since the last reply: {n} questions",
    ),
    "reply_head_number": ("STT", "No."),
    "reply_head_sheet": ("Trang", "Sheet"),
    "reply_head_cell": ("Ô", "Cell"),
    "reply_head_severity": ("Mức độ", "Severity"),
    "reply_head_state": ("Tình trạng", "State"),
    "reply_head_question": ("Nội dung", "Question"),
    "reply_head_id": ("Mã câu hỏi", "Question code"),
    "reply_unnamed_sheet": ("Trang", "Sheet"),
}

ERRORS: dict[str, tuple[str, str]] = {
    "no_form_version": (
        "Biểu {form} không có phiên bản nào dùng cho {period}. Chọn kỳ khác, hoặc khai báo phiên bản ở bảng forms của "
        "danh mục.",
        "Form {form} has no version in force for {period}. Choose another period, or declare the version in table "
        "forms of the codebook.",
    ),
    "unknown_period": (
        "Danh mục không có kỳ báo cáo {found}. Kiểm tra lại mã kỳ, ví dụ 2026-11, 2026-Q4 hoặc 2026.",
        "The codebook has no reporting period {found}. Check the code, such as 2026-11, 2026-Q4 or 2026.",
    ),
    "unknown_reporter": (
        "Danh mục không có đơn vị báo cáo {found}. Kiểm tra lại mã đơn vị ở bảng reporters của danh mục, ví dụ C00700.",
        "The codebook has no reporter {found}. Check the code in table reporters of the codebook, such as C00700.",
    ),
    "unknown_area": (
        "Danh mục không có địa bàn {found}. Bổ sung địa bàn này vào bảng areas của danh mục.",
        "The codebook has no area {found}. Add it to table areas of the codebook.",
    ),
}

MESSAGES = FORM | GUIDE | CHECK | REGISTER | REPLY | ERRORS


def text(code: str, **values: object) -> str:
    """Return the Vietnamese text `code` with `values` filled in. Raises KeyError for a code that is not listed."""
    return MESSAGES[code][0].format(**values)


def error(code: str, **values: object) -> Message:
    """Return the bilingual message of an error. Raises KeyError for a code that is not listed."""
    return message(ERRORS, code, **values)

"""The catalogue of why a file is not taken: unreadable, refused, or waiting for a person.

Codes map to (Vietnamese, English) templates that name what was found, what was expected and the way out. The records
that carry a code and its values stand in problems.py, sentences about cells in reasons/, notes in notes.py.
"""

from __future__ import annotations

from pipelines.errors import Message

UNREADABLE: dict[str, tuple[str, str]] = {
    "empty_file": (
        "Tệp “{name}” rỗng (0 byte). Cần một tệp Excel có nội dung; hãy lưu lại rồi gửi lại.",
        "File “{name}” is empty (0 bytes). A workbook is expected; save it again and send it again.",
    ),
    "not_a_workbook": (
        "Tệp “{name}” không phải là bảng tính (nội dung: {detail}). Cần tệp Excel (.xlsx) theo biểu mẫu đã cấp; nếu đã "
        "điền biểu trong Excel, hãy gửi chính tệp đó.",
        "File “{name}” is not a workbook (content: {detail}). The Excel form that was provided is needed; where it was "
        "filled in, send that file itself.",
    ),
    "not_a_workbook.photo": (
        "Tệp “{name}” là {detail}, không phải bảng tính nên không đọc được số. Hãy gửi tệp Excel (.xlsx) đã điền theo "
        "biểu mẫu đã cấp, không gửi ảnh chụp hay bản quét.",
        "File “{name}” is {detail}: no figure can be read from it. Send the Excel file itself, filled in as provided, "
        "no photo or scan.",
    ),
    "not_a_workbook.pdf": (
        "Tệp “{name}” là {detail}, không phải bảng tính nên không đọc được số. Hãy gửi tệp Excel (.xlsx) mà từ đó bản "
        "{detail} được in ra.",
        "File “{name}” is {detail}: no figure is read from it. Send the Excel file from which it was printed.",
    ),
    "not_a_workbook.document": (
        "Tệp “{name}” là văn bản ({detail}), không phải bảng tính. Hãy chép số liệu vào biểu mẫu Excel (.xlsx) đã cấp "
        "rồi gửi tệp đó; văn bản kèm theo, nếu có, gửi riêng.",
        "File “{name}” is a text document ({detail}), no workbook. Fill the figures into the Excel form provided and "
        "send that; an accompanying letter is sent by itself.",
    ),
    "not_a_workbook.slides": (
        "Tệp “{name}” là bản trình chiếu ({detail}), không phải bảng tính. Hãy điền số liệu vào biểu mẫu Excel (.xlsx) "
        "đã cấp rồi gửi tệp đó.",
        "File “{name}” is a presentation ({detail}), no workbook. Fill in the Excel form provided and send that.",
    ),
    "not_a_workbook.archive": (
        "Tệp “{name}” là {detail}; loại này không được mở khi nhận. Hãy giải nén rồi gửi từng tệp Excel, hoặc nén lại "
        "thành .zip không mật khẩu.",
        "File “{name}” is {detail}, which is not opened. Unpack it and send each Excel file, or pack them as a .zip "
        "without a password.",
    ),
    "not_a_workbook.zip": (
        "Tệp “{name}” là {detail} nhưng trong đó không lấy được tệp báo cáo nào. Hãy giải nén rồi gửi từng tệp Excel.",
        "File “{name}” is {detail} from which no report could be taken. Unpack it and send each Excel file.",
    ),
    "not_a_workbook.message": (
        "Tệp “{name}” là {detail} không có tệp đính kèm nào đọc được. Hãy gửi tệp Excel (.xlsx) theo biểu mẫu đã cấp.",
        "File “{name}” is {detail} without an attachment that could be taken. Send the Excel form provided.",
    ),
    "not_a_workbook.text": (
        "Tệp “{name}” chỉ có chữ, không có bảng ({detail}). Hãy gửi tệp Excel (.xlsx) theo biểu mẫu đã cấp.",
        "File “{name}” holds text without a table ({detail}). Send the Excel form provided.",
    ),
    "not_a_workbook.program": (
        "Tệp “{name}” là {detail}: không mở vì có thể gây hại. Hãy hỏi lại người gửi và đề nghị gửi tệp Excel (.xlsx).",
        "File “{name}” is {detail} and is not opened, for it may do harm. Ask the sender; an Excel file is needed.",
    ),
    "not_a_workbook.media": (
        "Tệp “{name}” là {detail}, không phải bảng tính. Hãy gửi tệp Excel (.xlsx) theo biểu mẫu đã cấp.",
        "File “{name}” is {detail}, no workbook. Send the Excel form provided.",
    ),
    "not_a_workbook.shortcut": (
        "Tệp “{name}” chỉ là {detail}, bên trong không có số liệu. Hãy tải bảng tính về máy rồi gửi tệp Excel (.xlsx).",
        "File “{name}” is {detail} and holds no figures. Download the workbook and send the Excel file.",
    ),
    "not_a_workbook.other": (
        "Tệp “{name}” không phải bảng tính ({detail}). Hãy gửi tệp Excel (.xlsx) theo biểu mẫu đã cấp.",
        "File “{name}” is no workbook ({detail}). Send the Excel form provided.",
    ),
    "other_program": (
        "Tệp “{name}” là {detail}. Cần tệp .xlsx: lưu xong, hãy gửi lại.",
        "File “{name}” is {detail}. An .xlsx is expected: save it so and send it again.",
    ),
    "texts_differ": (
        "Tệp “{name}”: hai trình đọc đọc được chữ khác nhau ở {detail} nên không thể biết chữ nào đúng. Hãy mở bằng "
        "Excel, lưu thành tệp .xlsx mới rồi gửi lại.",
        "File “{name}”: two readers read different texts in {detail}, so nobody can say which is right. Open it in "
        "Excel, save it as a new .xlsx and send it again.",
    ),
    "truncated": (
        "Tệp “{name}” bị đứt hoặc hỏng ({detail}), thường do tải lên chưa xong. Hãy mở thử tệp trên máy: mở được thì "
        "gửi lại, không mở được thì ghi lại số liệu vào biểu mẫu được cấp.",
        "File “{name}” is cut off or damaged ({detail}), often by an unfinished upload. Open the original: if it "
        "opens, send it again; if not, write the figures into the form provided.",
    ),
    "damaged": (
        "Tệp “{name}” hỏng ({detail}). Hãy mở thử bằng Excel: mở được thì lưu thành tệp .xlsx mới rồi gửi lại, không "
        "mở được thì ghi lại số liệu vào biểu mẫu được cấp.",
        "File “{name}” is damaged ({detail}). Try to open it in Excel: if it opens, save it as a new .xlsx and send "
        "it again; if not, write the figures into the form provided.",
    ),
    "encrypted": (
        "Tệp “{name}” có mật khẩu mở tệp. Cần tệp không có mật khẩu: trong Excel chọn Tệp → Thông tin → Bảo vệ sổ làm "
        "việc → Mã hóa bằng mật khẩu, xóa mật khẩu, lưu rồi gửi lại.",
        "File “{name}” is protected by a password. Remove it (File → Info → Protect Workbook → Encrypt with Password), "
        "save and send again.",
    ),
    "encrypted.archive": (
        "Tệp “{name}” là {detail} có mật khẩu nên không lấy được tệp nào trong đó. Hãy nén lại không đặt mật khẩu, "
        "hoặc gửi từng tệp Excel.",
        "File “{name}” is {detail} with a password, so nothing could be taken from it. Pack it without a password, or "
        "send each Excel file.",
    ),
    "no_sheet": (
        "Tệp “{name}” không có trang tính nào. Cần ít nhất một trang theo mẫu biểu; hãy dùng biểu mẫu được cấp.",
        "File “{name}” has no sheet. At least one sheet laid out as the form is expected; use the form provided.",
    ),
    "too_large": (
        "Tệp “{name}” giải nén quá lớn ({detail}). Biểu báo cáo thường dưới 10 MB; hãy xóa các trang, dòng, ảnh thừa "
        "rồi gửi lại.",
        "File “{name}” unpacks to too much ({detail}). A report is usually under 10 MB; delete superfluous sheets, "
        "rows and pictures and send again.",
    ),
    "counts_differ": (
        "Tệp “{name}”: hai trình đọc đếm được số ô có nội dung khác nhau trên trang {detail} nên không thể biết đã đọc "
        "đủ hay chưa. Hãy mở bằng Excel, lưu thành tệp .xlsx mới rồi gửi lại.",
        "File “{name}”: two readers count different numbers of filled cells on sheet {detail}, so nobody can say that "
        "all was read. Open it in Excel, save it as a new .xlsx and send it again.",
    ),
    "reader_died": (
        "Tệp “{name}” không đọc được đến cùng ({detail}); các tệp khác không bị ảnh hưởng. Hãy mở thử bằng Excel: mở "
        "được thì lưu thành tệp .xlsx mới rồi gửi lại, không mở được thì ghi lại số liệu vào biểu mẫu được cấp.",
        "File “{name}” could not be read to its end ({detail}); other files are not affected. Try to open it in Excel: "
        "if it opens, save it as a new .xlsx and send it again; if not, write the figures into the form provided.",
    ),
    "reader_fault": (
        "Tệp “{name}”: phần mềm gặp lỗi khi {detail} nên phần này chưa được đọc; các trang và tệp khác không bị ảnh "
        "hưởng. Người gửi có thể gõ lại ô hoặc trang được nêu rồi gửi lại; quản trị viên cần báo lỗi phần mềm.",
        "File “{name}”: the software failed while {detail}, so this part was not read; other sheets and files are not "
        "affected. The sender may type the cell or sheet anew and send it again; the administrator should report the "
        "failure.",
    ),
    "timeout": (
        "Tệp “{name}” không đọc xong trong {detail}. Hãy xóa các vùng định dạng thừa, lưu thành tệp .xlsx mới rồi gửi "
        "lại.",
        "File “{name}” could not be read within {detail}. Delete superfluous formatted areas, save it as a new .xlsx "
        "and send it again.",
    ),
    "memory": (
        "Tệp “{name}” cần quá nhiều bộ nhớ để đọc ({detail}). Hãy xóa các ô nằm rất xa bảng và các vùng định dạng "
        "thừa, lưu thành tệp .xlsx mới rồi gửi lại.",
        "File “{name}” needs too much memory to read ({detail}). Delete cells far away from the table and superfluous "
        "formatted areas, save it as a new .xlsx and send it again.",
    ),
    "blob_missing": (
        "Bản lưu của tệp “{name}” không còn trong kho ({detail}). Quản trị viên cần khôi phục data/raw từ bản sao lưu; "
        "người gửi không phải làm gì.",
        "The stored copy of “{name}” is gone ({detail}). The administrator restores data/raw from the backup; the "
        "sender has nothing to do.",
    ),
    "blob_damaged": (
        "Bản lưu của tệp “{name}” đã bị thay đổi so với lúc nhận ({detail}). Quản trị viên cần khôi phục data/raw từ "
        "bản sao lưu; người gửi không phải làm gì.",
        "The stored copy of “{name}” differs from what was received ({detail}). The administrator restores data/raw "
        "from the backup; the sender has nothing to do.",
    ),
    "blob_lost": (
        "Bản lưu của tệp “{name}” đã mất và không khôi phục được, nên tệp không còn được đọc. Hãy gửi lại tệp này.",
        "The stored copy of “{name}” is lost and cannot be restored, so the file is not read any more. Send it again.",
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    "written_incomplete": (
        "báo cáo bằng văn bản ({expected}) chưa rõ {found}; hãy cho biết đơn vị báo cáo và kỳ báo cáo khi gửi lại",
        "a written report ({expected}) of which the {found} is not known; say who reports for which period",
    ),
    "form_unknown": (
        "chưa nhận ra biểu nào: {found}; {nearest}. Hãy chép số liệu vào tệp biểu mẫu được cấp, hoặc ghi số của biểu "
        "đó vào ô “Biểu số: …” ở đầu trang, rồi gửi lại",
        "no form was recognised: {found}; {nearest}. Copy the figures into the form provided, or write that form's "
        "number into a cell “Biểu số: …” at the head of the sheet, and send it again",
    ),
    "nothing_filled": (
        "mọi trang ({found}) đều trống, không có ô nào có nội dung; hãy điền biểu mẫu được cấp, lưu rồi gửi lại",
        "every sheet ({found}) is empty; fill in the form provided, save it and send it again",
    ),
    "form_ambiguous": (
        "tệp khớp với nhiều biểu: {found}; hãy ghi số của đúng biểu vào ô “Biểu số: …” ở đầu trang, rồi gửi lại",
        "the file fits several forms: {found}; write the right one's number into a cell “Biểu số: …” at the head of "
        "the sheet, and send it again",
    ),
    "reporter_unknown": (
        "chưa biết đơn vị nào báo cáo: ở “Đơn vị báo cáo” tệp ghi {found}. Hãy ghi đúng, đủ tên đơn vị ở ô “Đơn vị báo "
        "cáo: …”, rồi gửi lại",
        "the reporter is not known: at “Đơn vị báo cáo” the file says {found}. Write the office's full name into the "
        "cell “Đơn vị báo cáo: …” and send it again",
    ),
    "reporter_ambiguous": (
        "tên và mã đơn vị báo cáo là của nhiều đơn vị: {found}; hãy ghi đủ tên đơn vị (cả xã, phường) và đúng mã đơn "
        "vị, rồi gửi lại",
        "the reporter's name and code fit several reporters: {found}; write the full name and the right code, and "
        "send it again",
    ),
    "reporter_kind": (
        "đơn vị báo cáo {found} không thuộc loại đơn vị phải gửi biểu {expected}; hãy kiểm tra lại đơn vị và mã biểu",
        "reporter {found} is not of the kind that sends form {expected}; check reporter and form",
    ),
    "reporter_not_valid": (
        "đơn vị báo cáo {found} không tồn tại trong kỳ {expected}; hãy kiểm tra lại đơn vị và kỳ báo cáo",
        "reporter {found} does not exist in period {expected}; check reporter and period",
    ),
    "period_unknown": (
        "chưa xác định được kỳ báo cáo: cần ô “Kỳ báo cáo: {expected}”; tìm thấy: {found}. Hãy điền kỳ báo cáo rồi "
        "gửi lại",
        "the period is not known: a cell “Kỳ báo cáo: {expected}” is expected; found: {found}. Fill it in and send "
        "the file again",
    ),
    "period_kind": (
        "kỳ báo cáo {found} không đúng loại kỳ của biểu (cần, ví dụ: {expected}); hãy sửa kỳ báo cáo",
        "period {found} is not of the form's kind (expected, for example: {expected}); correct the period",
    ),
    "version_unknown": (
        "biểu {expected} không áp dụng cho kỳ {found}; hãy kiểm tra lại kỳ báo cáo",
        "form {expected} has no version valid in period {found}; check the period",
    ),
    "header_not_found": (
        "trang “{sheet}” không có dòng mã cột ({expected}) của biểu; hãy dùng đúng biểu mẫu, không xóa dòng A, B, 1, 2",
        "sheet “{sheet}” lacks the form's column-code row ({expected}); use the form provided, keep the row A, B, 1, 2",
    ),
    "columns_missing": (
        "trang “{sheet}”, dòng {row}: thiếu cột {expected}; tìm thấy: {found}. Hãy dùng đúng biểu mẫu, không xóa hay "
        "đổi tên cột",
        "sheet “{sheet}”, row {row}: columns {expected} are missing; found: {found}. Use the form provided, without "
        "deleting or renaming columns",
    ),
    "sheet_missing": (
        "thiếu trang “{sheet}” của biểu; tìm thấy các trang: {found}. Hãy gửi đủ các trang, không đổi tên trang",
        "the form's sheet “{sheet}” is missing; found sheets: {found}. Send every sheet under its name",
    ),
    "column_conflict": (
        "trang “{sheet}”: {found}; mã cột và tiêu đề phải là của cùng một cột, hãy dùng đúng biểu mẫu",
        "sheet “{sheet}”: {found}; a column's code and its header must be of one column, use the form provided",
    ),
    "rows_not_found": (
        "trang “{sheet}” không có dòng nào mang mã số của biểu ({expected}); hãy dùng đúng biểu mẫu, giữ cột Mã số",
        "sheet “{sheet}” has no row with a row code of the form ({expected}); use the form provided, keep its row "
        "codes",
    ),
}

WAITING: dict[str, tuple[str, str]] = {
    "form_guessed": (
        "tệp không ghi biểu số; giống nhất là biểu {expected} (khớp {score}; {found})",
        "the file gives no form number; form {expected} is the most similar ({score}; {found})",
    ),
    "form_two": (
        "tệp không ghi biểu số; khớp với biểu {expected} và gần như vậy với {found}",
        "the file gives no form number; it fits form {expected} and almost as well {found}",
    ),
    "number_differs": (
        "tệp ghi biểu số “{found}” không có trong danh mục, nhưng bố cục là của biểu {expected}",
        "the file says form “{found}”, which is not declared, but it is laid out as form {expected}",
    ),
    "columns_doubtful": (
        "biểu {expected}: chưa chắc cột nào là cột nào: {found}",
        "form {expected}: it is not certain which column is which: {found}",
    ),
    "cells_shifted": (
        "trang “{sheet}”, dòng {rows}: số ô nhiều hơn tiêu đề, hoặc cột giải trình chứa số: dấu phẩy thập phân có thể "
        "đã tách một số thành hai ô; đặt số có dấu phẩy trong ngoặc kép, hoặc gửi tệp .xlsx",
        "sheet “{sheet}”, row {rows}: more cells than the header, or a number among the explanations: a decimal comma "
        "may have made two cells of one number; put a number with a comma into quotes, or send an .xlsx",
    ),
    "layout_differs": (
        "bố cục khác nhiều so với biểu {expected} (khớp {score}): {found}",
        "the layout differs much from form {expected} ({score}): {found}",
    ),
    "identity_differs": (
        "phần nhìn thấy ghi {expected} nhưng trang ẩn của biểu mẫu được phát cho {found}; có thể đã dùng lại tệp của "
        "đơn vị hoặc kỳ khác",
        "the visible head says {expected}, but the form was issued for {found}; perhaps a file of another reporter or "
        "period was used again",
    ),
    "period_differs": (
        "phần đầu biểu ghi kỳ {expected} nhưng khoảng ngày ghi dưới đó là của {found}; chưa rõ số liệu của kỳ nào",
        "the head names {expected}, but the days below it are those of {found}; which period is meant is not known",
    ),
    "title_period_differs": (
        "tệp được hiểu là của kỳ {expected} nhưng tiêu đề trên trang tính ghi {found}; chưa rõ số liệu của kỳ nào",
        "the file was taken for {expected}, but the title on the sheet says {found}; which period is meant is not "
        "known",
    ),
    "stated_period_differs": (
        "tệp ghi kỳ {expected} nhưng khi nhận khai kỳ {found}; chưa rõ số liệu của kỳ nào",
        "the file says {expected}, but {found} was stated at receipt; which period is meant is not known",
    ),
    "period_ahead": (
        "tệp ghi kỳ {expected}, kỳ này bắt đầu ngày {begins} nhưng tệp được nhận ngày {found}; có thể ghi nhầm kỳ",
        "the file says {expected}, which begins on {begins}, but it was received on {found}; perhaps the period is "
        "wrong",
    ),
    "name_code_differ": (
        "tệp ghi tên đơn vị “{expected}” nhưng mã đơn vị là {found}; chưa rõ số liệu của đơn vị nào",
        "the file names the reporter “{expected}”, but the code is {found}; whose figures these are is not known",
    ),
    "reporter_former": (
        "tệp ghi đơn vị “{found}”, nay không còn; có thể là {expected}, chưa rõ số liệu có của cả đơn vị đó không",
        "the file names “{found}”, which is no more; perhaps {expected} is meant, but whether the figures are of all "
        "of it is not known",
    ),
    "heading_differs": (
        "tệp được hiểu là của {expected} nhưng phần tên cơ quan hoặc tiêu đề ghi {found}; chưa rõ số liệu của đơn vị "
        "nào",
        "the file was taken for {expected}, but heading or title name {found}; whose figures these are is not known",
    ),
    "fewer_figures": (
        "báo cáo đầy đủ này có {n_new} số liệu, thay {n_old} số liệu đang có hiệu lực của {found} và làm mất {n_lost} "
        "số liệu (dòng {rows}); nếu chỉ bổ sung hay điều chỉnh, hãy ghi như vậy ở dòng “Loại báo cáo”",
        "this full report has {n_new} figures, takes the place of {n_old} figures in force of {found} and removes "
        "{n_lost} (rows {rows}); if it only adds or corrects, say so in the line “Loại báo cáo”",
    ),
    "same_delivery": (
        "cùng một lần nhận có nhiều tệp khác nhau cho đơn vị, biểu và kỳ này ({found}); chưa rõ tệp nào là đúng, cần "
        "chọn một tệp",
        "several different files for this reporter, form and period came together ({found}); which one is right is not "
        "known",
    ),
    "blank_of_other": (
        "biểu của {expected} không có số liệu nào nhưng nằm trong tệp có số liệu của {found}; có thể là biểu trống còn "
        "sót",
        "the form of {expected} has no figure but stands in a file with figures of {found}; perhaps it is a blank form "
        "that was left there",
    ),
    "sender_differs": (
        "biểu của {shown} nhưng được gửi từ {found}; chưa rõ nơi gửi có được báo cáo thay không",
        "the form is of {shown}, but it came from {found}; whether that sender may report for it is not known",
    ),
}


def unreadable(reason: str, name: str, detail: Message | str) -> tuple[str, str]:
    """Why the file `name` could not be read, in Vietnamese and English; a plain `detail` is the same in both.

    Up to a full stop `reason` is the reason code; what follows chooses the sentence.
    """
    vi, en = UNREADABLE[reason]
    detail_vi, detail_en = (detail.vi, detail.en) if isinstance(detail, Message) else (detail, detail)
    return vi.format(name=name, detail=detail_vi or "?"), en.format(name=name, detail=detail_en or "?")

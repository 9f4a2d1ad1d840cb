"""The catalogue of what is said about a whole file or form: notes on a form that was read, and details of a sentence.

Codes map to (Vietnamese, English) templates. A note's code, up to a full stop, is the reason
code of the submission. Details fill the
sentences of messages.py; sentences about single cells, rows and columns stand in reasons/.
"""

from __future__ import annotations

from pipelines.errors import Message, message

NOTES: dict[str, tuple[str, str]] = {
    "written_report": (
        "Đã nhận báo cáo bằng văn bản của {reporter} ({kind}, không đọc nội dung)",
        "Written report of {reporter} received ({kind}, its content is not read)",
    ),
    "identity_broken": (
        "trang ẩn “{sheet}” đã bị sửa nên không dùng để nhận dạng; biểu được nhận theo phần nhìn thấy",
        "hidden sheet “{sheet}” was altered and is not used",
    ),
    "layout_outdated": (
        "biểu được phát theo mẫu cũ ({form}, phiên bản {version}); đọc theo mẫu đang áp dụng, kỳ sau hãy dùng biểu mới",
        "the form was issued in an older layout ({form}/{version}); read by the one in force",
    ),
    "layout_matched": (
        "bố cục khác biểu mẫu {form}, đã nhận theo tên dòng và tên cột ({differences})",
        "laid out otherwise than form {form}, read by labels and headers",
    ),
    "sheet_missing": (
        "thiếu bảng “{sheet}” của biểu {form}; hãy gửi đủ các bảng",
        "table “{sheet}” of form {form} is missing",
    ),
    "nil_not_applied": (
        "ô {cell} khai “không phát sinh” nhưng ô {cells} có số, nên lời khai không được áp dụng; "
        "hãy bỏ dấu hoặc sửa số",
        "cell {cell} says that nothing occurred but {cells} hold figures, so it is not applied; take the mark away or "
        "correct the figures",
    ),
    "nil_not_applied.register": (
        "ô {cell} khai “không phát sinh” nhưng danh sách có {n} dòng: lời khai không được áp dụng",
        "cell {cell} says that there is none but the register has {n} rows: it is not applied",
    ),
    "total_differs": (
        "dòng tổng, ô {cell} ghi {total}, cộng các dòng được {found}; sửa dòng tổng hoặc dòng bị sót",
        "total row, cell {cell} says {total}, the rows give {found}",
    ),
    "mode_unclear": (
        "ô “{text}” nêu nhiều loại báo cáo nên coi là báo cáo đầy đủ; nếu là bổ sung hoặc rút báo cáo, gửi lại và chỉ "
        "ghi một loại ở dòng “Loại báo cáo”",
        "cell “{text}” names several kinds of report, so it was taken as a full one; if it corrects or withdraws, send "
        "it again with one kind in the line “Loại báo cáo”",
    ),
    "explanation_alone": (
        "giải trình ở ô {cells} không kèm số liệu nên chưa dùng được; hãy ghi lại số liệu cùng dòng",
        "the explanation in {cells} stands without a figure and cannot be used; repeat the row's figure",
    ),
    "rows_missing": (
        "trang “{sheets}” thiếu các dòng mã số {rows} của biểu; hãy giữ đủ các dòng",
        "sheet “{sheets}” lacks the form's rows {rows}; keep every row",
    ),
    "hidden_sheet": ("trang ẩn “{sheets}” không được đọc", "hidden sheet “{sheets}” is not read"),
    "accepted": ("đã được chấp nhận ({key}: {doubts})", "accepted by a person ({key}: {doubts})"),
    "columns_missing": (
        "trang “{sheet}” thiếu cột {columns}; các cột khác vẫn được đọc",
        "sheet “{sheet}” lacks columns {columns}; the others are read",
    ),
    "reporter_likened": (
        "tên đơn vị “{name}” khác dấu, được hiểu là {reporter}; hãy ghi đúng tên",
        "the reporter's name “{name}” differs in marks and was taken for {reporter}",
    ),
    "replaces.full": ("thay {receipts}", "replaces {receipts}"),
    "replaces.partial": ("bổ sung, điều chỉnh {receipts}", "corrects {receipts}"),
    "replaces.withdrawal": ("rút {receipts}", "withdraws {receipts}"),
    "would_replace": (
        "Đang có hiệu lực: {n} số liệu của {receipts}; nếu chấp nhận, tệp này sẽ thay các số liệu đó.",
        "In force: {n} figures of {receipts}; if the file is accepted, it takes their place.",
    ),
    "sent_for": ("{senders} gửi thay {reporter}", "{senders} sent it for {reporter}"),
}

DETAILS: dict[str, tuple[str, str]] = {
    "nothing": ("(không có)", "(nothing)"),
    # what a file prints, and the names that are nearest to it
    "printed_number": ("tệp in số biểu “{number}”, số này chưa khai báo", "it prints number “{number}”, not declared"),
    "printed_none": ("tệp không in số biểu nào (các trang: {sheets})", "it prints no form number (sheets: {sheets})"),
    "printed_office": (", đơn vị “{office}”", ", office “{office}”"),
    "nearest": ("gần nhất là {names}", "the nearest: {names}"),
    "nearest_none": ("không biểu nào gần giống", "no form is near"),
    "reporter_period": ("{reporter}, kỳ {period}", "{reporter}, period {period}"),
    "sender": ("đơn vị {sender}", "sender {sender}"),
    "no_reporter": ("đơn vị báo cáo", "reporter"),
    "no_period": ("kỳ báo cáo", "period"),
    "folder": ("thư mục “{folder}”", "folder “{folder}”"),
    # one finding of a layout that differs, and how many more there are
    "finding": ("{part}{expected} {kind}{found}{place}", "{part}{expected} {kind}{found}{place}"),
    "finding_expected": (" “{text}”", " “{text}”"),
    "finding_found": (" (tệp ghi “{text}”)", " (the file has “{text}”)"),
    "finding_place": (" tại {cell}", " at {cell}"),
    # where the software failed on a file
    "stage_open": ("mở tệp", "opening the file"),
    "stage_recognise": ("nhận dạng biểu", "recognising the form"),
    "stage_extract": ("trích số liệu", "extracting the figures"),
    "stage_compare": ("so với các biểu", "comparing with the forms"),
    "fault_sheet": ("{stage}, trang “{sheet}”", "{stage}, sheet “{sheet}”"),
    "fault_cell": ("{stage}, trang “{sheet}”, ô {cell}", "{stage}, sheet “{sheet}”, cell {cell}"),
    # how a process of the reader ended
    "process_ended": ("trình đọc dừng đột ngột", "the reader stopped abruptly"),
    "process_slow": ("{seconds} giây", "{seconds} s"),
    "findings_more": ("; và {n} điểm khác", "; and {n} more"),
}


def note(code: str, /, **values: object) -> Message:
    """The note `code` of NOTES with `values` filled in; its code ends before a full stop."""
    return message(NOTES, code, **values)._replace(code=code.partition(".")[0])


def detail(code: str, /, **values: object) -> Message:
    """The detail `code` of DETAILS with `values` filled in."""
    return message(DETAILS, code, **values)

"""Sentences of replies to senders: code -> (Vietnamese, English).

Senders fill in spreadsheets and have no chiso, so no sentence here names a command or an option.
"""

from __future__ import annotations

REPLY: dict[str, tuple[str, str]] = {
    # ---- questions about a cell ----
    "read": ("Đã đọc: “{raw}”.\n", "Read: “{raw}”.\n"),
    "not_taken": ("Chưa nhận được: {reason}.", "Not taken: {reason}."),
    "no_number": ("không đọc được thành số", "it cannot be read as a number"),
    "blank": (
        "Ô này phải điền nhưng đang để trống.\nĐề nghị: {proposal}.",
        "This cell must be filled but is blank.\nProposal: {proposal}.",
    ),
    "fill": (
        "ghi số; không phát sinh thì ghi “-”; có phát sinh nhưng chưa thu thập được thì ghi “...”",
        "write the number; “-” where nothing occurred; “...” where it occurred but was not collected",
    ),
    "understood": (
        "Đã đọc: “{raw}”, hiểu là {value}{reason}.\nĐề nghị: nếu hiểu sai thì gõ lại thành số.",
        "Read: “{raw}”, understood as {value}{reason}.\nProposal: where this is wrong, type it as a number.",
    ),
    "estimate_uoc": ("số ước tính", "estimate"),
    "estimate_so_bo": ("số sơ bộ", "preliminary"),
    "known": ("\nSố đã công bố ({period}): {value}.", "\nPublished figure ({period}): {value}."),
    "asked_by_person": (
        "Đã đọc: {value}.\nNgười làm thống kê hỏi: {reason}\n"
        "Đề nghị: nếu số đúng, hãy ghi giải trình; nếu sai, hãy sửa.",
        "Read: {value}.\nThe statistician asks: {reason}\n"
        "Proposal: explain the figure where it is right, else correct it.",
    ),
    # ---- questions about a violated rule ----
    "asked": ("Đã đọc: {raw}.\n{body}", "Read: {raw}.\n{body}"),
    "cell": ("Ô {address}", "Cell {address}"),
    "cell_elsewhere": ("Ô {address} của biểu kỳ {period}", "Cell {address} of the form of {period}"),
    "repair": ("{where}: {repairs}.", "{where}: {repairs}."),
    "or": ("; hoặc ", "; or "),
    "suspect": (
        "{where} có khả năng sai nhất: hãy đối chiếu với sổ gốc rồi sửa.",
        "{where} is most likely wrong: compare it with the records and correct it.",
    ),
    "settles": (" (Sửa đúng thì {n} điểm sau tự hết.)", " (The right figure settles the {n} points below.)"),
    "together": (" Sửa cùng với ô {address}.", " Correct it together with cell {address}."),
    "alternatives": (
        "Có {n} khả năng, chỉ một khả năng đúng; hãy đối chiếu với sổ gốc:",
        "One of {n} cells is wrong; compare them with the records:",
    ),
    "alternative": ("{n}) {repair}", "{n}) {repair}"),
    "asked_by_rule": ("\n– {message}", "\n– {message}"),
    "violated": ("{message}\nĐề nghị: {proposal}", "{message}\nProposal: {proposal}"),
    "related": (
        "Ô liên quan: xem câu hỏi {question} ở ô {address}.",
        "Related: see question {question} at {address}.",
    ),
    # ---- the first sheet ----
    "fact_simulated": ("Lưu ý", "Note"),
    "fact_file": ("Tệp", "File"),
    "fact_receipt": ("Biên nhận", "Receipt"),
    "fact_content": ("Nội dung", "Content"),
    "fact_answer": ("Trả lời trước ngày", "Answer before"),
    "fact_contact": ("Liên hệ", "Contact"),
    "contact": ("{post}, {office}{phone}", "{post}, {office}{phone}"),
    "phone": (", điện thoại {phone}", ", telephone {phone}"),
    "received": ("{receipt}, nhận ngày {day}", "{receipt}, received on {day}"),
    "content": (
        "{what}{mode}. {outcome}: {n_observation} số liệu đã nhận, {n_reject} ô chưa nhận",
        "{what}{mode}. {outcome}: {n_observation} figures taken, {n_reject} cells not taken",
    ),
    "unrecognised": ("chưa nhận ra", "not recognised"),
    "outcome_read": ("Đã đọc", "Read"),
    "outcome_waiting": ("Đang chờ người quyết định", "Waiting for a person"),
    "outcome_refused": ("Chưa nhận (cần gửi lại)", "Refused (to be sent again)"),
    "outcome_unreadable": ("Không mở được (cần gửi lại)", "Unreadable (to be sent again)"),
    "still_open": ("Chưa xử lý ({question}): {text}", "Still open ({question}): {text}"),
    "other_file": (
        "Tệp khác của đơn vị chưa đọc được: “{name}”. {outcome}.",
        "Another file of yours was not read: “{name}”. {outcome}.",
    ),
    "file_waits": (
        "Tệp đang chờ nơi nhận quyết định. Nếu tệp không như nêu dưới đây, hãy sửa rồi gửi lại; nếu đúng như vậy, chỉ"
        " cần báo cho nơi nhận.",
        "The file waits for a decision of the office that received it. If it is not as stated below, correct it and"
        " send it again; if it is, tell that office so.",
    ),
    "file_not_taken": (
        "Tệp chưa được nhận. Xem lý do và cách sửa dưới đây, rồi gửi lại.",
        "The file was not taken. See the reason and the way out below, then send it again.",
    ),
    "withdrawn": (
        "Báo cáo đã được rút: số liệu đã gửi không còn được dùng. Khi có số liệu, gửi lại biểu đầy đủ.",
        "The report was withdrawn: its figures are no longer used. Send a full form once there are figures.",
    ),
    "open_before": (
        " Còn {n} câu hỏi của báo cáo đã gửi trước, liệt kê dưới đây.",
        " {n} questions about the earlier report are open; they are listed below.",
    ),
    "understood_marks": (
        " Ô màu xanh cho biết máy đã hiểu chữ trong ô thành số nào.",
        " Blue cells show as which number a text was understood.",
    ),
    "no_question": ("Không có câu hỏi nào về tệp này.", "There is no question about this file."),
    "nothing_to_do": (
        "Không có câu hỏi nào. Đơn vị không phải làm gì thêm.",
        "There is no question. Nothing is left to do.",
    ),
    "to_correct": (
        "{n_grave} điểm phải sửa hoặc giải trình, {n_slight} điểm cần xem lại. Sửa ngay trong tệp này và gửi lại.",
        "{n_grave} points to correct or explain, {n_slight} to look at. Correct them in this file and send it again.",
    ),
    # ---- reminders, which are pasted into a message ----
    "remind_to": ("Kính gửi: {name}", "To: {name}"),
    "remind_office": ("Cơ quan tổng hợp của tỉnh", "The province's statistical office"),
    "remind_intro": (
        "{office} đề nghị đơn vị thực hiện các việc sau (tính đến ngày {day}):",
        "{office} asks for the following (as of {day}):",
    ),
    "remind_missing": (
        "Chưa nhận được báo cáo. Hạn gửi là ngày {last}, đã quá {n} ngày làm việc; đề nghị gửi ngay.",
        "Not received. It was due on {last}, {n} working days ago; please send it now.",
    ),
    "remind_due_soon": (
        "Hạn gửi là ngày {last}, còn {n} ngày làm việc.",
        "Due on {last}, {n} working days left.",
    ),
    "remind_unreadable": (
        "Tệp đã gửi không đọc được; đề nghị gửi lại đúng tệp Excel đã cấp. Hạn gửi là ngày {last}.",
        "The file cannot be read; please send the Excel file that was handed out. Due on {last}.",
    ),
    "remind_withdrawn": (
        "Báo cáo đã rút, chưa có bản thay; đề nghị gửi bản thay. Hạn gửi là ngày {last}.",
        "Withdrawn and not replaced; please send the replacement. Due on {last}.",
    ),
    "remind_revise": (
        "Đã nhận số ước; đề nghị gửi số chính thức chậm nhất ngày {last}.",
        "Estimates were received; please send final figures by {last}.",
    ),
    "remind_unmarked": (
        "Báo cáo gửi trước ngày chốt số liệu nên đang coi là số ước; đề nghị xác nhận hoặc gửi số chính thức chậm nhất"
        " ngày {last}.",
        "Sent before the cut-off, so taken as an estimate; please confirm it or send final figures by {last}.",
    ),
    "remind_receiver": ("Nơi nhận: {receiver}.", "Receiver: {receiver}."),
    "remind_asked": (
        "Giải trình hoặc sửa số liệu biểu {form}, {period} ({n} câu hỏi).",
        "Explain or correct figures of form {form}, {period} ({n} questions).",
    ),
    "remind_more": (
        "và {n} câu hỏi khác, ghi ngay tại ô trong tệp trả lời kèm theo.",
        "and {n} more questions, at their cells in the reply workbook.",
    ),
    "remind_answer_by": (
        "Đề nghị trả lời các câu hỏi về số liệu chậm nhất ngày {day}.",
        "Please answer the questions about figures by {day}.",
    ),
    "remind_done": (
        "Nếu đơn vị vừa gửi, xin bỏ qua tin này. Trân trọng cảm ơn.",
        "If you have just sent it, please ignore this message. Thank you.",
    ),
    "remind_contact": ("Cần hỏi: {contact}", "Questions: {contact}"),
}


def text(code: str, **values: object) -> str:
    """The Vietnamese sentence `code`, in which replies are written, with `values` filled in."""
    return REPLY[code][0].format(**values)

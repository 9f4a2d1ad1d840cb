"""Sentences about received files: how each was read, what needs a person, what to type next."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "files_counts": (
        "Đọc được {read} · chờ {waiting} · từ chối {refused} · không mở được {unreadable}",
        "Read {read} · waiting {waiting} · refused {refused} · unreadable {unreadable}",
    ),
    "files_skipped": (" · bỏ qua {n}", " · skipped {n}"),
    "skipped_title": ("Bỏ qua, không ghi biên nhận:", "Skipped, without a receipt:"),
    "inbox_waits": ("Chưa nhận “{source}”: {why}.", "“{source}” is not received yet: {why}."),
    "inbox_empty": ("Không có tệp mới đã ghi xong trong {folder}.", "No new and complete files in {folder}."),
    "next_status": (
        "Xem mọi tệp còn cần người xử lý: chiso status. Tệp sẽ không ai gửi lại: chiso dismiss {file_id} --reason …"
        " --owner …",
        "All files that need a person: chiso status. A file that nobody will send again: chiso dismiss {file_id}"
        " --reason … --owner …",
    ),
    "next_reply": (
        "Trả lời nơi gửi, kèm lý do: chiso reply {receipt}",
        "Answer the sender, with the reasons: chiso reply {receipt}",
    ),
    "next_run": ("Dựng và công bố: chiso run --period {period}", "Build and publish: chiso run --period {period}"),
    "hint_written": (
        "Nếu tệp là báo cáo bằng văn bản, nhận lại với --form MÃ_NGHĨA_VỤ --sender MÃ_ĐƠN_VỊ --period KỲ.",
        "Where a file is a written report, receive it again with --form DUTY --sender CODE --period PERIOD.",
    ),
    # ---- files made for people after a release ----
    "open_workbook": ("Mở bằng Excel: {path}", "Open in Excel: {path}"),
    "open_page": ("Trang cho Chủ tịch: {path}", "The chairman's page: {path}"),
    "open_bulletin": ("Báo cáo theo Nghị định 30: {path}", "Report in the layout of Decree 30: {path}"),
    "open_site": ("Mở bằng trình duyệt: {path}", "Open in a browser: {path}"),
    "document_agrees": (
        "{path} khớp với bản công bố {release_id}.",
        "{path} agrees with release {release_id}.",
    ),
    "document_differs": (
        "{path} có {n} chỗ không khớp với bản công bố {release_id}; sửa, hoặc làm lại: chiso files.",
        "{path} does not agree with release {release_id} in {n} places; correct it, or make it again: chiso files.",
    ),
    "open_communes": (
        "{n} phiếu từng xã và các bảng CSV cho Excel: {folder}",
        "{n} communes' sheets and CSV tables for Excel: {folder}",
    ),
    # ---- notes on a file ----
    "note_rejects": (
        "{n} trong {of} số liệu không nhận; nhiều nhất ({n_same} ô): {cell}: {reason}",
        "{n} of {of} figures rejected; most often ({n_same} cells): {cell}: {reason}",
    ),
    "note_undeclared": (
        "{n} số nằm ngoài các bảng đã khai báo, không được đọc: {where}",
        "{n} numbers stand outside the declared tables and are not read: {where}",
    ),
    "note_same": ("đã nhận trước đây: {receipt}", "received before: {receipt}"),
    "note_late": (
        "tệp đến sau khi đã duyệt {judged}; số liệu vào bản công bố sau",
        "came after {judged} was judged; its figures go into the next release",
    ),
    "note_evidence": (
        "minh chứng của {form}, kỳ {period}, {reporter}",
        "evidence of {form}, {period}, {reporter}",
    ),
    "files_evidence": (" · minh chứng {n}", " · evidence {n}"),
    "note_nothing": ("không có số nào; {n} ô phải điền còn để trống", "no figure; {n} cells that are due are blank"),
    # ---- files that need a person ----
    "open_title": ("Tệp cần người xử lý ({n}):", "Files that need a person ({n}):"),
    "open_skipped": ("đã bỏ qua", "skipped"),
    "open_lost": ("mất bản gốc", "original lost"),
    "open_harmless": (
        "Ngoài ra bỏ qua {n} mục không phải báo cáo: {names}",
        "Besides, {n} entries that are no reports were skipped: {names}",
    ),
    "open_how": (
        "Tệp hết nằm ở đây khi đơn vị gửi bản đọc được cho cùng biểu, cùng kỳ, khi chấp nhận đề xuất (chiso accept),"
        " hoặc khi ghi quyết định: chiso dismiss MÃ --reason … --owner …",
        "A file leaves this list when a readable one comes for the same form and period, when its proposal is accepted"
        " (chiso accept), or by a decision: chiso dismiss ID --reason … --owner …",
    ),
    "late_title": (
        "Tệp đến sau khi đã duyệt ({n}); số liệu vào bản công bố sau:",
        "Files that came after the verdict ({n}); they go into the next release:",
    ),
    "late_line": (
        "{file} ({receipt}): {period}, đến sau khi đã duyệt {judged}",
        "{file} ({receipt}): {period}, came after {judged} was judged",
    ),
    "not_landed": (
        "{n} biên nhận chưa được đọc; chúng được đọc khi dựng bản mới (chiso build) hoặc xem chiso waiting.",
        "{n} receipts are not read yet; they are read by the next chiso build or chiso waiting.",
    ),
    "dismissed": (
        "Đã ghi: tệp {file_id} không cần xử lý nữa (số {seq} trong sổ cái).",
        "Recorded: file {file_id} needs nobody any more (entry {seq} of the ledger).",
    ),
}

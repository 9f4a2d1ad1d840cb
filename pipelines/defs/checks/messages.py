"""What asset checks say: code -> (Vietnamese, English). `about_…` describes a check, the others a result."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    # ---- files ----
    "about_files": (
        "Tệp {label}: mỗi tệp có lý do và đơn vị. Cách xử lý: chiso status, rồi xin gửi lại, chiso accept hoặc chiso"
        " dismiss.",
        "Files in the state “{label}”: each with its reason and unit. What to do: chiso status, then ask for the file"
        " again, chiso accept or chiso dismiss.",
    ),
    "about_files_late": (
        "Tệp đến sau khi kỳ của nó đã duyệt. Cách xử lý: chạy lại kỳ để có bản công bố mới.",
        "Files that came after their period was judged. What to do: run the month again for a further release.",
    ),
    "about_files_incomplete": (
        "Tệp nằm trong hộp nhận tệp mà mãi chưa ghi xong: đang chép hoặc đang mở, tệp tải dở, tệp khoá không kèm báo"
        " cáo. Cách xử lý: nhờ đơn vị đóng tệp hoặc chép lại; tên đầy đủ: chiso health.",
        "Files in the inbox that do not become complete: being copied or open, partial files, lock files without their"
        " workbook. What to do: ask the sender to close the file or copy it again; full names: chiso health.",
    ),
    "incomplete_none": (
        "Không có tệp nào chờ ghi xong quá {hours} giờ.",
        "No file has waited for {hours} hours to become complete.",
    ),
    "incomplete": (
        "{n} tệp quá {hours} giờ mà chưa ghi xong, lâu nhất từ {since}: {units}. Nhờ đơn vị đóng tệp hoặc chép lại.",
        "{n} files have not become complete within {hours} hours, the first since {since}: {units}. Ask the sender to"
        " close the file or to copy it again.",
    ),
    "files_none": ("Không có tệp nào {label}.", "No file is {label}."),
    "files": (
        "{n} tệp {label}: {units}. Xem lý do và cách xử lý: chiso status.",
        "{n} files {label}: {units}. For reasons and ways out: chiso status.",
    ),
    "late_none": ("Không có tệp nào đến sau khi đã duyệt.", "No file came after the verdict."),
    "late": (
        "{n} tệp đến sau khi đã duyệt: {units}. Chạy lại kỳ để có bản công bố mới.",
        "{n} files came after the verdict: {units}. Run the month again for a further release.",
    ),
    # ---- rules ----
    "about_rule": (
        "Quy tắc loại “{label}”: số liệu vi phạm của kỳ, theo đơn vị gửi. Mức dừng chặn công bố; mức giữ thì giữ riêng"
        " số liệu ấy; mức hỏi lại thì hỏi đơn vị; ghi chú không chặn gì.",
        "Rules of kind “{label}”: the figures of the period that violate one, by sender. Severity stop stops the"
        " publication, hold holds the figure, question asks the sender, a note stops nothing.",
    ),
    "rule_none": (
        "Kỳ {period}: không có vi phạm “{label}”.",
        "{period}: no violation of kind “{label}”.",
    ),
    "rule": (
        "Kỳ {period}: {n} vi phạm “{label}” ({severities}) của {n_units} đơn vị: {units}. Thứ tự xử lý: chiso review"
        " --period {period}.",
        "{period}: {n} violations of kind “{label}” ({severities}) by {n_units} units: {units}. For the order of work:"
        " chiso review --period {period}.",
    ),
    "rule_notes": (
        "Kỳ {period}: {n} ghi chú “{label}” của {n_units} đơn vị; không phải làm gì.",
        "{period}: {n} notes of kind “{label}” by {n_units} units; nothing is to be done.",
    ),
    "rule_stops": (
        "{n} vi phạm “{label}” mức dừng, ở kỳ nào cũng chặn công bố: {units}. Sửa số liệu nguồn hoặc chiso decide.",
        "{n} violations of kind “{label}” and severity stop, which stop the publication whatever their period: {units}."
        " Correct the source or use chiso decide.",
    ),
    "not_built": (
        "Bản dựng lỗi nên chưa kiểm tra được. Xem lỗi ở asset candidate.",
        "The build failed, so nothing was checked. See the errors of asset candidate.",
    ),
    # ---- suites and gate ----
    "about_suite_batch": (
        "Bộ kiểm tra cấu trúc của lô số liệu đã đọc: cột, kiểu, khoá, miền giá trị.",
        "The suite on what was read: columns, types, keys, domains.",
    ),
    "about_suite_marts": (
        "Bộ kiểm tra cấu trúc của các bảng sẽ công bố: cột, khoá, miền giá trị, tổng.",
        "The suite on the tables to publish: columns, keys, domains, totals.",
    ),
    "suite_passed": ("{n} kiểm tra đều đạt.", "All {n} checks passed."),
    "suite_failed": (
        "{n_failed} trong {n} kiểm tra không đạt. Xem từng dòng trong bảng; trang đầy đủ: {folder}.",
        "{n_failed} of {n} checks failed. See the table; the whole page is in {folder}.",
    ),
    "suite_missing": ("Bộ kiểm tra không có kết quả nào.", "The suite has no result."),
    "about_gate_passes": (
        "Khâu kiểm soát trước công bố. Không đạt thì không bản nào được công bố, bản hiện hành giữ nguyên.",
        "The gate before publishing. Where it refuses nothing is published and the current release stands.",
    ),
    "gate_passed": (
        "Bản dựng {build_id} đạt; {n_held} số liệu giữ lại không chặn công bố.",
        "Candidate {build_id} passed; {n_held} held figures do not stop it.",
    ),
    "gate_refused": (
        "Bản dựng {build_id} bị từ chối vì {n} lý do. Xem đủ và cách xử lý: chiso gate --build {build_id}.",
        "Candidate {build_id} is refused for {n} reasons. In full, with ways out: chiso gate --build {build_id}.",
    ),
    # ---- reports and held figures ----
    "about_reports_in": (
        "Báo cáo đến hạn của kỳ: đơn vị chưa gửi, gửi tệp không đọc được, đang chờ hoặc đã rút. Cách xử lý:"
        " chiso remind.",
        "Reports due for the period: units that have not sent one, sent one that cannot be read, that waits or was"
        " withdrawn. What to do: chiso remind.",
    ),
    "reports_all": (
        "Kỳ {period}: đã đọc {n_read} trong {n_due} báo cáo đến hạn.",
        "{period}: {n_read} of {n_due} reports due were read.",
    ),
    "reports_wanting": (
        "Kỳ {period}: đã đọc {n_read} trong {n_due} báo cáo đến hạn, còn {n}: {units}. Nhắc: chiso remind --out"
        " THƯ_MỤC.",
        "{period}: {n_read} of {n_due} reports due were read, {n} are outstanding: {units}. To remind: chiso remind"
        " --out FOLDER.",
    ),
    "about_figures_held": (
        "Số liệu giữ lại của kỳ, theo lý do và địa bàn; bản công bố dùng giá trị tốt gần nhất thay vào.",
        "Held figures of the period by reason and area; the release shows the last good value in their place.",
    ),
    "held_none": ("Kỳ {period}: không giữ lại số liệu nào.", "{period}: no figure is held."),
    "held": (
        "Kỳ {period}: giữ lại {n} số liệu ({reasons}) của {n_units} địa bàn: {units}. Thứ tự xử lý: chiso review"
        " --period {period}.",
        "{period}: {n} figures ({reasons}) of {n_units} areas are held: {units}. For the order of work: chiso review"
        " --period {period}.",
    ),
    # ---- lists and heads of tables ----
    "units_more": ("{units}; và {n} nữa", "{units}; and {n} more"),
    "rows_more": ("và {n} nữa", "and {n} more"),
    "head_unit": ("Đơn vị", "Unit"),
    "head_file": ("Tệp", "File"),
    "head_reason": ("Lý do", "Reason"),
    "head_since": ("Từ", "Since"),
    "head_judged": ("Đã duyệt", "Judged"),
    "head_severity": ("Mức", "Severity"),
    "head_message": ("Nội dung", "What is wrong"),
    "head_code": ("Mã", "Code"),
    "head_table": ("Bảng, cột", "Table, column"),
    "head_check": ("Kiểm tra", "Check"),
    "head_seen": ("Thấy", "Seen"),
    "head_report": ("Báo cáo", "Report"),
    "head_state": ("Trạng thái", "State"),
    "head_due": ("Hạn", "Due"),
    "head_count": ("Số lượng", "Count"),
    "head_area": ("Địa bàn", "Area"),
}


def heads(*codes: str) -> list[str]:
    """Heads of a table in Vietnamese."""
    return [CHECKS[f"head_{code}"][0] for code in codes]

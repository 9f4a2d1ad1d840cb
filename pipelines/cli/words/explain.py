"""Sentences of `chiso explain`, `chiso review` and `chiso decide`."""

from __future__ import annotations

EXPLAIN: dict[str, tuple[str, str]] = {
    "explain_title": ("{area} – biểu {forms} – kỳ {period}", "{area} – form {forms} – period {period}"),
    "explain_most_likely": ("  Ô có khả năng sai nhất:", "  The cell most likely wrong:"),
    "explain_alternatives": (
        "  Có {n} khả năng ngang nhau, chỉ cần một khả năng đúng:",
        "  {n} alternatives of equal weight; one of them suffices:",
    ),
    "explain_cell": (
        "«{indicator}», {measure}, ô {place} = {value}",
        "“{indicator}”, {measure}, cell {place} = {value}",
    ),
    "explain_elsewhere": (" (kỳ {period})", " (period {period})"),
    "explain_consistent": (
        "  Các số khớp nhau, chỉ có mức khác thường: nếu đúng, hãy giải trình; nếu gõ nhầm, hãy sửa rồi gửi lại.",
        "  The figures agree with each other and are only unusual: explain them, or correct a slip and send again.",
    ),
    "explain_no_answer": (
        "  Chưa chỉ ra được ô sai: những ô được phép đổi không đủ để các số khớp nhau.",
        "  No cell can be named: the cells that may change do not suffice.",
    ),
    "explain_no_repair": ("chưa có đề xuất, hãy đối chiếu với sổ gốc", "nothing to propose; compare with the records"),
    "explain_none": ("Không có biểu nào có số mâu thuẫn.", "No report contradicts itself."),
    "explain_end": (
        "{n} mâu thuẫn. Đây chỉ là đề xuất: chưa số nào bị sửa.",
        "{n} contradictions. These are proposals only: no figure was changed.",
    ),
}

REVIEW: dict[str, tuple[str, str]] = {
    "head_order": ("TT", "No"),
    "head_n": ("Số ô", "Figures"),
    "head_expected_value": ("Dự kiến", "Expected"),
    "head_repair": ("Đề xuất sửa ít nhất", "Least change proposed"),
    "head_covered": ("Cộng dồn %", "Cumulative %"),
    "review_covered": (
        "{n_first} dòng đầu chiếm {share} % tổng sai lệch ({n} số liệu cần xem).",
        "The first {n_first} lines cover {share} % of the total error ({n} figures to review).",
    ),
    "review_more": ("và {n} dòng nữa, xem trong tệp.", "and {n} more lines; the workbook has them."),
    "review_none": ("Kỳ {period}: không có số liệu nào cần soát xét.", "Period {period}: no figure needs a review."),
    "review_decided": (
        "{n} số liệu đã có quyết định, chờ lần dựng sau: chiso run.",
        "{n} figures are decided and wait for the next build: chiso run.",
    ),
    "review_written": (
        "Danh sách để quyết định: {path}. Ghi xong, đọc lại bằng: chiso decide --from {path}",
        "The list to decide in: {path}. When it is filled: chiso decide --from {path}",
    ),
    "decided": (
        "Đã ghi quyết định số {seq} ({kind}) vào sổ cái. Có hiệu lực từ lần dựng sau: chiso run.",
        "Decision {seq} ({kind}) is in the ledger. It takes effect with the next build: chiso run.",
    ),
    "answers_faulty": (
        "{file} có {n} lỗi, chưa ghi gì. Sửa ở các ô sau rồi đọc lại:",
        "{file} has {n} faults, nothing was written. Correct these cells and read it again:",
    ),
    "answers_written": (
        "Đã ghi {n} quyết định vào sổ cái ({kinds}). Có hiệu lực từ lần dựng sau: chiso run.",
        "{n} decisions are in the ledger ({kinds}). They take effect with the next build: chiso run.",
    ),
    "answers_none": ("Không có quyết định mới nào để ghi.", "There is no new decision to write."),
    "answers_known": (
        "{n} quyết định đã ghi từ trước, không ghi lại.",
        "{n} decisions were in the ledger already and are not written again.",
    ),
    "answers_waiting": ("{n} dòng để sau: không ghi gì.", "{n} lines wait: nothing is written about them."),
}

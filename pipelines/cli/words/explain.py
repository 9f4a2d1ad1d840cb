"""Sentences of `chiso explain`."""

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

"""Texts of the review list: (Vietnamese, English) pairs. The workbook itself is Vietnamese."""

from __future__ import annotations

from pipelines.errors import message

REVIEW: dict[str, tuple[str, str]] = {
    "title": ("DANH SÁCH SỐ LIỆU CẦN SOÁT XÉT – {period}", "FIGURES TO REVIEW – {period}"),
    "how": (
        "Mỗi dòng là một số liệu, xếp theo ảnh hưởng tới số công bố. Ghi vào các cột màu vàng: chọn quyết định, nêu lý"
        " do; “Sửa” cần giá trị mới. Để trống hoặc chọn “Để sau” thì không ghi gì. Có thể sắp xếp, lọc, xoá dòng, đổi"
        " chỗ cột; đừng sửa cột “Mã dòng”. Xong, lưu tệp và đọc lại: chiso decide --from TỆP.",
        "Each line is a figure, ordered by its effect on what is published. Fill the yellow columns: choose a decision"
        " and state a reason; “Sửa” needs a new value. A blank or “Để sau” writes nothing. Lines may be sorted,"
        " filtered, deleted, columns moved; leave the column “Mã dòng”. Then save it: chiso decide --from FILE.",
    ),
    "cover": (
        "{n} số liệu của {n_reporters} đơn vị. {n_first} dòng đầu chiếm {share} % tổng sai lệch.",
        "{n} figures of {n_reporters} reporters. The first {n_first} lines cover {share} % of the total error.",
    ),
    "list_title": ("Quyết định", "Decision"),
    "list_error": (
        "Hãy chọn một mục trong danh sách, hoặc xoá trắng ô.",
        "Choose an item of the list, or clear the cell.",
    ),
    "new_title": ("Giá trị mới", "New value"),
    "new_input": ("Chỉ điền khi chọn “Sửa”.", "Only for “Sửa”."),
    "new_error": ("Phải là một số.", "It must be a number."),
    "proposed": (" Đề xuất: {value}.", " Proposed: {value}."),
    "state_held": ("Đang tạm giữ, công bố giá trị tốt gần nhất.", "Held; the last good value is shown."),
    "state_shown": ("Đang công bố kèm dấu hỏi.", "Published with a mark."),
    "state_stale": (
        "Điều chỉnh số {seq} không còn khớp với số đã gửi: hãy quyết định lại.",
        "Correction {seq} no longer fits what was sent: decide again.",
    ),
    "state_level": (
        "Có thể đã đổi mức: {n} kỳ liền đều từ {low} đến {high}. Nếu đúng, chỉ cần chấp nhận một kỳ.",
        "A change of level? {n} periods in succession lie between {low} and {high}. One acceptance admits them all.",
    ),
    "state_asked": ("Đã hỏi lại đơn vị (mục {seq}): {reason}", "The sender was asked (entry {seq}): {reason}"),
    "flag": (
        "Khác thường về thống kê: {basis}, {method}, {n} số liệu.",
        "A statistical outlier: {basis}, {method}, {n} figures.",
    ),
    "flag_expected": (" Dự kiến khoảng {value}.", " Expected is about {value}."),
    "settled_by": (
        "Ô liên quan: thường tự hết khi sửa “{indicator}”.",
        "A related cell: usually settled by correcting “{indicator}”.",
    ),
    "or_else": ("Khả năng khác: {reasons}.", "Or else: {reasons}."),
    "no_proposal": ("Chưa có đề xuất, hãy đối chiếu với sổ gốc.", "Nothing to propose; compare with the records."),
}


def text(code: str, /, **values: object) -> str:
    """The Vietnamese sentence `code`."""
    return message(REVIEW, code, **values).vi

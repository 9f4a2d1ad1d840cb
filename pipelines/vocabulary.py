"""Every closed list of codes that chiso writes, declared once: codes in order, with Vietnamese and English labels.

Suites, dbt tests, replies, the command line and the documentation take their lists from here or are tested against it.
Vocabularies of seed columns that only the seeds use (calc_kind, layout_kind …) stand beside their column in
`codebook/schema/`.
"""

from __future__ import annotations

from typing import NamedTuple


class Vocabulary(NamedTuple):
    """A closed list: its name, and code -> (Vietnamese label, English label) in a fixed order."""

    name: str
    labels: dict[str, tuple[str, str]]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in their declared order."""
        return tuple(self.labels)

    def label(self, code: str, lang: str) -> str:
        """The label of `code` in `vi` or `en`. Raises KeyError for a code that is not in the list."""
        return self.labels[code][0 if lang == "vi" else 1]


OUTCOME = Vocabulary(  # of a submission: what reading a received file came to
    "outcome",
    {
        "read": ("đã đọc", "read"),
        "waiting": ("đang chờ người quyết định", "waiting for a person"),
        "refused": ("chưa nhận", "refused"),
        "unreadable": ("không mở được", "unreadable"),
    },
)
CELL_OUTCOME = Vocabulary(
    "cell_outcome",
    {
        "observation": ("số liệu", "observation"),
        "absence": ("không có số liệu", "absence"),
        "reject": ("bị loại", "reject"),
        "context": ("ngữ cảnh", "context"),
    },
)
CONTEXT_REASON = Vocabulary(  # why a cell holds no figure and needs none
    "context_reason",
    {
        "title": ("tiêu đề", "title"),
        "header": ("đầu cột", "column header"),
        "label": ("tên dòng", "row label"),
        "note": ("ghi chú", "note"),
        "signature": ("chữ ký", "signature"),
        "identity": ("thông tin nhận dạng", "identity"),
        "summary_row": ("dòng tổng", "summary row"),
        "hidden_sheet": ("trang ẩn", "hidden sheet"),
        "explanation": ("giải trình", "explanation"),
        "evidence": ("minh chứng", "evidence"),
        "record": ("danh sách", "record"),
        "filler": ("ký hiệu để trống", "filler"),
        "repeated": ("in lặp lại", "printed again"),
        "unclaimed": ("không thuộc bảng nào", "outside every table"),
        "unrecognised": ("biểu chưa nhận ra", "form not recognised"),
        "withdrawn": ("đã rút", "withdrawn"),
    },
)
OBS_STATUS = Vocabulary(
    "obs_status",
    {
        "reported": ("có số liệu", "reported"),
        "none_occurred": ("không phát sinh", "none occurred"),
        "not_collected": ("chưa thu thập được", "not collected"),
        "not_applicable": ("không áp dụng", "not applicable"),
        "blank": ("để trống", "blank"),
    },
)
FIGURE_STATUS = Vocabulary(  # ordered, least final first: a sum is as final as its least final part
    "figure_status",
    {
        "uoc": ("ước tính", "estimate"),
        "so_bo": ("sơ bộ", "preliminary"),
        "chinh_thuc": ("chính thức", "final"),
    },
)
MODE = Vocabulary(
    "mode",
    {
        "full": ("đầy đủ", "full"),
        "partial": ("bổ sung, điều chỉnh", "partial"),
        "withdrawal": ("rút báo cáo", "withdrawal"),
    },
)
VISIBILITY = Vocabulary(
    "visibility",
    {"visible": ("hiện", "visible"), "hidden": ("ẩn", "hidden"), "very_hidden": ("ẩn sâu", "very hidden")},
)
SEVERITY = Vocabulary("severity", {"stop": ("dừng", "stop"), "hold": ("giữ", "hold"), "note": ("ghi chú", "note")})
RULE_KIND = Vocabulary(
    "rule_kind",
    {
        "cumulative_balance": ("cân đối luỹ kế", "cumulative balance"),
        "part_whole": ("bộ phận không lớn hơn tổng", "part not larger than whole"),
        "children_sum": ("tổng bằng các phần", "total equals its children"),
        "jump": ("biến động bất thường", "jump against earlier periods"),
        "share_bounds": ("trong khoảng cho phép", "within bounds"),
        "reported_derived": ("tỷ lệ khớp số gốc", "reported ratio equals derived"),
    },
)
VIOLATION_OUTCOME = Vocabulary(
    "violation_outcome", {"fail": ("vi phạm", "fail"), "undecided": ("chưa xác định", "undecided")}
)
HOLD_REASON = Vocabulary(
    "hold_reason",
    {
        "violation": ("vi phạm quy tắc", "violates a rule"),
        "reject": ("ô bị loại khi đọc", "cell rejected when read"),
        "file_unreadable": ("tệp không đọc được", "file not readable"),
        "stale_correction": ("điều chỉnh không còn khớp", "correction no longer fits"),
    },
)
SLICE_STATE = Vocabulary(
    "slice_state",
    {
        "current": ("hiện hành", "current"),
        "held": ("giữ lại", "held"),
        "missing": ("còn thiếu", "missing"),
        "not_due": ("chưa đến hạn", "not due"),
        "not_applicable": ("không áp dụng", "not applicable"),
    },
)
DECISION_KIND = Vocabulary(
    "decision_kind",
    {
        "waive": ("miễn một quy tắc", "waive a rule"),
        "correct": ("điều chỉnh", "correct"),
        "accept": ("chấp nhận", "accept"),
    },
)
VERDICT_OUTCOME = Vocabulary("verdict_outcome", {"pass": ("đạt", "pass"), "refuse": ("không đạt", "refuse")})
INDEX_SERIES = Vocabulary(
    "index_series", {"computed": ("hệ thống tính", "computed"), "published": ("bên công bố nêu", "published")}
)
DUTY_STATE = Vocabulary(
    "duty_state",
    {
        "read": ("đã đọc", "read"),
        "unreadable": ("không đọc được", "unreadable"),
        "withdrawn": ("đã rút", "withdrawn"),
        "missing": ("còn thiếu", "missing"),
        "not_due": ("chưa đến hạn", "not due"),
    },
)
TIMELINESS = Vocabulary(
    "timeliness",
    {
        "on_time": ("đúng hạn", "on time"),
        "early": ("sớm", "early"),
        "late": ("muộn", "late"),
        "no_deadline": ("không có hạn", "no deadline"),
    },
)
CROSS_CHECK_OUTCOME = Vocabulary(
    "cross_check_outcome",
    {
        "agrees": ("khớp", "agrees"),
        "differs": ("lệch", "differs"),
        "undecided": ("chưa xác định", "undecided"),
    },
)

VOCABULARIES: tuple[Vocabulary, ...] = (
    *(OUTCOME, CELL_OUTCOME, CONTEXT_REASON, OBS_STATUS, FIGURE_STATUS, MODE, VISIBILITY),
    *(SEVERITY, RULE_KIND, VIOLATION_OUTCOME, HOLD_REASON, SLICE_STATE, DECISION_KIND, VERDICT_OUTCOME),
    *(INDEX_SERIES, DUTY_STATE, TIMELINESS, CROSS_CHECK_OUTCOME),
)

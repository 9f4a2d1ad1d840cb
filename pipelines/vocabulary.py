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

    def without(self, *codes: str) -> tuple[str, ...]:
        """The codes but for some. Raises KeyError for a code that is not in the list."""
        for code in codes:
            self.labels[code]
        return tuple(code for code in self.labels if code not in codes)

    def label(self, code: str, lang: str) -> str:
        """The label of `code` in `vi` or `en`. Raises KeyError for a code that is not in the list."""
        return self.labels[code][0 if lang == "vi" else 1]


OUTCOME = Vocabulary(  # of a submission: what reading a received file came to
    "outcome",
    {
        "read": ("đã đọc", "read"),
        "waiting": ("đang chờ người quyết định", "waiting for a person"),
        "refused": ("từ chối", "refused"),
        "unreadable": ("không mở được", "unreadable"),
    },
)
CELL_OUTCOME = Vocabulary(
    "cell_outcome",
    {
        "observation": ("số liệu", "observation"),
        "absence": ("không có số liệu", "absence"),
        "reject": ("không nhận", "reject"),
        "context": ("ô chữ", "context"),
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
        "covered": ("bị ô gộp che", "hidden by a merged cell"),
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
SEVERITY = Vocabulary(
    "severity",
    {
        "stop": ("dừng", "stop"),
        "hold": ("giữ", "hold"),
        "question": ("hỏi lại", "question"),
        "note": ("ghi chú", "note"),
    },
)
MISSING_STRATEGY = Vocabulary(
    "missing_strategy",
    {
        "undecided": ("chưa kết luận", "undecided"),
        "zero": ("coi là 0", "taken as zero"),
        "skip": ("bỏ vế thiếu", "term left out"),
    },
)
LIMIT_BASIS = Vocabulary(
    "limit_basis",
    {
        "definition": ("theo định nghĩa", "by definition"),
        "published_level": ("mức đã công bố", "published level"),
        "ceiling": ("trần từ danh mục", "ceiling from the codebook"),
        "experience": ("kinh nghiệm đối chiếu, chưa có nguồn", "experience, no source"),
    },
)
RULE_KIND = Vocabulary(
    "rule_kind",
    {
        "cumulative_balance": ("cân đối luỹ kế", "cumulative balance"),
        "part_whole": ("bộ phận không lớn hơn tổng", "part not larger than whole"),
        "children_sum": ("tổng bằng các phần", "total equals its children"),
        "jump": ("biến động bất thường", "jump against earlier periods"),
        "share_bounds": ("trong khoảng cho phép", "within bounds"),
        "reported_derived": ("tỷ lệ khớp số gốc", "reported ratio equals derived"),
        "outlier": ("khác thường, có thể sai đơn vị", "outlier that a wrong unit would explain"),
        "linear": ("quan hệ tuyến tính giữa các số", "linear relation of figures"),
        "cross_check": ("đối chiếu hai nguồn", "cross-check of two sources"),
        "within_terms": ("nằm giữa các thành phần", "between its least and greatest part"),
        "population_share": ("so với dân số", "share of the population"),
        "revision": ("sửa số đã công bố trong giới hạn", "revision within limits"),
        "minimum_sample": ("đủ số phiếu", "minimum sample"),
        "never_published": ("năm không công bố", "year that is never published"),
        "copied_period": ("chép kỳ trước", "copied from the period before"),
        "copied_sender": ("chép đơn vị khác", "copied from another reporter"),
        "cumulative_gap": ("luỹ kế thiếu kỳ chưa gửi", "cumulative figure without a missing period"),
    },
)
FLAG_BASIS = Vocabulary(  # of a statistical flag: what the figure is compared with
    "flag_basis",
    {
        "past": ("quá khứ của chính chuỗi", "the series' past"),
        "previous": ("mức thay đổi của các địa bàn cùng loại", "changes of its peers"),
        "last_year": (
            "mức thay đổi so với cùng kỳ năm trước",
            "changes of its peers over a year",
        ),
        "level": ("mức của các địa bàn cùng loại", "levels of its peers"),
    },
)
OUTLIER_METHOD = Vocabulary(
    "outlier_method",
    {
        "hb": ("Hidiroglou–Berthelot", "Hidiroglou–Berthelot"),
        "hb_outer": ("Hidiroglou–Berthelot, phân vị 10 và 90", "Hidiroglou–Berthelot, percentiles 10 and 90"),
        "hb_mean": ("Hidiroglou–Berthelot, độ lệch tuyệt đối trung bình", "Hidiroglou–Berthelot, mean deviation"),
        "modified_z": ("điểm z sửa đổi (MAD)", "modified z-score (MAD)"),
        "modified_z_mean": ("điểm z sửa đổi (độ lệch tuyệt đối trung bình)", "modified z-score (mean deviation)"),
        "iqr": ("hàng rào Tukey (IQR)", "Tukey's fences (IQR)"),
        "adjusted_box": ("hộp điều chỉnh theo medcouple", "adjusted boxplot (medcouple)"),
    },
)
ERROR_HINT = Vocabulary(
    "error_hint",
    {
        "tenfold": ("thừa hoặc thiếu một chữ số", "a factor of 10"),
        "hundredfold": ("sai 100 lần (phần trăm)", "a factor of 100"),
        "thousandfold": ("sai 1.000 lần (đơn vị)", "a factor of 1,000"),
        "millionfold": ("sai 1.000.000 lần (đơn vị)", "a factor of 1,000,000"),
        "transposition": ("đảo hai chữ số cạnh nhau", "two adjacent digits exchanged"),
        "sign": ("sai dấu", "wrong sign"),
    },
)
REPORT_PATTERN = Vocabulary(
    "report_pattern",
    {
        "copy_forward": ("chép lại kỳ trước", "equals the period before"),
        "copied_neighbour": ("trùng với đơn vị khác", "equals another report"),
        "heaping": ("dồn vào chữ số 0 và 5", "last digits 0 and 5"),
        "back_solved": ("tổng tròn, phần lẻ", "round totals of parts that are not"),
        "above_target": ("vừa vượt mục tiêu", "just above a target"),
    },
)
RULE_STAGE = Vocabulary(
    "rule_stage",
    {
        "structure": ("cấu trúc", "structure"),
        "content": ("nội dung", "content"),
        "plausibility": ("tính hợp lý", "plausibility"),
    },
)
TERM_SHIFT = Vocabulary(
    "term_shift",
    {
        "previous": ("kỳ trước", "the period before"),
        "previous_in_year": ("kỳ trước trong năm", "the period before in the year"),
        "year_ago": ("cùng kỳ năm trước", "the same period of the year before"),
        "same_month": ("kỳ kết thúc trong cùng tháng", "the period that ends in the same month"),
    },
)
TERM_SCOPE = Vocabulary(
    "term_scope",
    {
        "parent": ("đơn vị cấp trên", "the area above"),
        "children": ("tổng các đơn vị cấp dưới", "the sum of the areas below"),
    },
)
VIOLATION_OUTCOME = Vocabulary(
    "violation_outcome", {"fail": ("vi phạm", "fail"), "undecided": ("chưa kiểm tra được", "undecided")}
)
HOLD_REASON = Vocabulary(
    "hold_reason",
    {
        "violation": ("vi phạm quy tắc", "violates a rule"),
        "reject": ("ô không nhận khi đọc", "cell rejected when read"),
        "file_unreadable": ("tệp không đọc được", "file not readable"),
        "file_waiting": ("tệp đang chờ người quyết định", "file waits for a person"),
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
        "waive": ("miễn áp dụng một quy tắc", "waive a rule"),
        "correct": ("điều chỉnh", "correct"),
        "accept": ("chấp nhận", "accept"),
        "ask": ("hỏi lại đơn vị", "ask the sender"),
    },
)
TARGET_DECISION = Vocabulary(
    "target_decision",
    {"bind": ("mục tiêu có áp dụng không", "whether a target binds"), "settle": ("chọn mục tiêu làm việc", "settle")},
)
VERDICT_OUTCOME = Vocabulary("verdict_outcome", {"pass": ("đạt", "pass"), "refuse": ("không đạt", "refuse")})
INDEX_SERIES = Vocabulary(
    "index_series", {"computed": ("hệ thống tính", "computed"), "published": ("bên công bố nêu", "published")}
)
DUTY_STATE = Vocabulary(  # on a day: what came of a duty, else whether its deadline has passed
    "duty_state",
    {
        "read": ("đã đọc", "read"),
        "waiting": ("đang chờ người quyết định", "waiting for a person"),
        "unreadable": ("không đọc được", "unreadable"),
        "withdrawn": ("đã rút", "withdrawn"),
        "missing": ("còn thiếu", "missing"),
        "not_due": ("chưa đến hạn", "not due"),
    },
)
DUTY_OUTCOME = Vocabulary(  # whatever the day
    "duty_outcome",
    {
        "read": ("đã đọc", "read"),
        "waiting": ("đang chờ người quyết định", "waiting for a person"),
        "unreadable": ("không đọc được", "unreadable"),
        "withdrawn": ("đã rút", "withdrawn"),
        "open": ("chưa có gì", "nothing received"),
    },
)
SHEET_STATE = Vocabulary(
    "sheet_state",
    {"complete": ("đủ", "complete"), "partial": ("còn thiếu ô", "partial"), "empty": ("chưa điền", "empty")},
)
AVAILABILITY_STATE = Vocabulary(  # of a yearly official figure
    "availability_state",
    {
        "present": ("đã có", "present"),
        "missing": ("còn thiếu", "missing"),
        "not_due": ("chưa đến ngày công bố", "not due"),
        "never": ("năm đó không công bố", "never published"),
        "unexpected": ("có số cho năm không công bố", "reported for a year that is never published"),
        "undated": ("chưa biết ngày", "no day known"),
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
MATCH_KIND = Vocabulary(  # how a part of a sheet's layout compares with the declared one
    "match_kind",
    {
        "matched": ("khớp", "matched"),
        "similar": ("gần giống", "similar"),
        "missing": ("thiếu", "missing"),
        "extra": ("thừa", "extra"),
        "moved": ("đổi chỗ", "moved"),
        "conflict": ("mâu thuẫn", "conflict"),
    },
)
MATCH_PART = Vocabulary(
    "match_part",
    {
        "form": ("biểu", "form"),
        "sheet": ("trang", "sheet"),
        "column": ("cột", "column"),
        "row": ("dòng", "row"),
        "unit": ("đơn vị tính", "unit"),
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

EVIDENCE_STATE = Vocabulary(  # of a line that asks for a document: number, day, name and the file itself
    "evidence_state",
    {
        "not_due": ("chưa phải có", "not due"),
        "complete": ("đủ, đã nhận tệp", "complete, file received"),
        "incomplete": ("thiếu phần hoặc chưa nhận được tệp", "incomplete or file not received"),
        "missing": ("chưa có", "missing"),
    },
)
COVERAGE_STATE = Vocabulary(
    "coverage_state",
    {
        "collected": ("có biểu thu", "collected by a form"),
        "uncollected": ("không thu, có lý do", "not collected, with a reason"),
        "forgotten": ("bị bỏ sót", "not collected, without a reason"),
    },
)
SERVES_AS = Vocabulary(  # how a form's line serves an indicator
    "serves_as",
    {
        "itself": ("chính chỉ tiêu", "the indicator itself"),
        "numerator": ("tử số", "numerator"),
        "denominator": ("mẫu số", "denominator"),
        "part": ("một phần của tổng", "part of a sum"),
    },
)
BORDER_METHOD = Vocabulary(  # how a figure was carried to other borders
    "border_method",
    {
        "sum": ("cộng các địa bàn", "sum of areas"),
        "rebuilt_ratio": ("tính lại tỷ lệ từ hai phần", "ratio rebuilt from its parts"),
        "plain_mean": ("trung bình giản đơn", "plain mean"),
        "withheld": ("không tính", "withheld"),
    },
)
BORDER_STATUS = Vocabulary(
    "border_status",
    {
        "exact": ("một số đúng", "exact"),
        "interval": ("trong một khoảng", "interval"),
        "at_least": ("số tối thiểu", "lower bound"),
        "withheld": ("không tính", "withheld"),
    },
)
WEIGHT_CLASS = Vocabulary(  # what a count follows where an area was split
    "weight_class",
    {"people": ("dân số", "people"), "area": ("diện tích", "area"), "other": ("khác", "other")},
)
TREAT_KIND = Vocabulary(  # of a column with outliers
    "treat_kind",
    {
        "none": ("để nguyên", "none"),
        "winsorise": ("đưa giá trị ngoại lai về ngưỡng", "winsorised"),
        "log_ct": ("lô-ga-rít (ct)", "logarithm (ct)"),
        "log_ct_orig": ("lô-ga-rít (ct gốc)", "logarithm (ct, original)"),
        "log_ct_plus": ("lô-ga-rít (ct dịch dương)", "logarithm (ct, shifted)"),
        "untested": ("không đủ số để xét", "too few figures to test"),
    },
)
UNDEFINED_REASON = Vocabulary(  # why a node of an index has no score
    "undefined_reason",
    {
        "missing": ("thiếu số liệu", "figure missing"),
        "screened": ("địa bàn thiếu quá nhiều số liệu", "area screened out"),
        "no_denominator": ("thiếu mẫu số", "no denominator"),
        "zero_range": ("mọi địa bàn bằng nhau", "zero range"),
        "no_reference": (
            "thiếu mốc so sánh trên mức thấp nhất",
            "no target, reference or maximum above the least figure",
        ),
        "not_positive": ("không dương trên thang lô-ga-rít", "not positive on a logarithmic scale"),
        "below_coverage": ("dưới ngưỡng độ phủ", "below the coverage threshold"),
        "zero_in_mean": (
            "có điểm bằng 0 hoặc âm trong trung bình nhân, điều hoà",
            "a score of 0 or less in a geometric or harmonic mean",
        ),
        "rank_only": ("chỉ công bố thứ hạng", "published as a rank only"),
    },
)
SIMULATED = Vocabulary(  # how much of what a province received was made by `chiso sample`
    "simulated",
    {
        "none": ("số liệu thật", "not simulated"),
        "partly": ("CÓ SỐ LIỆU MÔ PHỎNG", "CONTAINS SIMULATED DATA"),
        "all": ("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA"),
    },
)
RANK_REASON = Vocabulary(  # why a score of an index is published without its rank
    "rank_reason",
    {"partial_field": ("chưa đủ địa bàn có điểm", "areas of the field lack a score")},
)

VALUE_STATUS = Vocabulary(  # of a figure in the warehouse: as it was reported, or how it was made
    "value_status",
    {
        **OBS_STATUS.labels,
        "corrected": ("đính chính theo quyết định", "corrected by a decision"),
        "computed": ("tính ra", "computed"),
        "partial": ("chưa đủ địa bàn", "areas missing"),
        "carried": ("địa bàn thiếu theo số đã công bố gần nhất", "absent areas with their last published value"),
        "part_missing": ("thiếu một phần để tính", "a part is missing"),
        "zero_denominator": ("không có đối tượng (mẫu số bằng 0)", "nothing to measure: the denominator is 0"),
    },
)
RULE_OUTCOME = Vocabulary(  # of a rule as a whole
    "rule_outcome", {**VIOLATION_OUTCOME.labels, "none": ("không vi phạm", "no violation")}
)
BORDER_REASON = Vocabulary(  # why there is no number on other borders
    "border_reason",
    {
        "rank": ("thứ hạng không gộp được", "a rank has no sum"),
        "score": ("điểm không gộp được", "a score has no sum"),
        "ratio_without_parts": ("tỷ lệ không có tử số, mẫu số", "a ratio without parts"),
        "not_additive": ("chỉ tiêu không cộng được", "not additive"),
        "parts_missing": ("thiếu tử số hoặc mẫu số", "parts missing"),
        "areas_missing": ("còn địa bàn chưa báo cáo", "areas missing"),
        "zero_denominator": ("mẫu số bằng 0", "the denominator is 0"),
        "open_denominator": ("mẫu số có thể bằng 0", "the denominator may be 0"),
        "negative_part": ("một phần có thể âm", "a part may be negative"),
    },
)
TARGET_BINDING = Vocabulary(  # whether a target binds the present province
    "target_binding",
    {
        "own": ("văn bản của tỉnh hiện nay", "made for the present province"),
        "undecided": (
            "văn bản trước khi sắp xếp tỉnh, chưa có quyết định áp dụng",
            "made before the merger, not decided yet",
        ),
        "adopted": ("được quyết định tiếp tục áp dụng", "adopted by decision"),
        "restated": ("được viết lại bằng quyết định", "restated by decision"),
        "dropped": ("được quyết định thôi áp dụng", "dropped by decision"),
    },
)
PROGRESS_CLASS = Vocabulary(  # in the order of urgency, in which `chiso targets` lists them
    "progress_class",
    {
        "missed": ("Không đạt", "Missed"),
        "not_maintained": ("Không duy trì được", "Not maintained"),
        "regressing": ("Đi ngược chiều", "Regressing"),
        "limited": ("Tiến triển ít", "Limited progress"),
        "acceleration_needed": ("Cần tăng tốc", "Acceleration needed"),
        "disagree": ("Các cách tính cho kết quả khác nhau", "The methods disagree"),
        "below": ("Chưa đạt, chưa đo được nhịp độ", "Not met, pace not measurable"),
        "no_base": ("Chưa đủ kỳ để nói tốc độ", "Too few periods for a pace"),
        "unmeasured": ("Đã qua năm mục tiêu mà không có số liệu của thời gian đó", "Its years are over, unmeasured"),
        "no_data": ("Chưa có số liệu", "No data yet"),
        "no_rule": ("Chưa có quy tắc cộng dồn để xét", "No rule says how it adds up"),
        "field_differs": ("Số tỉnh được xếp hạng khác với mục tiêu", "The field differs from the target's"),
        "on_track": ("Đúng tiến độ", "On track"),
        "maintained": ("Đang duy trì được", "Maintained"),
        "met": ("Đã đạt", "Met"),
        "fully_met": ("Đã đạt cả mức trên", "Fully met"),
        "dropped": ("Không còn áp dụng", "Dropped"),
    },
)
PROGRESS_METHOD = Vocabulary(
    "progress_method",
    {
        "distance": ("khoảng cách", "distance"),
        "linear": ("nhịp đều", "linear"),
        "cagr": ("tăng bình quân", "CAGR"),
        "logit": ("logit", "logit"),
        "trend": ("xu hướng", "trend"),
    },
)
BASE_KIND = Vocabulary(  # where the base of a target's pace comes from
    "base_kind",
    {
        "register": ("số gốc đã biết", "known baseline"),
        "first_observed": ("số đầu tiên thu được", "first figure collected"),
        "zero": ("bắt đầu từ 0", "starting at 0"),
    },
)
BASELINE_STATE = Vocabulary(
    "baseline_state",
    {
        "known": ("đã biết", "known"),
        "asked": ("đã hỏi", "asked for"),
        "not_available": ("không có", "not available"),
        "to_ask": ("chưa hỏi", "not asked for yet"),
    },
)
FORM_STATE = Vocabulary(  # which form brings the figure of a target
    "form_state",
    {
        "collected": ("có biểu đang thu", "collected by a form"),
        "elsewhere": ("có biểu, tỉnh chưa phải nộp", "on a form that is not owed here"),
        "uncollected": ("không biểu nào thu, có lý do", "not collected, with a reason"),
        "none": ("chưa có biểu nào thu", "no form collects it"),
    },
)
COMMITMENT_STATE = Vocabulary(
    "commitment_state",
    {
        "tracked": ("có số liệu theo dõi", "tracked by a figure"),
        "reported": ("đã có báo cáo", "reported"),
        "report_missing": ("báo cáo đã quá hạn", "its report is overdue"),
        "overdue": ("đã hết thời gian, chưa ai báo cáo", "its time is over, unreported"),
        "unreported": ("chưa ai báo cáo kết quả", "nobody has reported on it"),
    },
)
FINDING_KIND = Vocabulary(  # how two statements about one thing differ
    "finding_kind",
    {
        "rank_field": ("khác số tỉnh xếp hạng", "fields of a rank"),
        "horizon": ("mục tiêu sau không xa hơn mục tiêu trước", "a later goal no further"),
        "kind": ("số có và số tăng thêm", "stock and flow"),
        "same_value": ("một con số cho hai đại lượng", "one number for two things"),
        "scope": ("khác phạm vi", "scopes"),
        "denominator": ("khác mẫu số", "denominators"),
        "value": ("khác con số", "values"),
        "accumulation": ("không rõ cách cộng dồn", "no rule of accumulation"),
        "duty_order": ("hạn tổng hợp trước hạn gửi", "a summary due before its parts"),
    },
)
CONFLICT_STATE = Vocabulary(
    "conflict_state",
    {
        "open": ("chưa xử lý", "open"),
        "accepted": ("đã chấp nhận", "accepted"),
        "rejected": ("đã bác bỏ đề xuất", "rejected"),
    },
)
RANK_WAY = Vocabulary(  # of comparing ranks in different fields
    "rank_way",
    {
        "percentile": ("theo tỷ lệ (% đầu bảng)", "percentile"),
        "score": ("theo điểm đã công bố", "published score"),
        "merged": ("theo tỉnh sau sắp xếp (hạng trong 34)", "merged provinces (rank of 34)"),
    },
)
ASKS_MORE = Vocabulary(
    "asks_more",
    {
        "a": ("văn bản thứ nhất đòi hỏi cao hơn", "the first asks more"),
        "b": ("văn bản thứ hai đòi hỏi cao hơn", "the second asks more"),
        "equal": ("như nhau", "equal"),
        "undecided": ("chưa đủ số liệu để nói", "not enough figures"),
    },
)
TASK_STATUS = Vocabulary(
    "task_status",
    {
        "done": ("hoàn thành", "done"),
        "overdue": ("quá hạn, chưa báo hoàn thành", "overdue"),
        "stuck": ("vướng mắc", "stuck"),
        "under_way": ("đang thực hiện", "under way"),
        "not_begun": ("chưa bắt đầu", "not begun"),
        "not_yet": ("chưa đến thời gian", "not yet"),
        "silent": ("đã đến hạn mà chưa có báo cáo", "silent"),
        "awaited": ("chưa đến hạn báo cáo", "report not due yet"),
        "not_followed": ("ngoài phạm vi theo dõi", "not followed here"),
    },
)
TASK_TIME = Vocabulary(
    "task_time",
    {"not_yet": ("chưa đến", "not yet"), "running": ("đang trong thời gian", "running"), "over": ("đã qua", "over")},
)
PROVINCE_STATE = Vocabulary(  # of a province in the marts of the country
    "province_state",
    {
        "joined": ("đã ghép", "joined"),
        "behind": ("đã ghép, bản công bố là của kỳ trước", "joined, its release is of an earlier period"),
        "absent": ("chưa công bố", "nothing published"),
        "failed": ("không ghép: kiểm tra không đạt", "left out: its verification failed"),
    },
)
STANDING = Vocabulary(  # of a province's figure beside those of other provinces
    "standing",
    {
        "whole": ("đủ", "whole"),
        "carried": ("đủ, có xã theo số gần nhất", "whole, some communes with their last value"),
        "partial": ("thiếu xã", "of fewer communes than due"),
        "last_good": ("số tốt gần nhất thay vào", "last good value in its place"),
        "other_definition": ("định nghĩa khác", "of another definition"),
        "none": ("không có số", "no figure"),
    },
)
TOTAL_SCOPE = Vocabulary(
    "total_scope",
    {"country": ("cả nước", "the country"), "provinces": ("tổng của một số tỉnh", "sum of some provinces")},
)
GAP_KIND = Vocabulary(  # what a published or computed score is compared with
    "gap_kind",
    {
        "best": ("đơn vị đứng đầu", "the best"),
        "mean": ("trung bình của tập xếp hạng", "the mean of the field"),
        "region_mean": ("trung bình của vùng", "the mean of the region"),
        "above": ("đơn vị xếp trên", "a place above"),
        "below": ("đơn vị xếp dưới", "a place below"),
        "goal": ("hạng mong muốn", "the wanted rank"),
        "median": ("trung vị của tập xếp hạng", "the median of the field"),
    },
)
GAP_BASIS = Vocabulary(  # where the score that is compared with comes from
    "gap_basis",
    {
        "printed": ("điểm như công bố", "score as published"),
        "all_places": ("tính từ điểm công bố của mọi đơn vị", "from the published scores of the whole field"),
        "between_places": (
            "nằm giữa điểm của hai hạng đã công bố",
            "between the scores of two published places",
        ),
    },
)
GAP_REASON = Vocabulary(  # why a gap is not known
    "gap_reason",
    {
        "own_unknown": ("chưa tìm thấy điểm công bố của tỉnh", "the province's own score was not found"),
        "other_unknown": ("chưa tìm thấy điểm công bố của hạng này", "the score of this place was not found"),
        "field_incomplete": (
            "không công bố điểm trung bình và chưa biết điểm của mọi đơn vị",
            "no mean was published, and not all scores are known",
        ),
        "sources_disagree": ("các nguồn nêu số khác nhau", "the sources disagree"),
        "other_field": (
            "mục tiêu nói trên tập xếp hạng khác, không nối",
            "the target speaks of another field; not spliced",
        ),
        "field_unknown": (
            "văn bản không ghi số đơn vị được xếp hạng",
            "the document does not say how many are ranked",
        ),
        "region_unknown": ("không nguồn nào nêu vùng của tỉnh", "no source names the region of the province"),
    },
)
LEVER_STATE = Vocabulary(  # whether one leaf alone closes a gap, other things equal
    "lever_state",
    {
        "met": ("đã đạt", "already met"),
        "enough": ("đủ", "enough"),
        "out_of_bounds": ("không đủ trong giới hạn hiện nay", "not enough within the present bounds"),
        "no_score": ("chưa có điểm", "no score"),
        "not_linear": ("không tính riêng được một chỉ tiêu", "one leaf cannot be taken by itself"),
    },
)
COMPONENT_STATE = Vocabulary(  # how far a component of an index of others is known
    "component_state",
    {
        "confirmed": ("đã đọc trong nguồn", "read in a source"),
        "press": ("báo chí nêu", "named in the press"),
        "background": ("hiểu biết chung, chưa có nguồn", "background, no source read"),
    },
)
COMPONENT_SOURCE = Vocabulary(  # whose figure a component takes
    "component_source",
    {
        "province": ("tỉnh gửi", "the province"),
        "ministry": ("bộ, ngành trung ương", "a ministry"),
        "pci": ("PCI", "PCI"),
        "papi": ("PAPI", "PAPI"),
        "par": ("PAR Index", "PAR Index"),
        "dti": ("DTI", "DTI"),
    },
)
COMPONENT_MOVER = Vocabulary(  # who in the province can move a component
    "component_mover",
    {
        "department": ("sở, ngành", "a department"),
        "commune": ("xã, phường", "communes"),
        "nobody": ("không đơn vị nào ở tỉnh tác động trực tiếp", "nobody here directly"),
    },
)

VOCABULARIES: tuple[Vocabulary, ...] = (
    *(OUTCOME, CELL_OUTCOME, CONTEXT_REASON, OBS_STATUS, FIGURE_STATUS, MODE, VISIBILITY),
    *(
        SEVERITY,
        RULE_KIND,
        RULE_STAGE,
        TERM_SHIFT,
        TERM_SCOPE,
        VIOLATION_OUTCOME,
        HOLD_REASON,
        SLICE_STATE,
        DECISION_KIND,
        VERDICT_OUTCOME,
    ),
    *(INDEX_SERIES, DUTY_STATE, DUTY_OUTCOME, SHEET_STATE, AVAILABILITY_STATE, TIMELINESS, CROSS_CHECK_OUTCOME),
    *(EVIDENCE_STATE, COVERAGE_STATE, SERVES_AS, BORDER_METHOD, BORDER_STATUS, WEIGHT_CLASS),
    *(TREAT_KIND, UNDEFINED_REASON, MATCH_KIND, MATCH_PART, VALUE_STATUS, RULE_OUTCOME, BORDER_REASON),
    *(RANK_REASON, SIMULATED),
    *(TARGET_DECISION, TARGET_BINDING, PROGRESS_CLASS, PROGRESS_METHOD, BASE_KIND, BASELINE_STATE, FORM_STATE),
    *(FLAG_BASIS, OUTLIER_METHOD, ERROR_HINT, REPORT_PATTERN),
    *(COMMITMENT_STATE, FINDING_KIND, CONFLICT_STATE, RANK_WAY, ASKS_MORE, TASK_STATUS, TASK_TIME),
    *(PROVINCE_STATE, STANDING, TOTAL_SCOPE),
    *(GAP_KIND, GAP_BASIS, GAP_REASON, LEVER_STATE, COMPONENT_STATE, COMPONENT_SOURCE, COMPONENT_MOVER),
)

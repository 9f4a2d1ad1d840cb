"""Tables of the codebook about validation rules and duties: rules, terms, who owes what by when, days off."""

from __future__ import annotations

from pipelines.codebook.schema.columns import (
    ANY_PROVINCE,
    CALENDAR,
    DUE_KIND,
    DUTY_KIND,
    NAMES,
    PERIOD_KIND,
    REPORTER_KIND,
    TERM_ROLE,
    VALID,
    Table,
    column,
)
from pipelines.vocabulary import LIMIT_BASIS, MISSING_STRATEGY, RULE_KIND, RULE_STAGE, SEVERITY, TERM_SCOPE, TERM_SHIFT

KIND = (
    "Loại quy tắc: cumulative_balance luỹ kế khớp, part_whole phần không lớn hơn tổng, children_sum tổng các phần,"
    " jump đột biến, share_bounds trong khoảng, reported_derived báo cáo khớp tính toán, outlier khác thường so với"
    " cùng loại, có thể sai đơn vị, linear tổ hợp tuyến tính, within_terms nằm giữa các vế, population_share so với"
    " dân số, revision sửa số đã công bố, minimum_sample đủ phiếu, never_published năm không công bố, cross_check đối"
    " chiếu hai nguồn, copied_period chép kỳ trước, copied_sender chép đơn vị khác, cumulative_gap luỹ kế thiếu kỳ"
    " chưa gửi (rule kind)."
)
RULES: dict[str, Table] = {
    "rule_kinds": Table(
        ("rule_kind",),
        "One row per kind of validation rule: what a violation says, and what its sender is to do.",
        {
            "rule_kind": column("text!", KIND, *RULE_KIND.codes),
            "stage": column(
                "text?",
                "Bước kiểm tra: structure cấu trúc, content nội dung, plausibility tính hợp lý; trống: content (stage"
                " of the check; empty: content).",
                *RULE_STAGE.codes,
            ),
            "message_vi": column(
                "text!", "Thông báo cho người gửi, có chỗ điền số (message to the sender, with slots for figures)."
            ),
            "message_en": column("text!"),
            "exact_message_vi": column(
                "text?", "Thông báo khi dung sai bằng 0; trống: như trên (message where nothing is tolerated)."
            ),
            "exact_message_en": column("text?", "Thông báo tiếng Anh khi dung sai bằng 0 (the same, English)."),
            "undecided_message_vi": column(
                "text?",
                "Thông báo khi thiếu số để xét; trống: luôn xét được (message while a figure is missing).",
            ),
            "undecided_message_en": column("text?", "Thông báo tiếng Anh khi chưa xét được (the same, English)."),
            "note_message_vi": column(
                "text?",
                "Thông báo khi số được công bố và chỉ ghi chú, tuy quy tắc nặng hơn hoặc biểu đã giải trình; trống: như"
                " trên (message of a note, where the rule is more severe or the form explains the figure).",
            ),
            "note_message_en": column("text?", "Thông báo tiếng Anh khi chỉ ghi chú (the same, English)."),
            "question_message_vi": column(
                "text?",
                "Thông báo khi số được công bố và hỏi lại, tuy quy tắc nặng hơn hoặc biểu đã giải trình; trống: như"
                " trên (message of a question, alike).",
            ),
            "question_message_en": column("text?", "Thông báo tiếng Anh khi hỏi lại (the same, English)."),
            "repair_vi": column("text!", "Việc người gửi cần làm (what the sender is to do)."),
            "repair_en": column("text!", "Việc người gửi cần làm, tiếng Anh (what the sender is to do, English)."),
        },
    ),
    "rules": Table(
        ("rule_code", "version"),
        "One row per validation rule and version.",
        {
            "rule_code": column("text!"),
            "version": column("int!"),
            "rule_kind": column("text!", KIND, *RULE_KIND.codes, ref="rule_kinds.rule_kind"),
            "severity": column("text!", "", *SEVERITY.codes),
            "tolerance": column(
                "float?",
                "Dung sai, theo đơn vị của chỉ tiêu; linear để trống: nửa đơn vị cuối cùng được in của mỗi vế"
                " (tolerance, in the indicator’s unit; empty in a linear rule: half the last printed unit of each"
                " term).",
            ),
            "tolerance_pct": column(
                "float?",
                "linear: dung sai thêm, % tổng các vế khác, không kể dấu (further tolerance, % of the sum of the"
                " other terms).",
            ),
            "low": column(
                "float?",
                "Cận dưới: share_bounds, linear, minimum_sample theo đơn vị của chỉ tiêu; jump tỷ số với trung vị các"
                " kỳ trước, revision với số đã công bố, population_share với dân số (lower bound: in the indicator’s"
                " unit, or as a ratio to the median of earlier figures, to the published one, or to the population).",
            ),
            "high": column(
                "float?",
                "Cận trên, tính như cận dưới; outlier khoảng cách, 1 là giới hạn của phương pháp (upper bound, alike;"
                " outlier: distance, 1 at the limit).",
            ),
            "min_base": column(
                "float?",
                "jump, revision: thay đổi nhỏ hơn mức này, theo đơn vị của chỉ tiêu, không tính (smaller changes do"
                " not count, in the indicator’s unit).",
            ),
            "wide_low": column(
                "float?",
                "jump: cận dưới rộng, tỷ số; số có giải trình nằm trong khoảng rộng được công bố và đánh dấu (lower end"
                " of the wide band, as a ratio: an explained figure inside it is published with a mark).",
            ),
            "wide_high": column("float?", "jump: cận trên rộng, tỷ số (upper end of the wide band, as a ratio)."),
            "missing_strategy": column(
                "text?",
                "Khi thiếu số của một vế: undecided chưa kết luận (cũng là khi trống), zero coi là 0, skip bỏ vế"
                " thiếu (what a missing term means; empty: undecided).",
                *MISSING_STRATEGY.codes,
            ),
            "limit_basis": column(
                "text?",
                "Căn cứ của các cận và dung sai: definition theo định nghĩa, published_level mức đã công bố, ceiling"
                " trần từ danh mục, experience kinh nghiệm, chưa có nguồn (what the limits rest on).",
                *LIMIT_BASIS.codes,
            ),
            "limit_source": column(
                "text?",
                "Nguồn của các cận: văn bản, số đã công bố, hoặc lý do chưa có nguồn (source of the limits: document,"
                " published figure, or why there is none).",
            ),
            "message_vi": column(
                "text?",
                "Thông báo riêng của quy tắc; trống: của loại quy tắc (the rule’s own message, else its kind’s).",
            ),
            "message_en": column("text?"),
            **VALID,
        },
    ),
    "rule_terms": Table(
        ("rule_code", "version", "term_no"),
        "One row per figure that a rule relates to others.",
        {
            "rule_code": column("text!"),
            "version": column("int!"),
            "term_no": column("int!", "Số thứ tự của vế (number of the term)."),
            "role": column(
                "text!",
                "Vai trò trong quy tắc: subject, part phần, whole toàn thể, total tổng, child số con, reported báo"
                " cáo, derived tính ra, term vế khác, sample số phiếu (role in the rule).",
                *TERM_ROLE,
            ),
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "breakdown_code": column("text!", ref="breakdowns.breakdown_code"),
            "measure_code": column("text!", ref="measures.measure_code"),
            "coefficient": column("float?", "linear: hệ số; trống là 1 (coefficient; empty: 1)."),
            "product_no": column(
                "int?", "linear: hai vế cùng số được nhân với nhau (two terms with the same number are multiplied)."
            ),
            "source_code": column(
                "text?",
                "linear: nguồn; trống: nguồn của vế subject (source; empty: that of the subject).",
                ref="sources.source_code",
            ),
            "shift": column(
                "text?",
                "linear: kỳ của vế so với kỳ của subject; trống cùng kỳ, previous kỳ trước, previous_in_year kỳ trước"
                " trong năm, year_ago cùng kỳ năm trước, same_month kỳ kết thúc trong cùng tháng (the term’s period;"
                " empty: the subject’s).",
                *TERM_SHIFT.codes,
            ),
            "area_scope": column(
                "text?",
                "linear: địa bàn của vế; trống: của subject; parent đơn vị cấp trên, children tổng các đơn vị cấp"
                " dưới (the term’s area; empty: the subject’s; children: the sum of the areas below).",
                *TERM_SCOPE.codes,
            ),
            "goal_low": column(
                "float?", "within_terms: mốc thấp, ứng với chỉ số 0 (lower goalpost, where the index is 0)."
            ),
            "goal_high": column(
                "float?", "within_terms: mốc cao, ứng với chỉ số 1 (upper goalpost, where the index is 1)."
            ),
            "is_log": column("bool?", "within_terms: chỉ số tính theo logarit (true: the index is logarithmic)."),
        },
    ),
    "obligation_rules": Table(
        ("duty_code", "province_code", "valid_from"),
        "One row per duty, province and span: who owes which form or report to whom by when, by which document.",
        {
            "duty_code": column("text!"),
            "duty_kind": column("text!", "", *DUTY_KIND),
            **NAMES,
            "form_code": column(
                "text?", "Biểu; trống nếu là báo cáo không theo biểu (form; empty for a report without one)."
            ),
            "province_code": ANY_PROVINCE,
            "reporter_kind": column("text!", "", *REPORTER_KIND),
            "office_code": column(
                "text?", "Cơ quan phải gửi báo cáo không theo biểu (the one office that owes a report without a form)."
            ),
            "receiver_vi": column("text!"),
            "receiver_office_code": column(
                "text?", "Cơ quan nhận; không ai báo cáo cho chính mình (receiver; nobody reports to himself)."
            ),
            "frequency": column(
                "text?",
                "Định kỳ của báo cáo không theo biểu: month, quarter, half, nine, year; trống: khi có yêu cầu"
                " (frequency of a report without a form; empty: on request).",
                *PERIOD_KIND,
            ),
            "calendar": column(
                "text?", "Lịch của báo cáo không theo biểu: admin hành chính, stat thống kê (calendar).", *CALENDAR
            ),
            "due_kind": column(
                "text!",
                "Hạn tính thế nào: working_days số ngày làm việc sau ngày chốt, fixed_date ngày cố định, last_month"
                " ngày của tháng cuối kỳ, unset không quy định (how the deadline is set).",
                *DUE_KIND,
            ),
            "due_days": column(
                "int?", "working_days: số ngày làm việc sau ngày chốt (working days after the cut-off)."
            ),
            "due_month": column("int?", "fixed_date: tháng (month)."),
            "due_day": column("int?", "fixed_date, last_month: ngày trong tháng (day of the month)."),
            "due_years": column(
                "int?", "fixed_date: số năm sau năm mà kỳ kết thúc (years after the one in which the period ends)."
            ),
            "is_inclusive": column("bool!"),
            "revision_days": column(
                "int?",
                "Số chính thức thay số ước sau bao nhiêu ngày làm việc kể từ ngày chốt (working days after the"
                " cut-off for final figures).",
            ),
            "document_file": column("text?", ref="policy_documents.document_file"),
            "line": column("int?"),
            "quote": column("text?"),
            "legal_basis": column("text?"),
            "is_provisional": column("bool!"),
            "note_vi": column("text?"),
            **VALID,
        },
    ),
    "availability": Table(
        ("indicator_code", "period_code"),
        "One row per official yearly figure and edition, or rule for all years: when it first exists.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "period_code": column(
                "text?",
                "Năm của một lần công bố; trống: quy tắc cho mọi năm (year of one edition; empty: a rule).",
                ref="periods.period_code",
            ),
            "published_on": column("date?", "Ngày công bố của một lần (day of one edition)."),
            "expect_month": column(
                "int?",
                "Quy tắc: tháng; trống: chưa biết ngày nên không bao giờ gọi là thiếu (month; empty: no day is known,"
                " never called missing).",
            ),
            "expect_day": column("int?", "Quy tắc: ngày (day)."),
            "expect_years": column("int?", "Quy tắc: số năm sau năm được nói đến (years after the one it speaks of)."),
            "year_endings": column(
                "text?",
                "Chữ số cuối của những năm có công bố, ví dụ 0|3|5|8; năm khác không có số (last digits of the years"
                " that are published).",
            ),
            "evidence": column(
                "text!",
                "C đã kiểm chứng, V kiểm bằng số, I suy ra, B kiến thức nền, S văn bản nêu (evidence of the day).",
                *("C", "V", "I", "B", "S"),
            ),
            "basis_vi": column("text!"),
            "source_url": column("text?"),
            "rule_from": column("date?", "Quy tắc: năm đầu bắt đầu từ ngày này (its first year begins here)."),
        },
    ),
    "holidays": Table(
        ("day",),
        "One row per day off, or Saturday worked in exchange for one.",
        {
            "day": column("date!"),
            "kind": column(
                "text!",
                "holiday ngày nghỉ, workday thứ bảy làm bù (day off, or day worked in exchange).",
                *("holiday", "workday"),
            ),
            **NAMES,
            "is_provisional": column(
                "bool!",
                "true: theo luật, chưa có thông báo của năm (by the law's rule; the year's announcement has not been"
                " seen).",
            ),
        },
    ),
    "deadline_rules": Table(
        ("province_code", "valid_from"),
        "One row per province and span: what becomes of a deadline that falls on a day off.",
        {
            "province_code": ANY_PROVINCE,
            "shift": column(
                "text!",
                "Hạn trùng ngày nghỉ thì dời: next sang sau, previous về trước, none không dời (shift).",
                *("next", "previous", "none"),
            ),
            "legal_basis": column("text!"),
            "is_provisional": column("bool!"),
            **VALID,
        },
    ),
    "schedule_rules": Table(
        ("province_code", "valid_from"),
        "One row per province and span: when, around a deadline, the month is run and units are reminded.",
        {
            "province_code": ANY_PROVINCE,
            "grace_days": column(
                "int!",
                "Số ngày làm việc còn chờ báo cáo muộn sau hạn; ngày làm việc tiếp theo thì tổng hợp (working days that"
                " late reports are waited for; the month is run on the next one).",
            ),
            "remind_before_days": column(
                "int!",
                "Nhắc trước hạn bao nhiêu ngày làm việc; 0 là không nhắc trước (working days before the last day on"
                " which units are reminded; 0: not before).",
            ),
            "remind_after_days": column(
                "int!",
                "Nhắc sau hạn bao nhiêu ngày làm việc; 0 là không nhắc sau (working days after the last day on which"
                " units are reminded; 0: not after).",
            ),
            "is_provisional": column("bool!"),
            **VALID,
        },
    ),
}

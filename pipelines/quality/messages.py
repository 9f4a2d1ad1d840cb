"""Texts of decisions, suites of expectations and proposed repairs, in Vietnamese and English."""

from __future__ import annotations

# Names of the fields of a decision, as its messages print them.
FIELDS: dict[str, tuple[str, str]] = {
    "area_id": ("địa bàn", "area"),
    "indicator_code": ("chỉ tiêu", "indicator"),
    "breakdown_code": ("phân tổ", "breakdown"),
    "measure_code": ("loại số liệu", "measure"),
    "source_code": ("nguồn số liệu", "source"),
    "period_code": ("kỳ báo cáo", "period"),
    "rule_code": ("quy tắc", "rule"),
    "expected_value": ("giá trị hiện tại (--expected)", "present value (--expected)"),
    "new_value": ("giá trị mới (--new)", "new value (--new)"),
    "reason": ("lý do (--reason)", "reason (--reason)"),
    "owner": ("người chịu trách nhiệm (--owner)", "owner (--owner)"),
}

DECISIONS: dict[str, tuple[str, str]] = {
    "decision_invalid": ("Quyết định không hợp lệ:\n{problems_vi}", "The decision is not valid:\n{problems_en}"),
    "unknown_kind": (
        "không có loại quyết định “{kind}”; chọn một trong: {known}",
        "unknown kind “{kind}”; one of: {known}",
    ),
    "field_missing": ("thiếu {name_vi}; loại “{kind}” bắt buộc phải có", "{name_en} is missing; “{kind}” needs it"),
    "field_unused": ("thừa {name_vi}; loại “{kind}” không dùng", "{name_en} is set; “{kind}” has no use for it"),
    "not_stated": (
        "{name_vi} “{text}” không nói lên điều gì; hãy viết ít nhất một từ",
        "{name_en} “{text}” says nothing; write at least one word",
    ),
    "figure_absent": (
        "không có tệp nào đang dùng nêu số liệu này; hãy xem lại địa bàn, chỉ tiêu, loại số liệu, nguồn và kỳ",
        "no file in force states this figure; check area, indicator, measure, source and period",
    ),
    "other_value": (
        "giá trị hiện có là {value_vi}, ở ô {place}, không phải {expected_vi}{now}",
        "the value that stands is {value_en}, in cell {place}, not {expected_en}{now}",
    ),
    "corrected_now": (
        "đang được điều chỉnh thành {new_vi}; muốn điều chỉnh lại, hãy nêu giá trị đã gửi",
        "corrected to {new_en} at present; to correct it anew, name the value that was sent",
    ),
    "unknown_code": (
        "không có {name_vi} “{code}” trong danh mục",
        "there is no {name_en} “{code}” in the codebook",
    ),
    "rule_of_others": (
        "quy tắc “{rule}” không nói về chỉ tiêu “{indicator}” mà về: {others}",
        "rule “{rule}” is not about “{indicator}” but about: {others}",
    ),
    "out_of_range": (
        "{name_vi} phải là số hữu hạn từ -{largest_vi} đến {largest_vi}, không phải {value}",
        "{name_en} must be a finite number from -{largest_en} to {largest_en}, not {value}",
    ),
    "nothing_to_correct": (
        "giá trị mới trùng giá trị hiện tại: không có gì để sửa",
        "the new value equals the present one: there is nothing to correct",
    ),
    "expiry_unreadable": (
        "ngày hết hạn “{day}” không đọc được; viết dạng 2026-12-31",
        "the expiry “{day}” is not a date; write it as 2026-12-31",
    ),
    "expiry_too_early": (
        "ngày hết hạn {day} sớm hơn ngày cuối của kỳ ({end}): quyết định sẽ không bao giờ có hiệu lực",
        "the expiry {day} lies before the last day of the period ({end}): the decision would never take effect",
    ),
    # ---- decisions about targets ----
    "unknown_outcome": (
        "không có kết quả “{outcome}”; chọn một trong: {known}",
        "unknown outcome “{outcome}”; one of: {known}",
    ),
    "unknown_period": ("không có kỳ “{code}” trong danh mục", "there is no period “{code}” in the codebook"),
    "unknown_target": ("không có mục tiêu “{code}” trong danh mục", "there is no target “{code}” in the codebook"),
    "unknown_document": ("không có văn bản “{code}” trong danh mục", "there is no document “{code}” in the codebook"),
    "reason_missing": ("thiếu lý do (--reason)", "the reason (--reason) is missing"),
    "owner_missing": ("thiếu người chịu trách nhiệm (--owner)", "the owner (--owner) is missing"),
    "target_or_document": (
        "phải nêu một mục tiêu hoặc một văn bản, không phải cả hai",
        "name a target or a document, not both",
    ),
    "restatement_incomplete": (
        "viết lại (restated) phải nêu một mục tiêu và con số mới (--new)",
        "a restatement names one target and its new number (--new)",
    ),
    "number_unused": (
        "con số mới chỉ dùng khi viết lại (restated)",
        "only a restatement (restated) has a new number",
    ),
    "new_numbers": (
        "con số mới phải hữu hạn, từ -{largest_vi} đến {largest_vi}, mức dưới trước mức trên",
        "new numbers are finite, from -{largest_en} to {largest_en}, the lower one first",
    ),
    "unknown_finding": (
        "không có phát hiện “{code}”; xem mã bằng chiso conflicts",
        "there is no finding “{code}”; chiso conflicts prints the codes",
    ),
    "working_target": (
        "mục tiêu làm việc phải là một trong: {targets}",
        "the working target is one of: {targets}",
    ),
    "rejection_with_target": (
        "bác bỏ thì không nêu mục tiêu làm việc",
        "a rejection names no working target",
    ),
}

SUITES: dict[str, tuple[str, str]] = {
    "suite_absent": (
        "Không có bộ kiểm tra {file} trong thư mục {folder}/; thêm tệp đó hoặc sửa tên bộ kiểm tra.",
        "There is no suite {file} in the folder {folder}/; add the file or correct the name of the suite.",
    ),
    "suite_invalid": (
        "Bộ kiểm tra {file} không hợp lệ, hãy sửa:\n{problems_vi}",
        "The suite {file} is not valid; correct it:\n{problems_en}",
    ),
    "in_row": ("{table}, dòng {number}: {problem_vi}", "{table}, row {number}: {problem_en}"),
    "no_expectation": ("không có kiểm tra nào dưới khoá “tables”", "there is no expectation under the key “tables”"),
    "no_title": ("thiếu khoá “title_vi”", "the key “title_vi” is missing"),
    "no_key": ("thiếu “{key}”", "“{key}” is missing"),
    "unknown_severity": (
        "“severity” là {value}, phải là một trong: {known}",
        "“severity” is {value}; it must be one of: {known}",
    ),
    "unknown_keys": ("khoá lạ: {keys}", "unknown keys: {keys}"),
    "table_absent": ("bảng {table} không có trong lô", "table {table} is not in the batch"),
    "no_result": ("kiểm tra không cho kết quả", "the expectation gave no result"),
}

REPAIRS: dict[str, tuple[str, str]] = {
    "swap": (
        "hai ô cạnh nhau có thể đã ghi đổi chỗ: ô này là {new_vi}, ô kia là {old_vi}",
        "two neighbouring cells may be exchanged: this one is {new_en}, the other {old_en}",
    ),
    "sign": ("có thể sai dấu: {old_vi} → {new_vi}", "the sign may be wrong: {old_en} → {new_en}"),
    "power": (
        "có thể sai đơn vị hoặc thừa, thiếu chữ số 0: {old_vi} → {new_vi}",
        "unit or number of zeros may be wrong: {old_en} → {new_en}",
    ),
    "transposition": (
        "có thể gõ đảo hai chữ số cạnh nhau: {old_vi} → {new_vi}",
        "two neighbouring digits may be exchanged: {old_en} → {new_en}",
    ),
    "typo": (
        "có thể gõ sai, thiếu hoặc thừa một chữ số: {old_vi} → {new_vi}",
        "one digit may be wrong, missing or too many: {old_en} → {new_en}",
    ),
    "implied": (
        "theo các số khác thì ô này phải là {new_vi}",
        "by the other figures this one must be {new_en}",
    ),
    "about": (
        "theo các số khác thì ô này phải vào khoảng {new_vi}",
        "by the other figures this one must be about {new_en}",
    ),
}

# Fixed texts of the page of a suite (data_docs.py), which is printed in Vietnamese.
PAGE: dict[str, tuple[str, str]] = {
    "index_title": ("Kiểm tra lô số liệu và bảng công bố", "Checks of the batch and the published tables"),
    "summary": ("{n_passed}/{n} kiểm tra đạt.", "{n_passed}/{n} expectations met."),
    "head_outcome": ("Kết quả", "Outcome"),
    "head_description": ("Nội dung kiểm tra", "What is checked"),
    "head_column": ("Cột", "Column"),
    "head_expectation": ("Kiểm tra", "Expectation"),
    "head_observed": ("Thực tế", "Observed"),
    "head_since": ("Từ kỳ", "Since"),
    "rows": ("{n} dòng", "{n} rows"),
    "no_table": ("không có trong lô", "not in the batch"),
    "pass": ("Đạt", "Met"),
    "stop": ("Không đạt – dừng công bố", "Not met – publication stops"),
    "note": ("Lưu ý", "Note"),
    "not_evaluated": ("Không chạy được: {cause}", "Not evaluated: {cause}"),
}

"""Texts of the codebook's problems: what a check found and what it expects, in Vietnamese and English."""

from __future__ import annotations

CODEBOOK: dict[str, tuple[str, str]] = {
    "codebook_invalid": (
        "Danh mục có {n} lỗi, hãy sửa trong thư mục seeds:\n{problems_vi}",
        "The codebook has {n} problems; correct them in the folder of seeds:\n{problems_en}",
    ),
    "problem": (
        "bảng {table}, dòng {row}, cột {column}: thấy «{found_vi}»; cần: {expected_vi}",
        "table {table}, row {row}, column {column}: found “{found_en}”; expected: {expected_en}",
    ),
    "problems_alike": (
        "… và {n} lỗi cùng loại: {table}, cột {column}, các dòng {lines}",
        "… and {n} problems of the same kind: {table}, column {column}, lines {lines}",
    ),
    "problem_repair": ("{problem}; sửa: {repair}", "{problem}; repair: {repair}"),
    # ---- what was found, where a word is needed beside the value ----
    "found_bars": ("các cột ngăn bằng dấu |", "columns separated by |"),
    "found_cells": ("{n} ô: {cells}", "{n} cells: {cells}"),
    "found_empty_columns": ("{n} cột trống ở cuối", "{n} empty columns at the end"),
    "found_encoding": ("mã hoá {name}", "encoding {name}"),
    "found_in_force": ("{key} còn hiệu lực ngày {day}", "{key} is still in force on {day}"),
    "found_no_column": ("thiếu cột", "no such column"),
    "found_parent_level": ("{code} ở cấp {level}", "{code} on level {level}"),
    "province_declared": (
        "Tỉnh {code} ({name}) đã được khai báo: các đơn vị của tỉnh có trong bảng reporters; không cần thêm dòng nào.",
        "Province {code} ({name}) is declared already: its offices are in table reporters; no row is needed.",
    ),
    "province_unknown": (
        "Danh mục địa bàn không có tỉnh mã {code}; nêu một trong các mã: {known}.",
        "The codebook has no province with the code {code}; name one of: {known}.",
    ),
    "found_repeat_rows": ("repeat, {n} dòng", "repeat, {n} rows"),
    "found_roots": ("{n} gốc: {codes}", "{n} roots: {codes}"),
    "found_rows": ("{n} dòng", "{n} rows"),
    "found_rows_without": (
        "{n} dòng fixed của khối và cột này đều không có chỉ tiêu",
        "no indicator on the {n} fixed rows of the block, and none on this column",
    ),
    "found_semicolons": ("các cột ngăn bằng dấu chấm phẩy", "columns separated by semicolons"),
    "found_tabs": ("các cột ngăn bằng dấu tab", "columns separated by tabs"),
    # ---- quotes and notes (review/) ----
    "line_empty": ("dòng {line} không có chữ", "line {line} has no text"),
    "line_reads": ("dòng {line} ghi “{text}”", "line {line} reads “{text}”"),
    "note_anchors": (
        "biểu {form} chỉ dùng cho kỳ {period} mà không nội dung nhận dạng nào trong form_anchors ghi năm của kỳ: tệp"
        " của năm khác cũng khớp; thêm một dòng có năm",
        "form {form} is for period {period} alone, and none of its anchors names its year: a file of another year fits"
        " too; add an anchor with the year",
    ),
    "note_empty_lines": (
        "tệp {path} có {n} dòng chỉ gồm dấu ngăn cột (từ dòng {first}), như phần mềm bảng tính để lại: nên xoá",
        "file {path} has {n} lines of separators only (from line {first}), as a spreadsheet program leaves them: remove"
        " them",
    ),
    "note_mark": (
        "tệp {path} bắt đầu bằng dấu BOM của phần mềm bảng tính: vẫn đọc được; nên lưu UTF-8 không BOM",
        "file {path} begins with a byte order mark of a spreadsheet program: it is read; better save it without one",
    ),
    "note_implied": (
        "quy tắc {rule} đã được suy ra từ {others}: có thể bỏ, trừ khi cần lời nhắn riêng",
        "rule {rule} follows from {others}: it can go, unless its own message is needed",
    ),
    "note_no_source": (
        "{n} quy tắc có cận mà không ghi căn cứ và nguồn của cận: {rules}; điền limit_basis và limit_source trong rules"
        " (chưa có nguồn thì ghi experience và lý do)",
        "{n} rules have limits without basis and source: {rules}; fill limit_basis and limit_source in rules (where"
        " there is no source: experience, and why)",
    ),
    "note_unchecked": (
        "chỉ tiêu {indicator} ({measure}) được dùng cho {feeds} mà không có quy tắc hợp lý nào, nên một số gõ thừa chữ"
        " số sẽ được công bố: thêm quy tắc share_bounds có cận trên, hoặc jump, ở rules và rule_terms"
        " (docs/codebook.md)",
        "figure {indicator} ({measure}) feeds {feeds} and has no plausibility rule, so a digit too many would be"
        " published: add a rule share_bounds with an upper limit, or jump, to rules and rule_terms"
        " (docs/codebook.md)",
    ),
    "note_unfed": (
        "thành phần {node} của chỉ số không có nguồn số liệu nào: không biểu, điểm công bố hay tỷ lệ nào cho {slice};"
        " điểm của nó sẽ trống",
        "nothing feeds leaf {node} of an index: no form, published score or ratio brings {slice}; its score will be"
        " undefined",
    ),
    "note_unread": (
        "tệp {path} không thuộc bảng nào nên không được đọc: kiểm tra tên tệp",
        "file {path} belongs to no table and is not read: check its name",
    ),
    "note_zeros": (
        "khối {block} của form_rows có mã dòng {keys}; các biểu khác viết hai chữ số: nếu phần mềm bảng tính đã bỏ số 0"
        " thì sửa thành {padded} (mã 01 khớp cả ô in 1)",
        "block {block} of form_rows has the row codes {keys}; other forms write two digits: if a spreadsheet program"
        " removed a zero, write {padded} (code 01 fits a printed 1 too)",
    ),
    "quote_at_line": ("nguyên văn ở dòng {line} của văn bản", "words of the document's line {line}"),
    "quote_beside": ("{expected}; {stands}", "{expected}; {stands}"),
    # ---- files, columns, types (read.py, load.py) ----
    "boolean": ("true hoặc false", "true or false"),
    "cells_in_line": (
        '{n} ô; ô chứa dấu phẩy phải nằm trong "…"',
        '{n} cells; a cell with a comma stands in "…"',
    ),
    "code_as_written": (
        "{code}: phần mềm bảng tính đã bỏ số 0 ở đầu",
        "{code}: a spreadsheet program removed the leading zero",
    ),
    "column_once": ("cột có trong danh mục cột của bảng, một lần", "a declared column of the table, once"),
    "column_present": ("có cột này", "this column"),
    "comma_file": ("tệp CSV có các cột ngăn bằng dấu phẩy", "a CSV file whose columns are separated by commas"),
    "content_hash": ("nội dung có mã băm {hash}", "content with the hash {hash}"),
    "csv_file": (
        "chỉ có tệp CSV trong thư mục này: tệp bảng tính không được đọc",
        "CSV files only: a spreadsheet file is not read",
    ),
    "date": ("ngày dạng 2026-10-14", "a date such as 2026-10-14"),
    "decimal": ("số thập phân dùng dấu chấm, ví dụ 0.5", "a decimal with a point, such as 0.5"),
    "integer": ("số nguyên, ví dụ 12", "an integer such as 12"),
    "no_empty_columns": ("không có cột trống", "no empty column"),
    "required": ("ô bắt buộc phải có giá trị", "a value; this column may not be empty"),
    "save_as_csv": (
        "mở bằng phần mềm bảng tính, chọn Lưu thành → CSV UTF-8 (phân cách bằng dấu phẩy), mọi cột kiểu Văn bản; rồi bỏ"
        " tệp này",
        "open it in a spreadsheet program, choose Save as → CSV UTF-8 (comma delimited), every column as text; then"
        " remove this file",
    ),
    "spoilt_error": (
        "giá trị gốc: phần mềm bảng tính đã thay bằng mã lỗi",
        "the original value: a spreadsheet program put an error code in its place",
    ),
    "spoilt_letters": (
        "chữ Việt có dấu: phần mềm bảng tính đã lưu bằng mã hoá thiếu chữ",
        "Vietnamese letters: a spreadsheet program saved them in an encoding without them",
    ),
    "spoilt_month": (
        "giá trị gốc: phần mềm bảng tính đã đổi thành tháng",
        "the original value: a spreadsheet program made a month of it",
    ),
    "spoilt_power": (
        "đủ các chữ số, ví dụ 100000: phần mềm bảng tính đã rút gọn",
        "all digits, such as 100000: a spreadsheet program shortened them",
    ),
    "utf8_file": ("tệp mã hoá UTF-8", "a file encoded as UTF-8"),
    # ---- keys, vocabularies, references, versions (schema_rules.py) ----
    "both_languages": ("cả hai ngôn ngữ, hoặc để trống cả hai", "both languages, or neither"),
    "code_of_table": ("mã có trong bảng {table}", "a code of table {table}"),
    "key_once": ("khoá chỉ xuất hiện một lần", "a key that occurs once"),
    "one_of": ("một trong: {values}", "one of: {values}"),
    "order": ("{low} {sign} {high}", "{low} {sign} {high}"),
    "placeholder_replaced": (
        "người phụ trách chọn và thay chỗ trong dấu < >",
        "a choice in place of the placeholder in < >",
    ),
    "versions_apart": (
        "các bản của cùng một mã không trùng ngày hiệu lực",
        "versions of one code that are not in force on the same day",
    ),
    # ---- numbers ----
    "above_0": ("lớn hơn 0", "a number above 0"),
    "above_0_ln": ("lớn hơn 0 trên thang ln", "a number above 0: the scale is ln"),
    "at_least_0": ("từ 0 trở lên", "0 or more"),
    "direction": ("1 (cao là tốt) hoặc -1 (thấp là tốt)", "1 (higher is better) or -1 (lower is better)"),
    "from_0_to_1": ("từ 0 đến 1", "a number from 0 to 1"),
    "from_1_to": ("từ 1 đến {last}", "an integer from 1 to {last}"),
    "weight_above_0": ("trọng số lớn hơn 0", "a weight above 0"),
    # ---- areas and reporters over time (borders.py, names.py, senders.py) ----
    "as_in_areas": ("như trong areas: {value}", "the same as in table areas: {value}"),
    "code_in_scope": ("mã thuộc phạm vi {scope}", "a code of the scope {scope}"),
    "function_each": ("mỗi nơi nhận việc một chức năng", "a function for each successor"),
    "kind_or_reporter": (
        "đúng một trong hai: reporter_kind, reporter_code",
        "exactly one of reporter_kind and reporter_code",
    ),
    "linked_days": (
        "ngày kết thúc của nơi cũ là ngày bắt đầu của nơi mới",
        "the former area ends on the day on which its successor begins",
    ),
    "one_area_for_name": (
        "mỗi tên chỉ một địa bàn trong phạm vi",
        "one area for each name within a scope",
    ),
    "other_of_province": (
        "đơn vị khác của cùng tỉnh với bên gửi",
        "another reporter of the sender's province",
    ),
    "province_code": (
        "mã một trong 34 tỉnh, ví dụ 08",
        "the code of one of the 34 provinces, such as 08",
    ),
    "province_required": ("mã tỉnh; chỉ nơi công bố mới để trống", "a province code; only a publisher has none"),
    "row_of_table": ("một dòng trong {table}", "a row of {table}"),
    "sender_of_province": (
        "đơn vị gửi thuộc một tỉnh, không phải bên công bố",
        "a sender that belongs to a province; a publisher does not",
    ),
    "shares_of_whole": (
        "tổng phần thấp ≤ 1 ≤ tổng phần cao",
        "lower bounds that add up to at most 1, upper bounds that add up to at least 1",
    ),
    "successor_in_force": (
        "nơi nhận việc đang hoạt động vào ngày nơi cũ kết thúc",
        "a successor in force on the day on which the reporter ends",
    ),
    "versions_without_gap": (
        "các bản nối nhau, phủ hết thời gian của địa bàn",
        "versions that cover the area's whole life without a gap",
    ),
    "within_sender": (
        "trong thời gian của bên gửi: {first} … {last}",
        "days within the life of the sender: {first} … {last}",
    ),
    # ---- the calendar (periods.py, working_days.py, obligations.py) ----
    "first_day_of_year": (
        "true khi và chỉ khi kỳ mở đầu một năm",
        "true if and only if the period opens a year",
    ),
    "holidays_of_year": (
        "ngày nghỉ lễ của năm {year}; bổ sung năm đó vào bảng holidays",
        "the holidays of {year}; add that year to table holidays",
    ),
    "period_of_table": (
        "kỳ có trong bảng periods, ví dụ 2026-10",
        "a period of table periods, such as 2026-10",
    ),
    "previous_in_year": (
        "kỳ cùng loại trước đó trong năm: {code}",
        "the period of the same kind before it in the year: {code}",
    ),
    "previous_period": (
        "kỳ cùng loại ngay trước: {code}",
        "the period of the same kind just before it: {code}",
    ),
    "years_of_calendar": (
        "first_year không sau last_year, trong 1900 – 2200; năm bắt đầu vào start_month (1 – 12), start_day (1 – 28)",
        "first_year not after last_year, within 1900 – 2200; a year begins on start_month (1 – 12), start_day (1 – 28)",
    ),
    "right_after": ("{day}, ngay sau kỳ {code}", "{day}, the day after period {code}"),
    # ---- indicators and rules (indicators.py, rules) ----
    "consistent_rules": (
        "các quy tắc có thể cùng đúng; những quy tắc này thì không: {rules}. Sửa cận của một quy tắc",
        "rules that can hold together; these cannot: {rules}. Correct the limits of one of them",
    ),
    "cumulative_measure": (
        "một số luỹ kế (own_measure_code có giá trị)",
        "a cumulative measure (own_measure_code has a value)",
    ),
    "goalposts": (
        "hai mốc, mốc thấp nhỏ hơn mốc cao; chỉ số logarit cần mốc lớn hơn 0",
        "two goalposts, the lower below the upper; those of a logarithmic index above 0",
    ),
    "not_a_ratio": ("một chỉ tiêu không phải tỷ lệ", "an indicator that is no ratio itself"),
    "not_zero": ("hệ số khác 0", "a coefficient other than 0"),
    "one_bound": ("ít nhất một giới hạn", "at least one bound"),
    "only_kind": ("để trống; chỉ loại {kind} dùng cột này", "empty: only kind {kind} reads this column"),
    "ratio_only": ("để trống, vì chỉ tiêu này không phải tỷ lệ", "empty: this indicator is no ratio"),
    "ratio_part": ("có giá trị vì calc_kind là {kind}", "a value, since calc_kind is {kind}"),
    "role_count": ("{kind} cần {span} × {role}", "{kind} takes {span} × {role}"),
    "rule_of_table": (
        "quy tắc và phiên bản có trong bảng rules",
        "a rule and version of table rules",
    ),
    "subject_here": (
        "để trống: vế subject là số của chính kỳ và địa bàn được xét",
        "empty: the subject is the figure of the very period and area that is judged",
    ),
    "two_factors": (
        "hai vế role term, không phải children, cùng một số tích",
        "two terms of role term, not children, with one product number",
    ),
    "tolerance": ("sai số cho phép, ít nhất là 0", "a tolerance of 0 or more"),
    # ---- forms and registers (forms.py, registers.py) ----
    "among_measures": (
        "trong các cột số liệu của khối: {measures}",
        "measures of the block's value columns: {measures}",
    ),
    "area_set": ("tập địa bàn, ví dụ p63", "an area set such as p63"),
    "at_least_row": ("ít nhất một dòng trong {table}", "at least one row of {table}"),
    "at_most_one_column": ("nhiều nhất một cột {role}", "at most one {role} column"),
    "block_column": ("khối {kind} có cột {role}", "a {kind} block with one {role} column"),
    "block_of_layout": ("khối phù hợp với {layout}", "a block kind of the layout {layout}"),
    "block_of_table": (
        "biểu, phiên bản và khối có trong form_blocks",
        "a form, version and block of form_blocks",
    ),
    "column_unit": ("đơn vị tính của cột", "the unit of the column"),
    "counted": (
        "có giá trị: số dòng của danh sách đếm cái gì",
        "a value: what the number of records counts",
    ),
    "entity_number": (
        "để trống: số của đối tượng, không phải của địa bàn",
        "empty: the number belongs to an entity, not to an area",
    ),
    "evidence_column": (
        "khối có cột minh chứng (role evidence)",
        "a block with an evidence column (role evidence)",
    ),
    "fixed_row_value": ("có giá trị ở dòng fixed", "a value on a fixed row"),
    "form_version": (
        "biểu và phiên bản có trong bảng forms",
        "a form and version of table forms",
    ),
    "office_of_reporters": (
        "cơ quan có trong cột office_code của reporters",
        "an office_code of table reporters",
    ),
    "indicator_of_column": (
        "một chỉ tiêu cho cột số này (nếu mỗi cột một chỉ tiêu, mỗi dòng một phân tổ), hoặc một chỉ tiêu ở mỗi dòng"
        " của form_rows",
        "an indicator for this value column (where each column is an indicator and each row a breakdown), or one on"
        " each row of form_rows",
    ),
    "once_in_block": ("mỗi số một lần trong khối", "each number once in a block"),
    "one_measure": ("một phép đo", "one measure"),
    "public_key": (
        "false: mã đối tượng được công bố",
        "false: the key of an entity is published",
    ),
    "register_column": ("cột của danh sách (dòng repeat)", "a column of a register (a repeat row)"),
    "repeat_alone": (
        "dòng repeat đứng một mình trong khối",
        "a repeat row that is the only row of its block",
    ),
    "reporter_of_kind": ("đơn vị loại {kind}", "a reporter of kind {kind}"),
    "reporter_or_office": (
        "chỉ một trong hai: reporter_code, office_code",
        "only one of reporter_code and office_code",
    ),
    "rows_in_form_rows": ("có dòng trong form_rows", "rows in form_rows"),
    "unit_like_indicator": (
        "đơn vị cùng đại lượng với {indicator}: {dimensions}",
        "a unit of the same dimension as {indicator}: {dimensions}",
    ),
    "value_column": (
        "có giá trị: cột số liệu của khối {kind}",
        "a value: this is a value column of a {kind} block",
    ),
    # ---- duties (duties.py) ----
    "at_least_working_days": (
        "từ {least} ngày làm việc trở lên",
        "{least} working day or more",
    ),
    "day_of_every_year": ("một ngày có trong mọi năm", "a day that every year has"),
    "document_or_basis": (
        "văn bản, dòng và câu; hoặc căn cứ pháp lý",
        "document, line and quote; or a legal basis",
    ),
    "due_before_figure": (
        "không trước {day} của {years} năm sau, ngày mà {indicator} có số (availability)",
        "not before {day}, {years} years after the period, when {indicator} exists (availability)",
    ),
    "due_part": (
        "có khi và chỉ khi due_kind {kind} cần",
        "a value if and only if due_kind {kind} needs it",
    ),
    "edition_or_rule": (
        "period_code đi với published_on, quy tắc đi với rule_from",
        "published_on beside a period_code, rule_from on a rule",
    ),
    "empty_form_states": ("để trống: biểu đã nói", "empty: the form states it"),
    "form_kind": ("form khi và chỉ khi có biểu", "form if and only if form_code has a value"),
    "form_of_table": ("biểu có trong bảng forms", "a form of table forms"),
    "kind_of_form": ("loại đơn vị của biểu: {kinds}", "the reporter kind of the form: {kinds}"),
    "month_day_years": (
        "tháng, ngày và số năm cùng có hoặc cùng trống",
        "month, day and years together, or none of them",
    ),
    "no_form_code": ("mã khác mã các biểu", "a code that no form has"),
    "one_duty": ("mỗi biểu một nghĩa vụ tại một thời điểm", "one duty for a form at a time"),
    "with_frequency": ("có cùng với frequency", "a value together with frequency"),
    # ---- composite indices (indices.py) ----
    "area_set_of_areas": ("area_set có trong areas", "an area_set of table areas"),
    "both_goalposts": (
        "hai mốc, vì phương pháp là goalpost",
        "both goalposts: the method is goalpost",
    ),
    "child_or_leaf": (
        "có ít nhất một nút con, hoặc là lá ở cấp 1",
        "at least one child, or a leaf on level 1",
    ),
    "empty_in_background": (
        "để trống: thành phần chưa có nguồn thì không có mã chính thức",
        "empty: a component without a source has no official code",
    ),
    "empty_on_node": ("để trống ở nút này", "empty on this node"),
    "goal_or_share": (
        "một trong hai: chỉ tiêu thứ hạng, hoặc phần đầu bảng trên 0 đến 1",
        "one of two: an indicator of a rank, or a share above 0 and up to 1",
    ),
    "grouping": ("một nhóm của area_groups", "a grouping of area_groups"),
    "inner_node_value": ("có giá trị vì đây là nút không phải lá", "a value: this is an inner node"),
    "node_of_index": ("một thành phần của chỉ số ấy trong index_nodes", "a node of that index in index_nodes"),
    "leaf_value": ("có giá trị vì đây là lá", "a value: this is a leaf"),
    "maximum_points": (
        "điểm tối đa, vì phương pháp là points_of_maximum",
        "the maximum points: the method is points_of_maximum",
    ),
    "method_of_table": ("phương pháp có trong index_methods", "a method of index_methods"),
    "not_scale_low": ("khác scale_low", "a number other than scale_low"),
    "one_root": ("đúng một gốc", "exactly one root"),
    "parent_level": ("nút cha ở cấp {level}", "a parent on level {level}"),
    "parent_node": ("nút có trong cùng cấu trúc", "a node of the same structure"),
    "reference_area": ("địa bàn tham chiếu", "the reference area"),
    "structure_of_nodes": ("cấu trúc có trong index_nodes", "a structure of index_nodes"),
    "with_denominator": ("có cùng với denominator_code", "a value together with denominator_code"),
    # ---- headline figures (indicators.py) ----
    "headline_source": (
        "một dòng chọn nguồn, vì nhiều nguồn báo chỉ tiêu này: {sources}",
        "a row that chooses a source, since several report this indicator: {sources}",
    ),
    "headline_of_concept": (
        "đúng một chỉ tiêu của khái niệm có is_concept_headline = true, trong số: {indicators}",
        "exactly one indicator of the concept with is_concept_headline = true, of: {indicators}",
    ),
    "reported_source": ("nguồn của một biểu có chỉ tiêu này", "the source of a form that asks for this indicator"),
    # ---- policy documents (policy.py) ----
    "asked_of": ("đã hỏi ai", "who was asked"),
    "code_of_area": ("mã của tỉnh: {code}", "the code of the area: {code}"),
    "document_or_source": ("văn bản hoặc nguồn của con số", "a document or a source of the figure"),
    "indicator_concept": (
        "chỉ tiêu có khái niệm trong indicator_concepts",
        "an indicator that has a concept in indicator_concepts",
    ),
    "leading_agency": (
        "ít nhất một cơ quan chủ trì hoặc thực hiện",
        "at least one agency that leads or executes",
    ),
    "method_for_kind": (
        "nói rõ được dùng hay không, vì sao",
        "whether the method is allowed, and the reason",
    ),
    "no_cycle": ("cây không có vòng", "a tree without a cycle"),
    "not_before_year": ("không trước year_from", "a year not before year_from"),
    "only_flows": ("chỉ số tăng thêm mới cộng dồn", "a flow: only flows add up"),
    "operator_direction": ("cùng chiều với {operator}", "the direction of the operator {operator}"),
    "province_of_document": ("tỉnh của văn bản: {area}", "the province of the document: {area}"),
    "range_upper": ("mức trên của khoảng", "the upper end of the range"),
    "rank_only": ("có khi và chỉ khi kind là rank", "a value if and only if the kind is rank"),
    "known_only": ("có khi và chỉ khi state là known", "a value if and only if the state is known"),
    "time_kind": ("theo time_kind {kind}", "a value as time_kind {kind} requires"),
    "unit_dimension": ("đơn vị cùng đại lượng {dimension}", "a unit of the dimension {dimension}"),
    "with_parent": ("có cùng với parent_code", "a value together with parent_code"),
    "year_or_later": ("từ {year} trở đi", "{year} or later"),
}

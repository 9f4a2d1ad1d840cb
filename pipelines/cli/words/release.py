"""Sentences of `chiso tables`, `chiso changes` and `chiso trace`."""

from __future__ import annotations

RELEASE: dict[str, tuple[str, str]] = {
    # ---- tables ----
    "tables_none": (
        "Không bảng nào có từ “{word}”. Danh sách: chiso tables",
        "No table has “{word}”. List: chiso tables",
    ),
    "tables_next": (
        'Nghĩa của từng cột: chiso query "describe {table}". Câu hỏi mẫu: docs/marts.md, docs/tables.md.',
        'What each column means: chiso query "describe {table}". Queries: docs/marts.md, docs/tables.md.',
    ),
    # ---- changes ----
    "changes_first": (
        "{release} là bản công bố đầu tiên, không có bản trước để so.",
        "{release} is the first release; there is none before it to compare with.",
    ),
    "changes_title": ("{release} so với {earlier}", "{release} against {earlier}"),
    "changes_figures": ("Số liệu", "Figures"),
    "changes_targets": ("Xếp loại mục tiêu", "Classes of targets"),
    "changes_places": ("Thứ hạng chỉ số tổng hợp", "Places in composite indices"),
    "changes_held": ("Số giữ lại", "Held figures"),
    "changes_questions": ("Câu hỏi cho đơn vị", "Questions to senders"),
    "changes_list_changed": ("{part} đã đổi ({n}):", "{part} changed ({n}):"),
    "changes_list_new": ("{part} mới ({n}):", "{part} new ({n}):"),
    "changes_list_gone": ("{part} không còn ({n}):", "{part} gone ({n}):"),
    "changes_more": ("  … và {n} dòng nữa: {command}", "  … and {n} more: {command}"),
    "head_differs": ("Đổi", "Changed"),
    "head_appeared": ("Mới", "New"),
    "head_disappeared": ("Không còn", "Gone"),
    # ---- verify, release ----
    "step_verify_ledger": ("Kiểm tra sổ cái", "Checking the ledger"),
    "step_verify_releases": ("Kiểm tra các bản công bố", "Checking the releases"),
    "step_verify_stored": ("Kiểm tra bản gốc, danh mục", "Checking originals and codebooks"),
    "verify_fault": ("SAI:", "WRONG:"),
    "verify_note": ("Ghi chú:", "Note:"),
    "verify_good": (
        "Không thấy gì sai: sổ cái, bản công bố, tên và kích thước mọi tệp. Đọc từng byte: chiso verify --deep.",
        "Nothing is wrong: ledger, releases, names and sizes of all files. To read every byte: chiso verify --deep.",
    ),
    "verify_good_deep": ("Mọi byte đúng như sổ cái ghi.", "Every byte is as the ledger says."),
    "verify_bad": (
        "Có chỗ không đúng như sổ cái ghi. Không sửa tay; làm theo hướng dẫn ở từng dòng.",
        "Something is not as the ledger says. Edit nothing by hand; follow what each line says.",
    ),
    "verify_rebuilt": ("Dựng lại {release_id}: giống hệt.", "{release_id} built again: equal."),
    "verify_not_rebuilt": (
        "Dựng lại {release_id}: khác ở {names} (chương trình khi công bố {recorded}, nay {present}).",
        "{release_id} built again: differs in {names} (program of the release {recorded}, now {present}).",
    ),
    "status_rollback": (
        "Bản này là hiện hành theo quyết định quay lại từ {earlier}: {reason} ({owner}).",
        "It is the current release by a decision to go back from {earlier}: {reason} ({owner}).",
    ),
    "status_orphans": (
        "Có {n} tệp gốc không có biên nhận trong sổ cái. Xem tên và cách làm: chiso verify",
        "{n} originals have no receipt in the ledger. For their names and what to do: chiso verify",
    ),
    "status_current_differs": (
        "Tệp current ghi “{named}”, theo sổ cái phải là {expected}; lần chiso build, gate hoặc publish tới sẽ ghi lại.",
        "File current names “{named}”, by the ledger it must be {expected}; the next chiso build, gate or publish"
        " writes it anew.",
    ),
    "rolled_back": (
        "Bản hiện hành nay là {release_id}. Không gì bị xoá; lần công bố sau thay nó.",
        "The current release is {release_id} now. Nothing was deleted; the next publication replaces it.",
    ),
    "may_retire": (
        "Xoá được {n} thư mục, {size} MB: chiso release retire{keep} --delete --reason … --owner …",
        "{n} folders may be deleted, {size} MB: chiso release retire{keep} --delete --reason … --owner …",
    ),
    "retired": (
        "Đã xoá {n} thư mục, {size} MB, và ghi vào sổ cái. Dựng lại: chiso rebuild.",
        "{n} folders deleted, {size} MB, recorded in the ledger. To build one again: chiso rebuild.",
    ),
    "kept_late": ("giữ: bản mới", "kept: a late one"),
    "kept_current": ("giữ: bản hiện hành", "kept: the current one"),
    "kept_yearly": ("giữ: bản cuối năm", "kept: last of its year"),
    "kept_no_code": ("giữ: không có chương trình khi ấy", "kept: its program is not at hand"),
    "kept_no_codebook": ("giữ: danh mục khi ấy hỏng hoặc mất", "kept: its codebook is damaged or gone"),
    "kept_no_values": ("giữ: thiếu số đã công bố trước đó", "kept: values published before are missing"),
    "kept_no_originals": ("giữ: bản gốc hỏng hoặc mất", "kept: an original is damaged or gone"),
    "kept_changed": ("giữ: nội dung khác sổ cái", "kept: its bytes are not those of the ledger"),
    "kept_not": ("xoá được", "may be deleted"),
    "head_megabytes": ("MB", "MB"),
    "head_kept": ("Giữ hay xoá", "Kept or not"),
    "proved": ("Đã viết {n} tệp chứng minh: {names}.", "{n} proofs written: {names}."),
    "not_proved": (
        "{path}: nội dung khác sổ cái nên chưa có tệp chứng minh; xem chiso verify --deep",
        "{path}: its bytes are not those of the ledger, so it has no proof; see chiso verify --deep",
    ),
    # ---- trace ----
    "trace_figure": (
        "{indicator} của {area}, {period}: {value} {unit}. {standing}.",
        "{indicator} of {area}, {period}: {value} {unit}. {standing}.",
    ),
    "trace_no_value": (
        "{indicator} của {area}, {period}: chưa có số. {standing}.",
        "{indicator} of {area}, {period}: no figure. {standing}.",
    ),
    "trace_parts": ("  = {numerator} / {denominator}", "  = {numerator} / {denominator}"),
    "trace_source": ("  Nguồn: {source}; {measure}.", "  Source: {source}; {measure}."),
    "trace_before": ("  Kỳ trước ({period}): {value} {unit}.", "  Period before ({period}): {value} {unit}."),
    "trace_year_ago": (
        "  Cùng kỳ năm trước ({period}): {value} {unit}.",
        "  A year before ({period}): {value} {unit}.",
    ),
    "trace_peers": ("  Hạng {rank}/{n} trong các địa bàn cùng cấp.", "  Place {rank} of {n} among areas of its kind."),
    "trace_target": (
        "  Mục tiêu {target}: {goal}, năm {year}: {state}.",
        "  Target {target}: {goal}, {year}: {state}.",
    ),
    "trace_others": ("  Số khác cùng việc:", "  Other figures of the same thing:"),
    "trace_other": (
        "    {value} {unit} – {indicator} ({source}, {measure}, {period})",
        "    {value} {unit} – {indicator} ({source}, {measure}, {period})",
    ),
    "trace_score": (
        "{node} của {area}, {period}: {score} điểm, hạng {rank}/{n}.",
        "{node} of {area}, {period}: score {score}, place {rank} of {n}.",
    ),
    "trace_pulls_down": ("  Kéo xuống:", "  Pulls down:"),
    "trace_pulls_up": ("  Nâng lên:", "  Pulls up:"),
    "trace_effect": (
        "    {node}: {effect} điểm (được {score}, bình quân {mean}; hạng {rank}/{n}{scored})",
        "    {node}: {effect} points (scores {score}, mean {mean}; place {rank} of {n}{scored})",
    ),
    "trace_scored": ("; số liệu {figure}", "; figure {figure}"),
    "trace_scored_pooled": (
        "; số liệu {figure} = {numerator}/{denominator}, gộp {n} kỳ",
        "; figure {figure} = {numerator}/{denominator} of {n} periods together",
    ),
    "trace_not_judged": ("không xét ở kỳ này", "not judged in this period"),
    "trace_title": ("Bản công bố {release_id}.", "Release {release_id}."),
    "trace_cells": ("Ô gốc ({n}):", "Leaf cells ({n}):"),
    "trace_none": ("Không có ô gốc nào cho số liệu này.", "No cell stands behind this figure."),
    "trace_violations": ("Quy tắc đã lên tiếng:", "Rules that spoke:"),
    "trace_decisions": ("Quyết định:", "Decisions:"),
    "trace_more": (
        "… và {n} ô nữa; mã số, mã băm và mọi cột: thêm --ids",
        "… and {n} more cells; ids, hashes and every column: add --ids",
    ),
}

# ---- chiso country ----
COUNTRY: dict[str, tuple[str, str]] = {
    "step_country_verify": ("Kiểm tra bản công bố của các tỉnh", "Verifying the releases of the provinces"),
    "step_country_marts": ("Ghép số liệu cả nước", "Joining the marts of the country"),
    "country_published": (
        "{province}: đã công bố {release_id}; nhận {n} tệp, {seconds} giây.",
        "{province}: published {release_id}; {n} files received, {seconds} s.",
    ),
    "country_unchanged": (
        "{province}: không có gì mới từ {release_id}.",
        "{province}: nothing new since {release_id}.",
    ),
    "country_refused": ("{province}: chưa công bố. {reason}", "{province}: not published. {reason}"),
    "country_failed": ("{province}: LỖI. {reason}", "{province}: FAILED. {reason}"),
    "country_ran": (
        "Kỳ {period}: {n_good}/{n} tỉnh xong. Tiếp: chiso country build",
        "Period {period}: {n_good} of {n} provinces done. Next: chiso country build",
    ),
    "country_ran_badly": (
        "Kỳ {period}: {n_good}/{n} tỉnh xong; chưa xong: {names}. Sửa rồi chạy lại, tỉnh đã xong không dựng lại.",
        "Period {period}: {n_good} of {n} provinces done; not done: {names}. Repair and run again: what is done is not"
        " built again.",
    ),
    "country_absent": (
        "Chưa công bố bản nào, không có trong số liệu ({n} tỉnh): {names}.",
        "Nothing published, not in the figures ({n} provinces): {names}.",
    ),
    "country_left_out": ("{province} {name}: KHÔNG GHÉP. {reason}", "{province} {name}: LEFT OUT. {reason}"),
    "country_behind": (
        "{province}: bản hiện hành {release_id} là của kỳ trước.",
        "{province}: the current release {release_id} is of an earlier period.",
    ),
    "country_built": (
        "Cả nước, kỳ {period}: ghép {n}/{of} tỉnh, vào {folder}. Thiếu tỉnh thì tổng ghi rõ là của mấy tỉnh.",
        "The country, period {period}: {n} of {of} provinces joined, in {folder}. Where provinces are lacking, totals"
        " say of how many they are.",
    ),
}

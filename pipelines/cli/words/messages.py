"""Every sentence and heading of the command line: code -> (Vietnamese, English).

The modules of this folder hold one part each. Sentences of the gate and of publishing are in publication/messages.py,
the help of commands and options in command_help.py, errors of the command line in usage.py.
"""

from __future__ import annotations

from pipelines.cli.words.coverage import COVERAGE
from pipelines.cli.words.declared import DECLARE, DECLARED
from pipelines.cli.words.explain import EXPLAIN, REVIEW
from pipelines.cli.words.files import FILES
from pipelines.cli.words.form_diff import DIFF
from pipelines.cli.words.headings import HEADINGS
from pipelines.cli.words.preview import PREVIEW
from pipelines.cli.words.release import RELEASE
from pipelines.cli.words.targets import TARGETS

CLI: dict[str, tuple[str, str]] = {
    **HEADINGS,
    **PREVIEW,
    **DIFF,
    **DECLARE,
    **COVERAGE,
    **DECLARED,
    **EXPLAIN,
    **REVIEW,
    **TARGETS,
    **RELEASE,
    # ---- backup, restore, health, dagster home ----
    "step_backup": ("Sao lưu", "Copying"),
    "step_check_copy": ("Đọc lại bản sao lưu", "Reading the backup"),
    "step_restore": ("Khôi phục", "Restoring"),
    "backed_up": (
        "Đã sao lưu vào {folder}, đến mục {seq} của sổ cái: {n} tệp ({mb} MB), mới chép {n_copied}.",
        "Backed up into {folder}, up to entry {seq} of the ledger: {n} files ({mb} MB), {n_copied} of them copied now.",
    ),
    "backup_next": (
        "Đọc lại toàn bộ để chắc chắn (mỗi tháng một lần): chiso backup {folder} --check",
        "Read all of it again to be sure (once a month): chiso backup {folder} --check",
    ),
    "copy_whole": (
        "Bản sao lưu {folder} nguyên vẹn: {n} tệp đúng mã băm.",
        "The backup {folder} is whole: {n} files have their hash.",
    ),
    "restored": (
        "Đã khôi phục vào {data}: {n} tệp, {n_releases} bản công bố, sổ cái đến mục {seq}.",
        "Restored into {data}: {n} files, {n_releases} releases, the ledger up to entry {seq}.",
    ),
    "restore_next": ("Tiếp: chiso status, rồi chiso health.", "Next: chiso status, then chiso health."),
    "files_damaged": (
        "{n} tệp hỏng, nêu ở trên; mọi tệp khác đã xong.",
        "{n} files are damaged, named above; all others are done.",
    ),
    "dagster_sqlite": (
        "Đã ghi {path}: Dagster lưu lịch sử bằng SQLite trong thư mục đó.",
        "Written {path}: Dagster keeps its history in SQLite files of that folder.",
    ),
    "dagster_postgres": (
        "Đã ghi {path}: Dagster lưu lịch sử trong PostgreSQL.",
        "Written {path}: Dagster keeps its history in PostgreSQL.",
    ),
    "level_0": ("tốt", "good"),
    "level_1": ("lưu ý", "warning"),
    "level_2": ("hỏng", "failure"),
    "head_level": ("Mức", "Level"),
    "head_check": ("Kiểm tra", "Check"),
    # ---- a further province ----
    "province_rows": (
        "Tỉnh {province} ({name}): {n} dòng danh mục, mọi tên lấy từ danh mục địa bàn.",
        "Province {province} ({name}): {n} seed rows, all names from the codebook of areas.",
    ),
    "province_written": ("Đã ghi vào {folder}:", "Written into {folder}:"),
    "province_dry": (
        "Chạy thử, chưa ghi gì; sẽ ghi vào {folder}:",
        "A dry run, nothing written; would write into {folder}:",
    ),
    "province_next": (
        "Danh mục hợp lệ. Tiếp: chiso form blank XA-01 --all --period KỲ --province {province}. Nghĩa vụ riêng của tỉnh"
        " thêm vào obligation_rules.",
        "The codebook is valid. Next: chiso form blank XA-01 --all --period PERIOD --province {province}. Duties of"
        " this province alone are added to obligation_rules.",
    ),
    **FILES,
    # ---- steps ----
    "step_codebook": ("Đọc danh mục", "Reading the codebook"),
    "step_sample": ("Viết biểu mô phỏng", "Writing sample workbooks"),
    "step_receive": ("Nhận tệp", "Receiving files"),
    "step_land": ("Đọc số liệu trong tệp", "Reading the files' figures"),
    "step_warehouse": ("Dựng kho số liệu", "Building the warehouse"),
    "step_export": ("Xuất bảng", "Writing tables"),
    "step_checks": ("Kiểm tra lô và bảng", "Checking batch and tables"),
    "step_gate": ("Kiểm soát trước công bố", "Running the gate"),
    "step_publish": ("Công bố", "Publishing"),
    "step_site": ("Làm trang tĩnh", "Making the site"),
    "step_analyse": ("Phân tích chỉ số", "Analysing the indices"),
    "step_files": ("Làm tệp Excel, trang tóm tắt, phiếu xã", "Making the workbook, the page, the communes' sheets"),
    # ---- analyses of indices ----
    "analysed": ("{n} bảng phân tích chỉ số trong {folder}.", "{n} tables of analyses in {folder}."),
    "audit_pairs": ("Cặp thành phần cần xem: {n}.", "Pairs of leaves to look at: {n}."),
    "uncertainty_of": (
        "{n} lần tính của {index}. Khoảng hạng là do các lựa chọn và sai số nêu trên, không phải dự báo.",
        "{n} replicates of {index}. The interval comes from the choices and errors that vary; it is no forecast.",
    ),
    "chance_official_field": (
        "Không nêu xác suất: hạng của chỉ số này do bên khác công bố.",
        "No probability is stated: the ranks of this index are published by somebody else.",
    ),
    "chance_peers_unscored": (
        "Không nêu xác suất đạt hạng: có địa bàn chưa có điểm.",
        "No probability of a rank is stated: some areas have no score.",
    ),
    "chance_peers_incomplete": (
        "Không nêu xác suất đạt hạng: có địa bàn thiếu số hoặc được bù số.",
        "No probability of a rank is stated: figures of some areas are missing or imputed.",
    ),
    # ---- the month ----
    "exported": ("Đã viết {n} bảng vào {folder}.", "{n} tables written to {folder}."),
    "occasion_later": (
        "Kỳ {period} cũ hơn kỳ đã công bố gần nhất {occasion}: bản mới là của kỳ {occasion}, có cả số liệu vừa đến.",
        "{period} is older than {occasion}, the latest one published: the new release is of {occasion}, with all that"
        " came.",
    ),
    "unchanged": (
        "Từ bản {release_id} đến nay không có gì mới: không tính lại, không công bố bản khác.",
        "Nothing is new since {release_id}: nothing was built, no further release was published.",
    ),
    "hint_form": (
        "Nếu biết biểu nào, nhận lại tệp với --form MÃ_BIỂU.",
        "Where the form is known, receive the file again with --form CODE.",
    ),
    "hint_sender": (
        "Nếu biết đơn vị nào gửi, nhận lại tệp với --sender MÃ_ĐƠN_VỊ.",
        "Where the sender is known, receive the file again with --sender CODE.",
    ),
    "hint_period": (
        "Nếu biết kỳ nào, nhận lại tệp với --period KỲ.",
        "Where the period is known, receive the file again with --period PERIOD.",
    ),
    "hint_mode": (
        "Nếu tệp bổ sung hoặc rút báo cáo, nhận lại với --mode partial hoặc --mode withdrawal.",
        "Where a file corrects or withdraws, receive it again with --mode partial or --mode withdrawal.",
    ),
    "hint_waiting": (
        "Tệp chờ quyết định: xem đề xuất bằng chiso waiting, đồng ý bằng chiso accept.",
        "Files that wait: chiso waiting shows the proposals, chiso accept agrees to one.",
    ),
    "built": (
        "Đã dựng bản {build_id} cho kỳ {period} (bản công bố dự kiến: {release_id}).",
        "Candidate {build_id} built for period {period} (would be release {release_id}).",
    ),
    "build_failures": (
        "Bản dựng có {n} lỗi; khâu kiểm soát sẽ từ chối. Chi tiết: chiso gate.",
        "The candidate has {n} errors; the gate will refuse it. Details: chiso gate.",
    ),
    "passed": ("Khâu kiểm soát: ĐẠT (bản dựng {build_id}).", "The gate: PASS (candidate {build_id})."),
    "refused": (
        "Khâu kiểm soát: TỪ CHỐI bản dựng {build_id}. Không công bố; bản hiện hành không đổi. Lý do:",
        "The gate: REFUSED candidate {build_id}. Nothing is published; the current release stands. Reasons:",
    ),
    "verdict_notes": (
        "Ghi chú ({n}), không cản công bố:",
        "Notes ({n}), which do not stop the publication:",
    ),
    "published": ("Đã công bố {release_id}: {folder}", "Published {release_id}: {folder}"),
    "held": (
        "{n} số liệu bị giữ lại (hiện giá trị tốt gần nhất nếu có).",
        "{n} slices are held (the last good value is shown where there is one).",
    ),
    "waiting_none": ("Không có tệp nào chờ quyết định.", "No file waits for a decision."),
    "waiting_how": (
        "Nếu đề xuất đúng: chiso accept {receipt} --reason … --owner …; nếu sai, yêu cầu đơn vị gửi lại theo biểu mẫu.",
        "If the proposal is right: chiso accept {receipt} --reason … --owner …; if not, have the file sent again.",
    ),
    "accepted": (
        "Đã chấp nhận đề xuất của {receipt} (số {seq} trong sổ cái).",
        "The proposal of {receipt} is accepted (entry {seq} of the ledger).",
    ),
    "undecided_cases": (
        "Chưa kiểm tra được vì thiếu số của kỳ này hoặc kỳ trước: {n} trường hợp (không phải vi phạm).",
        "Not checked yet, since a figure of this period or an earlier one is missing: {n} cases (no violations).",
    ),
    "other_periods": (
        "Các kỳ khác: {n} vi phạm, {undecided} trường hợp chưa kiểm tra được (bảng violation của bản công bố).",
        "Other periods: {n} violations, {undecided} cases not checked yet (table violation of the release).",
    ),
    "no_violations": ("Không có vi phạm quy tắc nào.", "No rule was violated."),
    # ---- summary ----
    "sum_title": ("TÓM TẮT – bản công bố {release_id}", "SUMMARY – release {release_id}"),
    "sum_files": (
        "Tệp đã nhận: {n_receipts} (đọc được {n_read}, chờ quyết định {n_waiting}, từ chối {n_refused}, "
        "không mở được {n_unreadable})",
        "Files received: {n_receipts} (read {n_read}, waiting {n_waiting}, refused {n_refused}, "
        "unreadable {n_unreadable})",
    ),
    "sum_cells": (
        "Ô có nội dung: {n_cells} = {n_observation} số liệu + {n_absence_filled} ô ghi “không có” + {n_reject} ô "
        "không nhận + {n_context} ô chữ; ngoài ra {n_absence_blank} ô phải điền mà trống",
        "Filled cells: {n_cells} = {n_observation} observations + {n_absence_filled} typed absences"
        " + {n_reject} rejects + {n_context} context; besides {n_absence_blank} blanks where a value was due",
    ),
    "sum_rules": ("Vi phạm theo quy tắc:", "Violations by rule:"),
    "sum_indices": ("Độ phủ của chỉ số tổng hợp:", "Coverage of composite indices:"),
    "sum_values": (
        "Số liệu: {n_current} hiện hành, {n_held} giữ lại, {n_missing} còn thiếu",
        "Slices: {n_current} current, {n_held} held, {n_missing} missing",
    ),
    "sum_where": ("Bản công bố nằm ở: {folder}", "The release lies in: {folder}"),
    "sum_next": (
        "Gõ tiếp:\n  chiso status\n  chiso trace {indicator} {area} {period}\n"
        '  chiso query "select * from completeness"',
        "Type next:\n  chiso status\n  chiso trace {indicator} {area} {period}\n"
        '  chiso query "select * from completeness"',
    ),
    "sample_written": ("Đã viết {n} biểu mô phỏng vào {folder}.", "{n} sample workbooks written to {folder}."),
    "blanks_written": ("Đã viết {n} biểu trống vào {folder}.", "{n} blank forms written to {folder}."),
    "nobody_owes": (
        "Không có đơn vị nào phải gửi biểu {form} cho kỳ {period}; hãy kiểm tra mã biểu, kỳ và bảng obligation_rules.",
        "Nobody owes form {form} for period {period}; check form, period and table obligation_rules.",
    ),
    "nothing_to_answer": (
        "Không có tệp nào khớp; xem mã biên nhận: chiso status, hoặc"
        ' chiso query "select receipt_id from submission_status".',
        'No file fits; receipts are listed by: chiso query "select receipt_id from submission_status".',
    ),
    "no_real": (
        "Không thấy {folder}: bỏ qua các tệp PCI, PAPI đã công bố.",
        "{folder} is not here: the published PCI and PAPI workbooks are left out.",
    ),
    # ---- decisions and maintenance ----
    "codebook_good": (
        "Danh mục hợp lệ: {n_tables} bảng, {n_rows} dòng, mã băm {hash}.",
        "The codebook is valid: {n_tables} tables, {n_rows} rows, hash {hash}.",
    ),
    "codebook_notes": ("Lưu ý ({n}); danh mục vẫn dùng được:", "Notes ({n}); the codebook can be used as it is:"),
    "quotes_good": (
        "Câu trích: {n} câu đứng đúng dòng trong các văn bản ở {folder}.",
        "Quotes: {n} stand at their line in the documents of {folder}.",
    ),
    "quotes_unchecked": (
        "Câu trích của {n} văn bản: không kiểm được vì thiếu tài liệu ({names}) trong {folder}."
        " Chỉ thư mục khác bằng --documents.",
        "Quotes of {n} documents: not checked, since the documents ({names}) are not in {folder}."
        " Name another folder with --documents.",
    ),
    "ledger_absent": (
        "Không thấy sổ cái: không có tệp {path}. Kiểm tra --data {data} (thư mục chứa raw/<tỉnh>/ledger.jsonl)"
        " và --province.",
        "There is no ledger: no file {path}. Check --data {data} (the folder with raw/<province>/ledger.jsonl) and"
        " --province.",
    ),
    "ledger_good": (
        "Sổ cái nguyên vẹn: {n} mục, mã băm cuối {hash}.",
        "The ledger is whole: {n} entries, last hash {hash}.",
    ),
    "clock_confirmed": (
        "Đã ghi vào sổ cái (mục {seq}): đồng hồ máy đúng. Các mục trước đó mang ngày muộn hơn không còn được tin theo.",
        "Recorded in the ledger (entry {seq}): the clock is right. Later days of entries before it no longer count.",
    ),
    "ledger_repaired": (
        "Đã cất phần ghi dở sang {path}; xem nội dung rồi làm lại thao tác bị ngắt.",
        "The unfinished part was set aside in {path}; read it and repeat what was interrupted.",
    ),
    "rebuilt_equal": (
        "{release_id} dựng lại giống hệt: {n} tệp trùng từng byte. Nằm ở {folder}",
        "{release_id} rebuilt equal: {n} files the same to the byte. It lies in {folder}",
    ),
    "rebuilt_unequal": (
        "{release_id} dựng lại KHÔNG giống: {n} tệp trùng; khác: {different}; thiếu: {missing}; thừa: {added};"
        " lỗi: {failures}. Nằm ở {folder}",
        "{release_id} rebuilt NOT equal: {n} files the same; different: {different}; missing: {missing};"
        " added: {added}; errors: {failures}. It lies in {folder}",
    ),
    "rebuilt_blob": (
        "Thiếu bản gốc: tệp “{file}” (biên nhận {receipt}, mã băm {sha256}) không còn hoặc đã bị thay đổi; khôi phục"
        " data/raw từ bản sao lưu rồi dựng lại.",
        "Original missing: “{file}” (receipt {receipt}, hash {sha256}) is gone or changed; restore data/raw from the"
        " backup and rebuild.",
    ),
    "rebuilt_commit": (
        "Mã nguồn hiện tại ({present}) khác mã nguồn của bản công bố ({recorded});"
        " muốn giống hệt hãy dùng đúng bản đó.",
        "The present code ({present}) is not the release's ({recorded}); check that one out for the same bytes.",
    ),
    "out_exists": (
        "Thư mục {path} đã có nội dung; chọn thư mục khác bằng --out.",
        "Folder {path} is not empty; choose another with --out.",
    ),
    # ---- queries ----
    "area_unknown": (
        "Không tìm thấy địa bàn “{text}”. Gần nhất: {choices}. Viết mã (00700), mã đầy đủ (c25-00700) hoặc tên.",
        "No area “{text}”. Nearest: {choices}. Give its code (00700), its id (c25-00700) or its Vietnamese name.",
    ),
    "area_ambiguous": (
        "“{text}” có thể là nhiều địa bàn; chọn một mã đầy đủ: {choices}",
        "“{text}” may be several areas; choose one id: {choices}",
    ),
    "indicator_ambiguous": (
        "“{text}” có thể là nhiều chỉ tiêu; hãy ghi mã: {choices}",
        "“{text}” may be several indicators; write the code: {choices}",
    ),
    "indicator_unknown": (
        "Không có chỉ tiêu hay chỉ số “{text}” trong bản công bố. Gần giống: {choices}",
        "There is no indicator or index “{text}” in the release. Close to it: {choices}",
    ),
    "slice_current": ("hiện hành", "current"),
    "slice_held": ("giữ lại, hiện số tốt gần nhất", "held, last good value shown"),
    "slice_missing": ("còn thiếu", "missing"),
    "slice_not_due": ("chưa đến hạn", "not due yet"),
    "slice_not_applicable": ("không áp dụng", "not applicable"),
    "rows": ("({n} dòng)", "({n} rows)"),
    "status_current": (
        "Tỉnh {province}: bản hiện hành {release_id} ({folder})",
        "Province {province}: current release {release_id} ({folder})",
    ),
    "lock_awaited": (
        "Đang có lượt chạy khác từ {since} ({command}, tiến trình {pid}); đang đợi, Ctrl-C để thôi.",
        "Another run has been working since {since} ({command}, process {pid}); waiting, Ctrl-C to stop.",
    ),
    "status_running": (
        "Đang có lượt chạy từ {since}: {command} (tiến trình {pid}).",
        "A run has been working since {since}: {command} (process {pid}).",
    ),
    "status_apart": (
        "Chỉ số {index_code}, kỳ {period_code}: {n} điểm tính lại khác điểm công bố quá {tolerance}, nhiều nhất"
        " {greatest} (xem bảng index_difference).",
        "Index {index_code}, period {period_code}: {n} computed scores differ from the published ones by more than"
        " {tolerance}, at most by {greatest} (table index_difference).",
    ),
    "status_unfinished": (
        "Bản dựng gần nhất: {build_id}: đang dựng dở, bị ngắt hoặc đã xoá. Dựng lại: chiso build.",
        "Latest candidate: {build_id}: being built, stopped or removed. Build again: chiso build.",
    ),
    "status_none": ("Tỉnh {province}: chưa công bố lần nào.", "Province {province}: nothing published yet."),
    "status_ledger": (
        "Sổ cái: {n} mục, {n_receipts} biên nhận, {n_decisions} quyết định; chuỗi băm nguyên vẹn.",
        "Ledger: {n} entries, {n_receipts} receipts, {n_decisions} decisions; the chain is whole.",
    ),
    "status_waiting": (
        "{n_receipts} biên nhận và {n_decisions} quyết định chưa nằm trong bản hiện hành.",
        "{n_receipts} receipts and {n_decisions} decisions are not in the current release yet.",
    ),
    "status_stray": (
        "Trong data/release có mục không phải bản công bố, được để nguyên: {path}. Chuyển đi nơi khác nếu không cần.",
        "The folder of releases holds an entry that is no release and is left alone: {path}. Move it elsewhere.",
    ),
    "status_candidate": (
        "Bản dựng gần nhất: {build_id} (kỳ {period}): {state}.",
        "Latest candidate: {build_id} (period {period}): {state}.",
    ),
    # ---- duties ----
    "duties_title": (
        "Báo cáo tính đến ngày {day}, theo sổ cái đến mục {seq}:",
        "Reports as of {day}, by the ledger up to entry {seq}:",
    ),
    "duties_absent": (
        "Bản hiện hành do phiên bản chiso cũ dựng nên chưa cho biết ai đã báo cáo; dựng bản mới: chiso run.",
        "The current release was built by an older chiso and does not say who has reported; build one: chiso run.",
    ),
    "duties_none": ("Chưa có báo cáo nào đến hạn.", "No report is due yet."),
    "duties_next": (
        "Danh sách nhắc từng đơn vị: chiso remind. Như đã biết một ngày trước đây: chiso status --as-known NGÀY.",
        "Reminders by reporter: chiso remind. As known on a past day: chiso status --as-known DAY.",
    ),
    "who_missing": ("Quá hạn mà chưa có:", "Overdue and not received:"),
    "who_late": ("Gửi muộn:", "Late:"),
    "who_unreadable": ("Đã gửi nhưng không đọc được, phải gửi lại:", "Sent but unreadable, to be sent again:"),
    "who_waiting": (
        "Đã gửi, đang chờ người quyết định (xem: chiso waiting):",
        "Sent and waiting for a decision (see: chiso waiting):",
    ),
    "who_withdrawn": ("Đã rút và chưa gửi lại:", "Withdrawn and not sent again:"),
    "who_unmarked": (
        "Gửi trước ngày chốt số liệu mà không ghi là ước (chiso coi là ước, chờ số chính thức):",
        "Sent before the cut-off without being marked as an estimate (taken as one; final figures are awaited):",
    ),
    "working_days": ("{n} ngày làm việc", "{n} working days"),
    "and_others": ("và {n} đơn vị khác", "and {n} others"),
    "duty_line": ("{duty}, {period} (hạn {last})", "{duty}, {period} (deadline {last})"),
    "remind_title": ("Nhắc báo cáo ngày {day}: {n} việc.", "Reminders of {day}: {n}."),
    "remind_nobody": ("Ngày {day} không phải nhắc đơn vị nào.", "Nobody is to be reminded on {day}."),
    "remind_next": (
        "Tin nhắn soạn sẵn cho từng đơn vị: chiso remind --out THƯ_MỤC.",
        "Texts ready to be sent, one for each unit: chiso remind --out FOLDER.",
    ),
    "remind_written": (
        "Đã viết tin nhắn cho {n} đơn vị vào {folder}; tất cả trong một tệp: {combined}.",
        "Texts for {n} units are in {folder}; all in one file: {combined}.",
    ),
    "ask_missing": ("Gửi ngay: hạn {last}, quá {n} ngày làm việc", "Send now: due {last}, {n} working days ago"),
    "ask_due_soon": ("Gửi chậm nhất {last}: còn {n} ngày làm việc", "Send by {last}: {n} working days left"),
    "ask_unreadable": (
        "Gửi lại: bản đã gửi không đọc được (hạn {last})",
        "Send again: what was sent cannot be read (due {last})",
    ),
    "ask_waiting": (
        "Chưa phải gửi lại: bản đã gửi đang chờ người quyết định, xem chiso waiting (hạn {last})",
        "Nothing to send yet: what was sent waits for a decision, see chiso waiting (due {last})",
    ),
    "ask_withdrawn": ("Gửi bản thay cho bản đã rút (hạn {last})", "Replace what was withdrawn (due {last})"),
    "ask_revise": ("Gửi số chính thức thay số ước, hạn {last}", "Replace the estimate by final figures, due {last}"),
    "ask_unmarked": (
        "Xác nhận số chính thức: bản gửi trước ngày chốt không ghi là ước",
        "Confirm the final figures: sent before the cut-off without being marked as an estimate",
    ),
    "seq_unknown": (
        "Bản công bố hiện hành chỉ biết sổ cái từ mục 1 đến {last}, không có mục {text}. Dựng bản mới: chiso run.",
        "The current release knows the ledger's entries 1 to {last}, not {text}. Build a new one: chiso run.",
    ),
    "day_unknown": (
        "“{text}” không phải mục sổ cái hay ngày; viết 18/10/2026, 2026-10-18 hoặc số thứ tự của mục.",
        "“{text}” is no ledger entry and no day; write 18/10/2026, 2026-10-18 or an entry's number.",
    ),
    "state_unjudged": ("chưa kiểm soát", "not judged"),
    "state_pass": ("đã đạt, chưa công bố", "passed, not published"),
    "state_refuse": ("bị từ chối", "refused"),
    "state_released": ("đã công bố", "published"),
    # ---- errors ----
    "file_error": (
        "Không đọc hoặc ghi được {path}: {reason}. Kiểm tra đường dẫn và quyền truy cập.",
        "Cannot read or write {path}: {reason}. Check the path and its permissions.",
    ),
    "file_absent": ("không có tệp hay thư mục này", "there is no such file or folder"),
    "file_forbidden": ("không được phép truy cập", "access is not permitted"),
    "disk_full": ("đĩa đã đầy", "the disk is full"),
    "file_is_folder": ("đây là thư mục, cần một tệp", "it is a folder where a file is needed"),
    "folder_is_file": ("đây là tệp, cần một thư mục", "it is a file where a folder is needed"),
    "file_other": ("lỗi hệ điều hành số {number}", "error {number} of the operating system"),
    "unforeseen": (
        "Lỗi ngoài dự kiến ({kind}): {error}\nChạy lại với CHISO_DEBUG=1 để xem chi tiết và gửi cho người phụ trách.",
        "Unforeseen error ({kind}): {error}\nRun again with CHISO_DEBUG=1 for details and pass them on.",
    ),
}

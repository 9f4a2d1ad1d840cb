"""Sentences of the commands targets, conflicts, tasks, bind and settle, and the words for their codes.

The sentences that the warehouse composes itself are in dbt_project/macros.
"""

from __future__ import annotations

TARGETS: dict[str, tuple[str, str]] = {
    # ---- documents, and do they bind ----
    "document_head": ("{title} [{file}]: {n} mục tiêu; {status}", "{title} [{file}]: {n} targets; {status}"),
    "document_draft": ("dự thảo, chưa ban hành", "a draft, not issued"),
    "binding_mixed": ("áp dụng theo từng mục tiêu", "target by target"),
    # ---- where the figure comes from ----
    "form_collected": ("biểu {form} đang thu", "collected by form {form}"),
    "form_elsewhere": (
        "biểu {form} có chỉ tiêu này nhưng tỉnh chưa phải nộp",
        "on form {form}, not owed in this province",
    ),
    "form_uncollected": (
        "không biểu nào thu (lý do: chiso form coverage); nơi giữ: {holder}",
        "collected by no form (the reason: chiso form coverage); held by {holder}",
    ),
    "form_none": ("chưa có biểu nào thu", "no form collects it"),
    # ---- targets ----
    "targets_title": (
        "Mục tiêu của tỉnh {province}, theo bản công bố {release}: {n} mục tiêu, {n_data} có số liệu.",
        "Targets of province {province}, release {release}: {n} targets, {n_data} with figures.",
    ),
    "targets_classes": ("Xếp loại: {classes}.", "Classes: {classes}."),
    "targets_undecided": (
        "{n} mục tiêu của văn bản trước khi sắp xếp tỉnh chưa có quyết định áp dụng (chiso bind): {files}.",
        "{n} targets of documents from before the merger are not decided (chiso bind): {files}.",
    ),
    "targets_beside": (
        "Có số khác của cùng đại lượng đặt bên cạnh số chính: {targets}.",
        "Other figures of the same thing stand beside the headline: {targets}.",
    ),
    "targets_more": (
        "Một mục tiêu đầy đủ: chiso targets --target MÃ; tất cả: chiso targets --all.",
        "One target in full: chiso targets --target ID; all: chiso targets --all.",
    ),
    "target_unknown": (
        "Không có mục tiêu “{text}” của tỉnh. Các mã: {choices}",
        "The province has no target “{text}”. Its ids: {choices}",
    ),
    "target_each_year": ("hằng năm", "yearly"),
    "target_choice": ("    Số chính: {source}. {reason}", "    Headline: {source}. {reason}"),
    "target_beside": ("    Số khác của cùng đại lượng: {known}", "    Other figures of the same thing: {known}"),
    "target_head": ("{id}  {number} {horizon} — {indicator}", "{id}  {number} {horizon} — {indicator}"),
    "target_level_of": ("mức của năm {year}", "the level set for {year}"),
    "target_rounded": ("làm tròn theo số chữ số của mục tiêu", "rounded to the digits of the target"),
    "target_one_period": ("một kỳ số liệu", "on one period"),
    "target_yearly": ("mỗi năm, {horizon}", "a year, {horizon}"),
    "target_until": ("đến năm {year}", "by {year}"),
    "target_span": ("trong giai đoạn {first}–{year}", "in {first}–{year}"),
    "target_from": ("từ năm {first}", "from {first}"),
    "target_no_year": ("(không ghi năm)", "(no year)"),
    "target_quoted": ("    “{quote}” [{file}:{line}]{binding}", "    “{quote}” [{file}:{line}]{binding}"),
    "target_value": ("hiện đạt {value} {unit}", "{value} {unit} now"),
    "target_rank": ("đang ở hạng {value}", "rank {value} now"),
    "target_figure": (
        "    {state}: {value} (kỳ {period}, {status}); tính từ {base} ({base_kind}, {since})",
        "    {state}: {value} (period {period}, {status}); counted from {base} ({base_kind}, {since})",
    ),
    "target_no_figure": ("    {state}{form}", "    {state}{form}"),
    "target_pace": (
        "    Nhịp đạt so với nhịp cần (1 là vừa đủ): {paces}; từ nay mỗi năm cần thêm {step} {unit}",
        "    Pace made over pace needed (1 is enough): {paces}; {step} {unit} a year from now",
    ),
    "target_pace_down": (
        "    Nhịp đạt so với nhịp cần (1 là vừa đủ): {paces}; từ nay mỗi năm cần giảm {step} {unit}",
        "    Pace made over pace needed (1 is enough): {paces}; {step} {unit} less a year from now",
    ),
    "target_pace_year": ("    Đạt so với mức cần đến kỳ này: {ratio}", "    Reached over what is due by now: {ratio}"),
    "target_percent_points": ("điểm phần trăm", "percentage points"),
    "target_known": ("    Số đã biết ngoài biểu: {known}", "    Known beside the forms: {known}"),
    "target_status_partial": ("chưa đủ địa bàn: {n}/{due}", "partial: {n} of {due} areas"),
    "target_status_share": (
        "số của kỳ này chiếm {share} %, phần còn lại theo số đã công bố gần nhất",
        "{share} % is of this period, the rest as last published",
    ),
    "target_status_whole": ("đủ địa bàn", "whole"),
    "target_asked": ("đang hỏi lại", "being asked about"),
    "target_lower_bound": ("số tối thiểu, vì còn tháng chưa có số liệu", "a lower bound: months are missing"),
    "figure_uoc": ("số ước", "estimate"),
    "figure_so_bo": ("số sơ bộ", "preliminary"),
    "figure_chinh_thuc": ("số chính thức", "final"),
    # ---- promises without a number ----
    "commitments_title": (
        "Cam kết không ghi con số của tỉnh {province}, bản công bố {release}: {n}.",
        "Promises without a number of province {province}, release {release}: {n}.",
    ),
    "commitments_head": ("{title} [{file}]: {n} cam kết", "{title} [{file}]: {n} promises"),
    "commitment_line": (
        "    {id} {kind}{until}: “{quote} …” [{file}:{line}]",
        "    {id} {kind}{until}: “{quote} …” [{file}:{line}]",
    ),
    "commitment_owner": (
        "        {owner}; thời gian: {time}; {state}",
        "        {owner}; time: {time}; {state}",
    ),
    "commitment_no_owner": ("văn bản không ghi ai chịu trách nhiệm", "the document names nobody"),
    "commitment_no_time": ("văn bản không ghi", "the document states none"),
    "promise_goal": ("mục tiêu", "goal"),
    "promise_measure": ("số cần theo dõi", "figure to track"),
    "promise_institution": ("tổ chức, cơ sở", "institution"),
    "promise_policy": ("chính sách", "policy"),
    "promise_data": ("dữ liệu", "data"),
    "promise_event": ("hoạt động", "event"),
    "promise_report": ("báo cáo", "report"),
    "promise_duty": ("trách nhiệm", "duty"),
    # ---- conflicts ----
    "conflicts_title": (
        "Bàn đối chiếu mục tiêu của tỉnh {province}, bản công bố {release}: {n} phát hiện, {n_open} chưa xử lý.",
        "Conflict context of province {province}, release {release}: {n} findings, {n_open} open.",
    ),
    "conflict_head": ("{id}  {kind}: {topic} ({state})", "{id}  {kind}: {topic} ({state})"),
    "conflict_side": ("    {id} {number}: “{quote}” [{file}:{line}]", "    {id} {number}: “{quote}” [{file}:{line}]"),
    "conflict_reason": ("    Vì sao: {text}", "    Why: {text}"),
    "conflict_rank": ("    Quy đổi {way}: {a} và {b} – {asks}", "    By {way}: {a} and {b} – {asks}"),
    "conflict_proposal": ("    Đề xuất: {text}", "    Proposal: {text}"),
    "conflict_open": ("chưa xử lý", "open"),
    "conflict_accepted": ("đã chấp nhận {target}", "accepted {target}"),
    "conflict_rejected": ("đã bác bỏ đề xuất", "rejected"),
    # ---- tasks ----
    "tasks_title": (
        "Nhiệm vụ của tỉnh {province}, bản {release}: {n} nhiệm vụ, {n_due} đang trong thời gian, "
        "{n_overdue} quá hạn, {n_silent} chưa báo cáo.",
        "Tasks of province {province}, release {release}: {n}; {n_due} in their time, {n_overdue} overdue, "
        "{n_silent} silent.",
    ),
    "tasks_none": (
        "Các văn bản của tỉnh này không có danh mục nhiệm vụ.",
        "The documents of this province hold no list of tasks.",
    ),
    "task_agency": ("{agency}: {n} nhiệm vụ chủ trì", "{agency}: leads {n}"),
    "task_line": (
        "    {id} ({no}) {text} — {time} – {state} [{file}:{line}]",
        "    {id} ({no}) {text} — {time} – {state} [{file}:{line}]",
    ),
    "task_succeeds": (
        "        văn bản giao: {agency}, nay đã kết thúc. {note}",
        "        given to: {agency}, which has ended. {note}",
    ),
    "task_today": ("{agency} (nay là {today})", "{agency} (today {today})"),
    "task_leads": ("        cùng chủ trì: {agencies}", "        led with: {agencies}"),
    "task_helps": ("        phối hợp: {agencies}", "        with: {agencies}"),
    # ---- decisions ----
    "target_decided": (
        "Đã ghi quyết định số {seq}; có hiệu lực từ bản dựng sau.",
        "Decision {seq} written; the next build follows it.",
    ),
}

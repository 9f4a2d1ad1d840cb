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
    "changes_more": ("  … và {n} dòng nữa: chiso changes --all", "  … and {n} more: chiso changes --all"),
    "head_differs": ("Đổi", "Changed"),
    "head_appeared": ("Mới", "New"),
    "head_disappeared": ("Không còn", "Gone"),
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

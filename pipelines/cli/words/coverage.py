"""Sentences of `chiso form coverage`."""

from __future__ import annotations

COVERAGE: dict[str, tuple[str, str]] = {
    "coverage_title": (
        "Biểu của tỉnh {province}, theo bản công bố {release}: {n_forms} biểu, {n_lines} dòng; văn bản nêu {n_named} "
        "chỉ tiêu, {n_collected} chỉ tiêu có biểu thu.",
        "Forms of province {province}, release {release}: {n_forms} forms, {n_lines} lines; the documents name "
        "{n_named} indicators, forms collect {n_collected}.",
    ),
    "coverage_uncollected": ("Không biểu nào thu ({n}):", "Collected by no form ({n}):"),
    "coverage_uncollected_row": (
        "  {indicator} {name} [{statements}]: {reason}",
        "  {indicator} {name} [{statements}]: {reason}",
    ),
    "coverage_twice": ("Hỏi hai nơi, có phép đối chiếu ({n}):", "Asked twice, with a stated cross-check ({n}):"),
    "coverage_unstated": (
        "Hỏi hai nơi, CHƯA có phép đối chiếu ({n}):",
        "Asked twice WITHOUT a stated cross-check ({n}):",
    ),
    "coverage_twice_row": ("  {first} và {second}: {reason} {check}", "  {first} and {second}: {reason} {check}"),
    "coverage_equal": ("Lệch tối đa {tolerance} %.", "At most {tolerance} % apart."),
    "coverage_at_most": (
        "Số trước không vượt số sau quá {tolerance} %.",
        "The first exceeds the other by at most {tolerance} %.",
    ),
    "coverage_outcomes": (" Khớp {n_agrees}, lệch {n_differs}.", " {n_agrees} agree, {n_differs} differ."),
    "coverage_none": ("  (không có)", "  (none)"),
}

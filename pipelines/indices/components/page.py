"""The page of a component's folder (MUC-LUC.md), in Vietnamese for the ministry that receives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.ledger.simulated import both_languages
from pipelines.vocabulary import COMPONENT_STATE

UNOFFICIAL = "Tên và cách tính thành phần này là danh mục làm việc, chưa đọc được trong khung chính thức."
HOW = "Kiểm tra: `sha256sum -c SHA256SUMS` trong thư mục này. Tệp trong `tep/` là bản sao nguyên byte của tệp đã nhận."


@dataclass(frozen=True)
class Received:
    """A received file behind the figures: its receipt, and its copy or the reason why it is left out."""

    receipt_id: str
    sha256: str
    original_name: str
    received: str | None
    reporter_code: str
    period_code: str
    copied_as: str = ""
    left_out: str = ""


def page(
    component: Mapping[str, Any],
    figures: Iterable[Mapping[str, Any]],
    received: Sequence[Received],
    release: tuple[str, str],
) -> str:
    """Return the page: what the component is, its figures, the received files with dates and hashes, what is left out.

    Args:
        component: its row of `index_component`.
        figures: rows of so-lieu.csv.
        received: the files behind the figures.
        release: the id of the release, and how much of it is simulated.
    """
    lines = [f"# {component['component_code']}: {component['name_vi']}", ""]
    if release[1] != "none":
        lines += [f"**{both_languages(release[1])}**", ""]
    lines += [f"- {name}: {value}" for name, value in _facts(component, release[0]) if value]
    lines += ["", UNOFFICIAL, ""] if component["state"] != "confirmed" else [""]
    lines += ["## Số liệu (so-lieu.csv)", "", *_figures(figures), ""]
    lines += ["## Tệp đã nhận (o-so-lieu.csv nêu từng ô)", "", *_files(received), "", HOW, ""]
    return "\n".join(lines)


def _facts(component: Mapping[str, Any], release_id: str) -> list[tuple[str, str | None]]:
    """What the register says of the component, the empty ones too."""
    state = COMPONENT_STATE.label(str(component["state"]), "vi")
    return [
        ("Chỉ số, trụ cột", f"{component['index_code']}, {component['pillar_name_vi']}"),
        ("Mã chính thức", component["official_code"] or "chưa đọc được"),
        ("Mức chắc chắn", state),
        ("Nguồn của tên thành phần", component["source_url"]),
        ("Minh chứng cần có", component["evidence_vi"]),
        ("Biểu, mã số thu số", component["form_lines"] or "chưa biểu nào hỏi"),
        ("Mẫu số", component["denominator_vi"]),
        ("Trên mẫu số ấy", number(component["per_denominator"])),
        ("Điểm tỉnh tự chấm", number(component["self_score"])),
        ("Điểm đã công bố", number(component["published_score"])),
        ("Kỳ của điểm đã công bố", component["published_period_code"]),
        ("Bản công bố của chiso", release_id),
    ]


def _figures(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The figures as a table, or a sentence where there is none."""
    lines = [
        f"| {row['chỉ tiêu']} | {row['kỳ']} | {number(row['giá trị'])} | {row['đơn vị tính']} | {row['tình trạng']} |"
        for row in rows
    ]
    head = ["| chỉ tiêu | kỳ | giá trị | đơn vị tính | tình trạng |", "|---|---|---|---|---|"]
    return [*head, *lines] if lines else ["Chưa có số liệu của tỉnh cho thành phần này."]


def _files(received: Sequence[Received]) -> list[str]:
    """Every received file with its date and hash: its copy, or why it is left out."""
    lines = [
        f"| {file.copied_as or f'không kèm: {file.left_out}'} | {file.original_name} | {file.reporter_code} |"
        f" {file.period_code} | {file.received or ''} | `{file.sha256}` |"
        for file in received
    ]
    head = ["| bản sao | tên tệp | đơn vị gửi | kỳ | ngày nhận | SHA-256 |", "|---|---|---|---|---|---|"]
    return [*head, *lines] if lines else ["Không có tệp nào."]


def number(value: float | None) -> str | None:
    """A number with a decimal comma and no more than six digits after it; None where there is none."""
    if value is None:
        return None
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")

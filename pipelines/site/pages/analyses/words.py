"""Words that the pages of analyses share: codes of the analysis tables, names of an index and its components."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import Block, Cell, Section, Text
from pipelines.site.context import Site
from pipelines.site.pages.editions import title

Words = dict[str, tuple[str, str]]
NODES = """
select distinct index_code, node_code, node_name_vi, parent_code is null as is_root, is_simulated
from index_score where series = 'computed' order by node_code
"""
COMMUNE = "c25-"
SOURCES: Words = {
    "treatment": ("Xử lý giá trị ngoại lai", "Outlier treatment"),
    "normalisation": ("Chuẩn hoá", "Normalisation"),
    "aggregation": ("Cách gộp", "Aggregation"),
    "imputation": ("Bù số thiếu", "Imputation"),
    "weights": ("Trọng số", "Weights"),
    "data_error": ("Sai số số liệu", "Data error"),
}
REASONS: Words = {
    "official_field": (
        "Không nêu xác suất: hạng của chỉ số này do bên khác công bố.",
        "No probability is stated: the ranks of this index are published by somebody else.",
    ),
    "peers_unscored": (
        "Không nêu xác suất đạt hạng: có địa bàn chưa có điểm, nên chưa biết số liệu của mọi địa bàn cùng xếp hạng.",
        "No probability of a rank is stated: some areas have no score, so not every peer's data are known.",
    ),
    "peers_incomplete": (
        "Không nêu xác suất đạt hạng: có địa bàn thiếu số hoặc được bù số, nên chưa biết số liệu của mọi địa bàn.",
        "No probability of a rank is stated: figures of some areas are missing or imputed.",
    ),
}
PATH_STATES: Words = {
    "reached": ("đạt; ít công sức nhất khi thang đo không xê dịch", "reached; the least effort that moves no scale"),
    "reached_iterated": ("đạt; chưa chứng minh là ít nhất", "reached; not proved to be the least"),
    "unreachable": ("không đạt được trong giới hạn", "cannot be reached within the limits"),
    "not_found": ("không tìm thấy cách đạt; chưa chứng minh", "no way found; not proved"),
}
FINDINGS: Words = {
    "neighbours": ("kề hạng", "next in rank"),
    "dominance": ("hơn ở mọi thành phần", "ahead in all components"),
    "collinear": ("đồng tuyến: |r| > 0,92", "collinear: |r| > 0.92"),
    "negative": ("ngược chiều trong nhóm: r < −0,4", "opposed within the group: r < −0.4"),
    "constant": ("mọi địa bàn bằng nhau", "all areas equal"),
    "silent": ("gần như không tác động tới chỉ số: |r| < 0,3", "silent: |r| with the index < 0.3"),
    "redundant": ("trùng với thành phần khác", "redundant beside another"),
}


@dataclass(frozen=True)
class IndexNames:
    """The title of an index, and the names of its components by code."""

    title: str
    nodes: dict[str, str]


def node_names(site: Site, code: str) -> IndexNames:
    """The names of an index that chiso computed."""
    rows = [row for row in site.source.rows(NODES) if row["index_code"] == code]
    name = next((row["node_name_vi"] for row in rows if row["is_root"]), code)
    return IndexNames(
        title(site, code, name), {row["node_code"]: site.node_name(code, row["node_name_vi"]) for row in rows}
    )


def said(site: Site, words: Words, code: str | None) -> str:
    """The words of a code in the language of the page; empty for no code."""
    return site.t(*words[code]) if code else ""


def place_cell(row: Row) -> Cell:
    """The name of an area, with a link to its page where it is a commune."""
    area = row["area_id"]
    return Cell(row["area_name_vi"], links.commune_page(area) if area.startswith(COMMUNE) else None)


# table that holds the analysis of an index -> words of the link to its page, the page
ANALYSES: dict[str, tuple[tuple[str, str], Callable[[str], str]]] = {
    "index_rank_interval": (("Hạng chắc đến đâu", "How sure the ranks are"), links.uncertainty_page),
    "index_audit_group": (("Kiểm định thống kê", "Statistical audit"), links.audit_page),
    "index_rule": (
        ("Nếu số liệu khác đi; đường tới hạng", "If figures were others; paths to a rank"),
        links.what_if_page,
    ),
    "index_change_cause": (("Vì sao điểm và hạng thay đổi", "What moved scores and ranks"), links.changes_page),
}


def links_of_analyses(site: Site, code: str, tables: Iterable[str] = ANALYSES) -> list[Block]:
    """A link to the page of each of these analyses that the index has."""
    return [
        Text(site.t(*ANALYSES[table][0]), href=ANALYSES[table][1](code))
        for table in tables
        if any(row["index_code"] == code for row in site.analysis(table))
    ]


def analysis_links(site: Site, code: str) -> list[Section]:
    """A section that leads to the pages of the analyses of an index; none where it was not analysed."""
    found = links_of_analyses(site, code)
    return [Section(site.t("Phân tích thêm", "Further analyses"), found, "analyses")] if found else []


def host(row: Row) -> str:
    """The host of the page that a published score or a name was read from; empty where there is none."""
    return (row["source_url"] or "").removeprefix("https://").removeprefix("http://").partition("/")[0]

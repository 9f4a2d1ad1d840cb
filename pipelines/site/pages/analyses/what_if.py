"""A page for each computed index on which figures of an area can be changed, and the paths to ranks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, Block, Cell, Column, Page, Section, Simulator, Table, Text
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import PATH_STATES, IndexNames, node_names, place_cell, said

SCRIPT = "simulator.js"
ADDITIVE = ("arithmetic", "sum")
SCORES = """
select index_code, structure_version, method_version, field_code, period_code, area_id, area_name_vi, score, rank,
    is_simulated
from index_score where series = 'computed' and parent_code is null and score is not null
order by rank, area_name_vi
"""
RUN = ("index_code", "structure_version", "method_version", "field_code", "period_code")


def pages(site: Site) -> Iterator[Page]:
    """A page for each index that was analysed."""
    figures = grouped(site.analysis("index_input"), "index_code")
    for code, rules in grouped(site.analysis("index_rule"), "index_code").items():
        yield _page(site, code, rules, figures.get(code, []))


def _page(site: Site, code: str, rules: list[Row], figures: list[Row]) -> Page:
    names = node_names(site, code)
    scores = [row for row in site.source.rows(SCORES) if all(row[name] == rules[0][name] for name in RUN)]
    sections = [
        Section(site.t("Thử đổi số liệu", "Change figures"), [_simulator(site, rules, figures)], "simulator"),
        Section(site.t("Ít công sức nhất để lên hạng", "The least effort to rise"), _paths(site, code, names), "paths"),
        Section(site.t("Điểm và hạng hiện nay", "Present scores and ranks"), [_ranks(site, scores)], "ranks"),
    ]
    return Page(
        links.what_if_page(code),
        site.t(f"{names.title}: nếu số liệu khác đi", f"{names.title}: if figures were others"),
        sections,
        nav=links.RANK,
        parents=[(site.t("Cải thiện thứ hạng", "Working on the rank"), links.RANK)],
        lead=_lead(site, is_simulated=any(row["is_simulated"] for row in scores)),
        scripts=[SCRIPT],
    )


def _lead(site: Site, *, is_simulated: bool) -> str:
    if is_simulated:
        return site.t(
            "Số liệu mô phỏng, để trình diễn: tên tỉnh là thật, điểm và hạng không nói gì về tỉnh nào.",
            "Simulated figures, a demonstration: names are real, scores and ranks say nothing about any province.",
        )
    return site.t(
        "Kéo để đổi số liệu của một địa bàn: điểm, hạng được tính lại ngay theo đúng phương pháp, các địa bàn khác giữ"
        " nguyên. Đây là phép tính, không phải dự báo.",
        "Move a slider to change a figure of an area: score and rank are computed again by the method, the other areas"
        " stay as they are. This is arithmetic, no forecast.",
    )


def _simulator(site: Site, rules: list[Row], figures: list[Row]) -> Block:
    """The sliders; where the browser cannot score by the method, a sentence that says so."""
    leaves = [row for row in rules if row["is_leaf"]]
    is_plain = all(row["is_plain"] and row["normalise_kind"] == "min_max" for row in leaves)
    if not is_plain or any(row["aggregation"] not in ADDITIVE for row in rules if not row["is_leaf"]):
        return Text(
            site.t(
                "Phương pháp của chỉ số này xử lý ngoại lai hoặc gộp không tuyến tính nên không tính lại trong trang;"
                " dùng lệnh chiso index what-if.",
                "The method of this index treats outliers or is not linear, so the page does not compute it again; use"
                " the command chiso index what-if.",
            )
        )
    words = {
        "unit": site.t("Địa bàn", "Area"),
        "reset": site.t("Về số liệu hiện nay", "Back to the present figures"),
        "score": site.t("Điểm", "Score"),
        "rank": site.t("Hạng", "Rank"),
        "overtaken": site.t("Vượt", "Overtakes"),
        "passed": site.t("Bị vượt", "Overtaken by"),
        "less": site.t("càng thấp càng tốt", "less is better"),
        "missing": site.t("không có số liệu", "no figure"),
        "now": site.t("nay", "now"),
        "noscript": site.t(
            "Trình duyệt không chạy mã lệnh: xem bảng dưới.", "Scripts do not run here: see the tables."
        ),
    }
    return Simulator(_data(site, rules, leaves, figures), words)


def _data(site: Site, rules: list[Row], leaves: list[Row], figures: list[Row]) -> dict[str, Any]:
    """What the script reads: tree, names, figures of all areas; without rounding."""
    units = {row["area_id"]: site.name(row, "area_name") for row in figures}
    of = {(row["area_id"], row["node_code"]): row["figure"] for row in figures}
    unit_of, leaf_of = (
        {code: n for n, code in enumerate(codes)} for codes in (units, [leaf["node_code"] for leaf in leaves])
    )
    questioned = [row for row in figures if row["is_questioned"]]
    above = sorted((row for row in rules if not row["is_leaf"]), key=lambda row: row["level"])
    return {
        "units": list(units.values()),
        "ids": list(units),
        "leaves": [_leaf(site, leaf, [of.get((unit, leaf["node_code"])) for unit in units]) for leaf in leaves],
        "nodes": [
            {
                "code": node["node_code"],
                "kind": node["aggregation"],
                "cover": node["min_coverage"],
                "count": node["min_coverage_count"],
                "children": [
                    (row["node_code"], row["weight"]) for row in rules if row["parent_code"] == node["node_code"]
                ],
            }
            for node in above
        ],
        "root": next(row["node_code"] for row in rules if row["parent_code"] is None),
        "low": leaves[0]["scale_low"],
        "high": leaves[0]["scale_high"],
        "figures": [[of.get((unit, leaf["node_code"])) for leaf in leaves] for unit in units],
        "scale": [(unit_of[row["area_id"]], leaf_of[row["node_code"]], row["scale_figure"]) for row in questioned],
    }


def _leaf(site: Site, leaf: Row, column: list[float | None]) -> dict[str, Any]:
    """A leaf: its slider goes over the field's figures and one yearly limit beyond, within what is possible."""
    known = [value for value in column if value is not None]
    low, high = min(known) - leaf["yearly_limit"], max(known) + leaf["yearly_limit"]
    return {
        "code": leaf["node_code"],
        "name": site.name(leaf, "node_name"),
        "dir": leaf["direction"],
        "min": low if leaf["low"] is None else max(low, leaf["low"]),
        "max": high if leaf["high"] is None else min(high, leaf["high"]),
    }


def _paths(site: Site, code: str, names: IndexNames) -> list[Block]:
    """The paths, one row each with its changes, and what they assume."""
    rows = [row for row in site.analysis("index_path") if row["index_code"] == code]
    changes = [row for row in site.analysis("index_path_change") if row["index_code"] == code]
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Hạng", "Rank"), NUMBER),
        Column(site.t("Muốn đạt", "Wanted"), NUMBER),
        Column(site.t("Hạng sau thay đổi", "Rank after"), NUMBER),
        Column(site.t("Cần thay đổi", "Changes")),
        Column(site.t("Công sức", "Effort"), NUMBER),
        Column(site.t("Vượt", "Overtakes"), NUMBER),
        Column(site.t("Kết luận", "Conclusion")),
    ]
    lines = [
        [
            place_cell(row),
            *[number_cell(site, row[name], 0) for name in ("rank", "wanted", "rank_after")],
            Cell("; ".join(_change(site, names, step) for step in changes if _is_of(step, row)) or "–"),
            number_cell(site, row["cost"], 1),
            number_cell(site, row["n_overtaken"], 0),
            Cell(said(site, PATH_STATES, row["state"])),
        ]
        for row in rows
    ]
    assumed = site.t(
        "Giả định: một năm; các địa bàn khác giữ nguyên; chưa cơ quan nào nêu giới hạn và chi phí, nên mỗi thành phần"
        " cải thiện nhiều nhất một độ lệch chuẩn của các địa bàn, và công sức 1 là một điểm thành phần (thang 0–100)."
        " Hạng sau thay đổi do mô hình SQL tính lại. Địa bàn khác, hạng khác, giới hạn riêng: lệnh chiso index path.",
        "Assumed: one year; the other areas stay as they are; no office has stated limits and costs, so each leaf"
        " improves by at most one standard deviation of the field, and effort 1 is one point of a leaf (scale 0–100)."
        " The rank after is scored again by the SQL models. Other areas, ranks, limits: the command chiso index path.",
    )
    caption = site.t("Đường tới hạng", "Paths to ranks")
    return [Text(assumed), Table(caption, columns, lines, empty=site.t("Không có.", "None."))]


def _is_of(step: Row, row: Row) -> bool:
    return (step["area_id"], step["wanted"]) == (row["area_id"], row["wanted"])


def _change(site: Site, names: IndexNames, step: Row) -> str:
    decimals = 2 if abs(step["figure_after"]) >= 1 else 4
    before, after = (site.number(step[name], decimals) for name in ("figure", "figure_after"))
    return f"{names.nodes.get(step['node_code'], step['node_code'])}: {before} → {after}"


def _ranks(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Hạng", "Rank"), NUMBER),
        Column(site.t("Điểm", "Score"), NUMBER),
    ]
    lines = [[place_cell(row), number_cell(site, row["rank"], 0), number_cell(site, row["score"], 2)] for row in rows]
    return Table(site.t(f"{len(rows)} địa bàn", f"{len(rows)} areas"), columns, lines, has_filter=True)

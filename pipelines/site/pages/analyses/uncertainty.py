"""How sure the ranks of a computed index are: intervals, sources, ranks without a component, pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, Block, Cell, Column, Page, Picture, Section, Table, Text
from pipelines.site.charts.intervals import RankInterval, interval_chart
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import FINDINGS, REASONS, SOURCES, node_names, place_cell, said

A_PICTURE = 42  # units of one picture: a page of A4
CHANCES = (1, 3, 5, 10, 15, 20, 25, 30)
SHOWN_PAIRS = 40


def pages(site: Site) -> Iterator[Page]:
    """A page for each index that was analysed."""
    for code, rows in grouped(site.analysis("index_rank_interval"), "index_code").items():
        yield _page(site, code, rows)


def _page(site: Site, code: str, rows: list[Row]) -> Page:
    names = node_names(site, code)
    ranked = sorted((row for row in rows if row["rank"]), key=lambda row: (row["rank"], row["area_name_vi"]))
    title = site.t(f"{names.title}: hạng chắc đến đâu", f"{names.title}: how sure the ranks are")
    sections = [
        Section(site.t("Khoảng hạng", "Intervals of ranks"), _intervals(site, ranked, len(rows)), "intervals"),
        Section(site.t("Xác suất đạt hạng", "Probability of a rank"), _chances(site, code, ranked), "chances"),
        Section(site.t("Hạng phụ thuộc vào đâu", "What the ranks depend on"), [_sources(site, code)], "sources"),
        Section(
            site.t("Bỏ một thành phần", "Without a component"), [_leave_out(site, code, names.nodes, rows)], "leave-out"
        ),
        Section(site.t("Ai thật sự hơn ai", "Who is ahead of whom"), [_pairs(site, code, rows)], "pairs"),
    ]
    return Page(
        links.uncertainty_page(code),
        title,
        sections,
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES), (names.title, links.index_page(code))],
        lead=_lead(site, rows[0]["n_replicates"]),
    )


def _lead(site: Site, n: int) -> str:
    count = site.number(n)
    return site.t(
        f"Chỉ số được tính lại {count} lần. Mỗi lần chọn ngẫu nhiên cách xử lý giá trị ngoại lai, chuẩn hoá, cách gộp,"
        " cách bù số thiếu; mỗi trọng số lệch tới ±25 %; mỗi số liệu có sai số với độ lệch chuẩn 5 %. Khoảng hạng cho"
        " biết hạng phụ thuộc các lựa chọn ấy đến đâu; không phải dự báo.",
        f"The index is scored {count} times. Each time outlier treatment, normalisation, aggregation and imputation are"
        " drawn at random, each weight moves by up to ±25 %, and each figure has an error with a standard deviation of"
        " 5 %. The interval says how far a rank depends on these choices; it is no forecast.",
    )


def _intervals(site: Site, ranked: list[Row], n_units: int) -> list[Block]:
    blocks: list[Block] = []
    for start in range(0, len(ranked), A_PICTURE):
        part = ranked[start : start + A_PICTURE]
        drawn = [
            RankInterval(
                row["area_name_vi"],
                row["rank"],
                row["rank_low"],
                row["rank_median"],
                row["rank_high"],
                row["area_id"] == site.source.area_id,
            )
            for row in part
        ]
        first, last = part[0]["rank"], part[-1]["rank"]
        title = site.t(f"Khoảng hạng, hạng {first} đến {last}", f"Intervals of ranks, places {first} to {last}")
        blocks.append(Picture(interval_chart(site, f"i-{start}", title, drawn, len(ranked)), title, is_wide=True))
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Hạng", "Rank"), NUMBER),
        Column(site.t("Trung vị", "Median"), NUMBER),
        Column("5 %", NUMBER),
        Column("95 %", NUMBER),
        Column(site.t("Bình quân", "Mean"), NUMBER),
        Column(site.t("Lần tính có điểm", "Replicates with a score"), NUMBER),
    ]
    lines = [
        [
            place_cell(row),
            *[number_cell(site, row[name], 0) for name in ("rank", "rank_median", "rank_low", "rank_high")],
            number_cell(site, row["rank_mean"], 1),
            Cell(site.with_unit(100 * row["defined_share"], "%", 0), sort=row["defined_share"]),
        ]
        for row in ranked
    ]
    caption = site.t(f"{len(ranked)} trong {n_units} địa bàn có hạng", f"{len(ranked)} of {n_units} areas have a rank")
    return [*blocks, Table(caption, columns, lines, has_filter=True)]


def _chances(site: Site, code: str, ranked: list[Row]) -> list[Block]:
    """The probability of some ranks; without them the reason, which is the same for all areas."""
    found = [row for row in site.analysis("index_rank_chance") if row["index_code"] == code]
    if not found:
        return [Text(said(site, REASONS, ranked[0]["probability_reason"]))]
    of = {(row["area_id"], row["k"]): row["probability"] for row in found}
    shown = [k for k in CHANCES if k < len(ranked)]
    columns = [
        Column(site.t("Địa bàn", "Area")),
        *[Column(site.t(f"Hạng {k} trở lên", f"Rank {k} or better"), NUMBER) for k in shown],
    ]
    lines = [
        [
            place_cell(row),
            *[Cell(site.with_unit(100 * (p := of[row["area_id"], k]), "%", 0), sort=p) for k in shown],
        ]
        for row in ranked
    ]
    caption = site.t("Phần lần tính đạt hạng, theo các giả định trên", "Share of replicates, under these assumptions")
    return [Table(caption, columns, lines, has_filter=True)]


def _sources(site: Site, code: str) -> Table:
    """The Sobol indices of the mean shift, and of the province's own rank where it is in the field."""
    rows = [row for row in site.analysis("index_rank_source") if row["index_code"] == code]
    outputs = [("mean_shift", site.t("độ lệch hạng bình quân", "mean shift of ranks"))]
    if any(row["output"] == site.source.area_id for row in rows):
        outputs.append((site.source.area_id, site.t(f"hạng của {site.area_name}", f"rank of {site.area_name}")))
    columns = [
        Column(site.t("Kết quả", "Output")),
        Column(site.t("Nguồn", "Source")),
        Column(site.t("Riêng nguồn này", "First order"), NUMBER),
        Column(site.t("Cả tương tác", "Total"), NUMBER),
    ]
    lines = [
        [Cell(name), Cell(said(site, SOURCES, row["source"])), _share(site, row, "first"), _share(site, row, "total")]
        for output, name in outputs
        for row in rows
        if row["output"] == output
    ]
    caption = site.t(
        "Chỉ số Sobol: phần phương sai của kết quả; trong ngoặc: khoảng bootstrap 5–95 %",
        "Sobol indices: shares of the output's variance; in brackets: bootstrap interval, 5–95 %",
    )
    return Table(caption, columns, lines)


def _share(site: Site, row: Row, part: str) -> Cell:
    if row[part] is None:
        return Cell("–", sort="")
    # what rounds to nothing has no sign
    value, low, high = (site.number(round(row[f"{part}{end}"], 2) + 0.0, 2) for end in ("", "_low", "_high"))
    return Cell(f"{value} ({low} – {high})", sort=row[part])


def _leave_out(site: Site, code: str, names: dict[str, str], rows: list[Row]) -> Table:
    """For each component the mean shift of ranks without it, and who gains and loses most."""
    areas = {row["area_id"]: row["area_name_vi"] for row in rows}
    found = grouped([row for row in site.analysis("index_leave_out") if row["index_code"] == code], "node_code")
    columns = [
        Column(site.t("Bỏ thành phần", "Without")),
        Column(site.t("Độ lệch hạng bình quân", "Mean shift of ranks"), NUMBER),
        Column(site.t("Lên nhiều nhất", "Gains most")),
        Column(site.t("Xuống nhiều nhất", "Loses most")),
    ]
    lines: list[list[Cell]] = []
    for node, of_node in found.items():
        known = [row for row in of_node if row["places_gained"] is not None]
        if not known:
            continue
        mean = sum(abs(row["places_gained"]) for row in known) / len(known)
        best, worst = (how(known, key=lambda row: row["places_gained"]) for how in (max, min))
        ends = [
            Cell(f"{areas[row['area_id']]} ({_signed(site, row['places_gained'])})", sort=row["places_gained"])
            for row in (best, worst)
        ]
        lines.append([Cell(names[node]), number_cell(site, mean, 1), *ends])
    caption = site.t("Các thành phần cùng nhóm nhận phần trọng số ấy", "The siblings take its share of the weight")
    return Table(caption, columns, lines)


def _signed(site: Site, places: int) -> str:
    return f"+{places}" if places > 0 else site.number(places)


def _pairs(site: Site, code: str, rows: Sequence[Row]) -> Table:
    """Neighbours in rank, the least sure first, and pairs of which one is ahead in everything."""
    areas = {row["area_id"]: row for row in rows}
    found = [row for row in site.analysis("index_rank_pair") if row["index_code"] == code]
    near = sorted((row for row in found if row["kind"] == "neighbours"), key=lambda row: row["share_ahead"] or 0)
    ahead = [row for row in found if row["kind"] == "dominance"]
    columns = [
        Column(site.t("Xếp trên", "Ahead")),
        Column(site.t("Xếp dưới", "Behind")),
        Column(site.t("Quan hệ", "Relation")),
        Column(site.t("Phần lần tính xếp trên", "Share of replicates ahead"), NUMBER),
    ]
    lines = [
        [
            place_cell(areas[row["ahead_area_id"]]),
            place_cell(areas[row["behind_area_id"]]),
            Cell(said(site, FINDINGS, row["kind"])),
            Cell(site.with_unit(100 * row["share_ahead"], "%", 0), sort=row["share_ahead"]),
        ]
        for row in [*near[:SHOWN_PAIRS], *ahead[:SHOWN_PAIRS]]
        if row["share_ahead"] is not None
    ]
    caption = site.t(
        f"{len(ahead)} cặp hơn ở mọi thành phần; các cặp kề hạng, ít chắc nhất trước",
        f"{len(ahead)} pairs ahead in all components; neighbours in rank, the least sure first",
    )
    return Table(caption, columns, lines, has_filter=True)

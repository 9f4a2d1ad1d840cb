"""The statistical audit of an index: consistency of its groups, correlations, importance beside weight."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, WATCH, Cell, Column, Mark, Page, Section, Table, Text
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import FINDINGS, node_names, said

SHOWN_PAIRS = 30


def pages(site: Site) -> Iterator[Page]:
    """A page for each index that was audited."""
    for code, rows in grouped(site.analysis("index_audit_weight"), "index_code").items():
        yield _page(site, code, rows)


def _page(site: Site, code: str, weights: list[Row]) -> Page:
    names = node_names(site, code)
    of = {
        table: [row for row in site.analysis(f"index_audit_{table}") if row["index_code"] == code]
        for table in ("pair", "level", "group", "component", "loading")
    }
    sections = [
        Section(site.t("Mức quan trọng", "Importance"), [_weights(site, weights, names.nodes)], "weights"),
        Section(
            site.t("Độ nhất quán của các nhóm", "Consistency of the groups"),
            [_groups(site, of["group"], names.nodes)],
            "groups",
        ),
        Section(site.t("Các cặp thành phần", "Pairs of components"), [_pairs(site, of["pair"], names.nodes)], "pairs"),
        Section(
            site.t("Tương quan theo cấp", "Correlations by level"),
            [_levels(site, of["level"], names.nodes)],
            "levels",
            is_folded=True,
        ),
        Section(
            site.t("Thành phần chính", "Principal components"),
            [_components(site, of["component"], names.nodes), _loadings(site, of["loading"], names.nodes)],
            "components",
            is_folded=True,
        ),
        Section(site.t("Nguồn", "Sources"), [Text(_sources(site))], "sources"),
    ]
    return Page(
        links.audit_page(code),
        site.t(f"{names.title}: kiểm định thống kê", f"{names.title}: statistical audit"),
        sections,
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES), (names.title, links.index_page(code))],
        lead=_lead(site),
    )


def _lead(site: Site) -> str:
    return site.t(
        "Cấu trúc chỉ số có đứng vững về thống kê không: thành phần nào thật sự quyết định hạng, thành phần nào trùng"
        " nhau hay kéo ngược nhau. Dùng điểm đã chuẩn hoá của kỳ này.",
        "Whether the structure holds statistically: which components decide the ranks, which repeat or oppose each"
        " other. Normalised scores of this period.",
    )


def _sources(site: Site) -> str:
    return site.t(
        "Cách làm theo sổ tay của OECD và JRC (2008), các kiểm định của JRC, Becker và cộng sự (2017), gói COINr."
        " Ngưỡng: đồng tuyến |r| > 0,92; ngược chiều r < −0,4 trong cùng nhóm; không tác động |r| < 0,3 với chỉ số.",
        "After the handbook of OECD and JRC (2008), the audits of the JRC, Becker et al. (2017), the package COINr."
        " Thresholds: collinear |r| > 0.92; opposed r < −0.4 within a group; silent |r| < 0.3 with the index.",
    )


def _finding(site: Site, code: str | None) -> Cell:
    words = said(site, FINDINGS, code)
    return Cell("", mark=Mark(words, WATCH), sort=words) if words else Cell("–", sort="")


def _two(site: Site, value: float | None) -> Cell:
    """A number of two decimals; what rounds to nothing has no sign."""
    return number_cell(site, None if value is None else round(value, 2) + 0.0, 2)


def _percent(site: Site, share: float | None) -> Cell:
    return Cell("–", sort="") if share is None else Cell(site.with_unit(100 * share, "%", 1), sort=share)


def _weights(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Bậc", "Level"), NUMBER),
        Column(site.t("Trọng số", "Weight"), NUMBER),
        Column(site.t("Mức quan trọng", "Importance"), NUMBER),
        Column(site.t("Tương quan với chỉ số", "Correlation with the index"), NUMBER),
        Column("Spearman", NUMBER),
        Column(site.t("Tỷ số tương quan", "Correlation ratio"), NUMBER),
        Column(site.t("Nhận xét", "Finding")),
    ]
    lines = [
        [
            Cell(names[row["node_code"]]),
            number_cell(site, row["level"], 0),
            _percent(site, row["effective_weight"]),
            _percent(site, row["importance_share"]),
            *[_two(site, row[name]) for name in ("pearson", "spearman", "correlation_ratio")],
            _finding(site, row["finding"]),
        ]
        for row in sorted(rows, key=lambda row: (-row["level"], -row["effective_weight"]))
    ]
    caption = site.t(
        "Mức quan trọng: bình phương tương quan với chỉ số, chia cho tổng của cùng bậc",
        "Importance: squared correlation with the index by the sum of its level",
    )
    return Table(caption, columns, lines, has_filter=True)


def _groups(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    columns = [
        Column(site.t("Nhóm", "Group")),
        Column(site.t("Thành phần con", "Children"), NUMBER),
        Column(site.t("Địa bàn có đủ", "Complete areas"), NUMBER),
        Column(site.t("Alpha của Cronbach", "Cronbach's alpha"), NUMBER),
        Column(site.t("Tương quan bình quân", "Mean correlation"), NUMBER),
        Column(site.t("Trị riêng trên 1", "Eigenvalues above 1"), NUMBER),
    ]
    lines = [
        [
            Cell(names[row["node_code"]]),
            *[number_cell(site, row[name], 0) for name in ("n_children", "n_complete")],
            *[_two(site, row[name]) for name in ("cronbach_alpha", "mean_correlation")],
            number_cell(site, row["n_kaiser"], 0),
        ]
        for row in rows
    ]
    caption = site.t(
        "Alpha từ 0,7 trở lên: các con đo cùng một điều; một trị riêng trên 1: nhóm có một chiều",
        "Alpha of 0.7 or more: the children measure one thing; one eigenvalue above 1: the group has one dimension",
    )
    return Table(caption, columns, lines)


def _pairs(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    """Pairs with a finding, then those that correlate most."""
    order = sorted(rows, key=lambda row: (row["finding"] is None, -abs(row["pearson"] or 0)))
    n = sum(row["finding"] is not None for row in rows)
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Thành phần kia", "Other component")),
        Column(site.t("Cùng nhóm", "Same group")),
        Column("Pearson", NUMBER),
        Column("Spearman", NUMBER),
        Column(site.t("Nhận xét", "Finding")),
    ]
    lines = [
        [
            *[Cell(names[row[side]]) for side in ("leaf_a", "leaf_b")],
            Cell(site.t("có", "yes") if row["is_same_group"] else site.t("không", "no")),
            *[_two(site, row[name]) for name in ("pearson", "spearman")],
            _finding(site, row["finding"]),
        ]
        for row in order[: max(n, SHOWN_PAIRS)]
    ]
    caption = site.t(
        f"{n} trong {len(rows)} cặp cần xem; {len(lines)} cặp được liệt kê",
        f"{n} of {len(rows)} pairs to look at; {len(lines)} listed",
    )
    return Table(caption, columns, lines, has_filter=True)


def _levels(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Cấp trên", "Above")),
        Column("Pearson", NUMBER),
        Column("Spearman", NUMBER),
    ]
    lines = [
        [
            *[Cell(names[row[side]]) for side in ("node_code", "above_code")],
            *[_two(site, row[name]) for name in ("pearson", "spearman")],
        ]
        for row in rows
    ]
    return Table(site.t("Mỗi thành phần với các cấp trên nó", "Each component with those above it"), columns, lines)


def _components(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    columns = [
        Column(site.t("Nhóm", "Group")),
        Column(site.t("Thành phần chính", "Component"), NUMBER),
        Column(site.t("Trị riêng", "Eigenvalue"), NUMBER),
        Column(site.t("Giải thích", "Explained"), NUMBER),
        Column(site.t("Cộng dồn", "Cumulative"), NUMBER),
    ]
    lines = [
        [
            Cell(names[row["node_code"]]),
            number_cell(site, row["component"], 0),
            _two(site, row["eigenvalue"]),
            _percent(site, row["explained_share"]),
            _percent(site, row["cumulative_share"]),
        ]
        for row in rows
    ]
    return Table(site.t("Phương sai giải thích", "Variance explained"), columns, lines)


def _loadings(site: Site, rows: list[Row], names: dict[str, str]) -> Table:
    columns = [
        Column(site.t("Nhóm", "Group")),
        Column(site.t("Thành phần con", "Child")),
        Column(site.t("Thành phần chính", "Component"), NUMBER),
        Column(site.t("Hệ số tải", "Loading"), NUMBER),
    ]
    lines = [
        [
            *[Cell(names[row[side]]) for side in ("node_code", "child_code")],
            number_cell(site, row["component"], 0),
            _two(site, row["loading"]),
        ]
        for row in rows
    ]
    return Table(
        site.t("Hệ số tải của hai thành phần chính đầu", "Loadings of the first two components"), columns, lines
    )

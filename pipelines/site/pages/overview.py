"""The month at a glance: what came, what is held, the five sentences, what moved most."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content import figures, reports
from pipelines.files.content.release import Row
from pipelines.files.page.sentences import LEADS, moved, sentences
from pipelines.site import links
from pipelines.site.blocks import BAD, GOOD, NUMBER, WATCH, Cell, Column, Mark, Page, Section, Table, Text, Tile, Tiles
from pipelines.site.context import Site
from pipelines.site.pages.targets import NAMES, summary, targets

N_MOVED = 8


def pages(site: Site) -> Iterator[Page]:
    """The overview."""
    source = site.source
    found, due = figures.figures(source), targets(site)
    said = sentences(source, found, due, reports.late(source))
    vietnamese = "" if site.lang == "vi" else "vi"
    spoken = [Text(" ".join(one.text for one in said[code]), lead, vietnamese) for code, lead in LEADS.items()]
    yield Page(
        links.OVERVIEW,
        site.t(f"Tổng quan {site.period_name[:1].lower()}{site.period_name[1:]}", f"Overview of {site.period_name}"),
        [
            Section("", [_received(site)]),
            Section(site.t("Năm câu cho lãnh đạo", "Five sentences for the chairman (in Vietnamese)"), spoken, "say"),
            Section(site.t("Mục tiêu", "Targets"), [summary(site, due)], "targets"),
            Section(site.t("Thay đổi nhiều nhất", "What moved most"), [_moved(site, moved(found))], "moved"),
        ],
        nav=links.OVERVIEW,
        lead=site.t(
            f"Kỳ từ {source.start_date:%d/%m/%Y} đến {source.end_date:%d/%m/%Y}.",
            f"Period from {source.start_date:%d/%m/%Y} to {source.end_date:%d/%m/%Y}.",
        ),
    )


def _received(site: Site) -> Tiles:
    """Reports of the period's monthly form, and held figures."""
    now = [row for row in reports.received(site.source) if row["period_code"] == site.source.period]
    held = reports.held(site.source)
    n_held = sum(row["kind"] == "held" for row in held)
    n_asked = len(held) - n_held
    tiles = [
        Tile(
            site.t(f"Báo cáo đã nhận, {row['form_code']}", f"Reports received, {row['form_code']}"),
            f"{row['n_read']:.0f}/{row['n_due']:.0f}",
            links.COMPLETENESS,
            site.t(
                f"{row['n_late']:.0f} muộn, {row['n_missing']:.0f} còn thiếu",
                f"{row['n_late']:.0f} late, {row['n_missing']:.0f} missing",
            ),
        )
        for row in now
    ]
    return Tiles([*tiles, _count(site, n_held, is_held=True), _count(site, n_asked, is_held=False)])


def _count(site: Site, n: int, *, is_held: bool) -> Tile:
    """How many figures are held, or asked about."""
    if is_held:
        label, tone = site.t("Số liệu đang giữ lại", "Figures held"), BAD
    else:
        label, tone = site.t("Số liệu đang hỏi lại", "Figures asked about"), WATCH
    words = site.t("cần xử lý", "to be settled") if n else site.t("không có", "none")
    return Tile(label, site.number(n), links.QUALITY, mark=Mark(words, tone if n else GOOD))


def _moved(site: Site, rows: list[Row]) -> Table:
    """Ratios of the province that changed most since the period before, the best first."""
    names = {row["indicator_code"]: row["name_en"] for row in site.source.rows(NAMES)}
    half = N_MOVED // 2
    chosen = rows if len(rows) <= N_MOVED else rows[:half] + rows[-half:]
    columns = [
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Kỳ trước", "Before"), NUMBER),
        Column(site.t("Kỳ này", "Now"), NUMBER),
        Column(site.t("Thay đổi", "Change"), NUMBER),
        Column(site.t("Chiều", "Direction")),
    ]
    return Table(
        site.t("Tỷ lệ của toàn tỉnh so với kỳ trước", "Ratios of the province against the period before"),
        columns,
        [_moved_row(site, row | {"indicator_name_en": names.get(row["indicator_code"])}) for row in chosen],
        empty=site.t("Chưa có kỳ trước để so sánh.", "There is no period before to compare with."),
    )


def _moved_row(site: Site, row: Row) -> list[Cell]:
    unit = site.word("uom", row["uom_code"])
    sign = "+" if row["difference"] > 0 else ""
    good = row["gain"] > 0
    change = Mark(site.t("tốt lên", "better") if good else site.t("xấu đi", "worse"), GOOD if good else BAD)
    return [
        Cell(site.name(row, "indicator_name"), links.indicator_page(row["indicator_code"])),
        Cell(site.number(row["previous_value"], 2), sort=row["previous_value"]),
        Cell(site.with_unit(row["value"], unit, 2), sort=row["value"]),
        Cell(sign + site.number(row["difference"], 2), sort=row["difference"]),
        Cell("", mark=change),
    ]

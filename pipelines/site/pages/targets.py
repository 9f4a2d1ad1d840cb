"""Progress to the targets: counts by tone, one table, and a part for each target with its pace, words and conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content import figures
from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import (
    BAD,
    GOOD,
    NEUTRAL,
    NUMBER,
    SHORT,
    WATCH,
    Block,
    Cell,
    Column,
    Facts,
    Mark,
    Page,
    Quote,
    Section,
    Table,
    Text,
    Tile,
    Tiles,
)
from pipelines.site.charts.pace import pace_chart
from pipelines.site.content.marks import TONES, mark
from pipelines.site.context import Site

HISTORY = """
select p.target_id, p.period_code, p.source_code, p.value, p.goal_low, p.forecast, p.figure_status, e.end_date
from target_progress as p inner join period as e on e.period_code = p.period_code
order by p.target_id, p.source_code, e.end_date
"""
CONFLICTS = """
select conflict_id, topic_vi, target_a, target_b, document_a, line_a, number_a, document_b, line_b, number_b,
    explanation_vi, proposal_vi
from target_conflict where area_id = $area order by conflict_id
"""
NAMES = "select indicator_code, max_by(name_en, version) as name_en from indicator group by indicator_code"


def anchor(target_id: str) -> str:
    """The id of a target's part of the page."""
    return f"t-{target_id.lower()}"


def targets(site: Site) -> list[Row]:
    """The targets that bind or may bind, the urgent first, with the English name of the indicator."""
    names = {row["indicator_code"]: row["name_en"] for row in site.source.rows(NAMES)}
    return [row | {"indicator_name_en": names.get(row["indicator_code"])} for row in figures.targets(site.source)]


def pages(site: Site) -> Iterator[Page]:
    """The page of the targets."""
    rows = targets(site)
    history: dict[tuple[str, str | None], list[Row]] = {}
    for row in site.source.rows(HISTORY):
        history.setdefault((row["target_id"], row["source_code"]), []).append(row)
    conflicts = site.source.rows(CONFLICTS)
    yield Page(
        links.TARGETS,
        site.t("Tiến độ các mục tiêu", "Progress to the targets"),
        [
            Section("", [summary(site, rows)]),
            Section(site.t("Tất cả mục tiêu", "All targets"), [_table(site, rows)], "all"),
            Section(site.t("Chỗ mâu thuẫn", "Conflicts"), [_conflicts(site, conflicts)], "conflicts", is_folded=True),
            *[_part(site, row, history.get((row["target_id"], row["source_code"]), []), conflicts) for row in rows],
        ],
        nav=links.TARGETS,
        lead=site.t(
            "Mục tiêu của các văn bản đang ràng buộc tỉnh, việc cần người xử lý đứng trước. Bấm vào một mục tiêu để"
            " xem nhịp độ, câu chữ của văn bản và chỗ mâu thuẫn.",
            "Targets of the documents that bind the province, what needs somebody first. Open a target for its pace,"
            " the words of the document and conflicts.",
        ),
        finds=[
            (f"{row['target_id']} {site.name(row, 'indicator_name')}", f"{links.TARGETS}#{anchor(row['target_id'])}")
            for row in rows
        ],
    )


def summary(site: Site, rows: list[Row]) -> Tiles:
    """How many targets are well, need watching, are badly off, and cannot be judged."""
    labels = {
        BAD: site.t("Không đạt hoặc đi lùi", "Missed or going backwards"),
        WATCH: site.t("Chậm hơn nhịp cần thiết", "Slower than needed"),
        GOOD: site.t("Đúng tiến độ hoặc đã đạt", "On track or met"),
        NEUTRAL: site.t("Chưa kết luận được", "Cannot be judged yet"),
    }
    tones = [TONES["progress_class"][row["progress_class"]] for row in rows]
    return Tiles(
        [
            Tile(label, str(tones.count(tone)), f"{links.TARGETS}#all", "", Mark(site.t("mục tiêu", "targets"), tone))
            for tone, label in labels.items()
        ]
    )


def _value(site: Site, row: Row) -> Cell:
    """The latest figure with its period; a dash where there is none."""
    if row["value"] is None:
        return Cell("–", sort="")
    estimate = site.t("ước thực hiện, ", "estimate, ") if row["figure_status"] == "uoc" else ""
    unit = site.word("uom", row["uom_code"])
    return Cell(site.with_unit(row["value"], unit), sort=row["value"], note=f"{estimate}{row['period_code']}")


def _table(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Mục tiêu", "Target"), SHORT),
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Mức phải đạt", "Goal")),
        Column(site.t("Số mới nhất", "Latest figure"), NUMBER),
        Column(site.t("Đến năm", "By"), NUMBER),
        Column(site.t("Xếp loại", "Class")),
        Column(site.t("Ràng buộc", "Binding")),
        Column(site.t("Nguồn", "Source"), SHORT),
    ]
    return Table(
        site.t("Mục tiêu, cần xử lý trước", "Targets, urgent ones first"),
        columns,
        [
            [
                Cell(row["target_id"], f"{links.TARGETS}#{anchor(row['target_id'])}"),
                Cell(site.name(row, "indicator_name"), links.indicator_page(row["indicator_code"])),
                Cell(row["number_vi"]),
                _value(site, row),
                Cell(str(row["horizon_to"] or "–"), sort=row["horizon_to"] or ""),
                Cell("", sort=row["progress_class"], mark=mark(site, "progress_class", row["progress_class"])),
                Cell(site.word("target_binding", row["binding"])),
                Cell(row["line_vi"]),
            ]
            for row in rows
        ],
        has_filter=True,
    )


def _conflicts(site: Site, rows: list[Row]) -> Table:
    """Targets, commitments and duties that do not agree, and what to do; in the words of chiso conflicts."""
    columns = [
        Column(site.t("Chủ đề", "Topic")),
        Column(site.t("Một bên", "One side")),
        Column(site.t("Bên kia", "The other")),
        Column(site.t("Khác nhau ở đâu", "How they differ")),
        Column(site.t("Đề nghị", "Proposal")),
    ]
    cells = [
        [
            Cell(row["topic_vi"]),
            _side(row, "a"),
            _side(row, "b"),
            Cell(row["explanation_vi"]),
            Cell(row["proposal_vi"] or "–"),
        ]
        for row in rows
    ]
    return Table(
        site.t(f"{len(rows)} chỗ", f"{len(rows)} conflicts"), columns, cells, empty=site.t("Không có.", "None.")
    )


def _side(row: Row, side: str) -> Cell:
    """One of the two statements; a dash where a finding speaks of one only."""
    if row[f"target_{side}"] is None:
        return Cell("–")
    document = row[f"document_{side}"]
    note = f"{document.split('_')[0]}, {row[f'line_{side}']}" if document else ""
    return Cell(f"{row[f'target_{side}']}: {row[f'number_{side}'] or '–'}", note=note)


def _part(site: Site, row: Row, history: list[Row], conflicts: list[Row]) -> Section:
    """A target: its figure and class, pace, quote, conflicts."""
    unit = site.word("uom", row["uom_code"])
    pairs = [
        (site.t("Xếp loại", "Class"), Cell("", mark=mark(site, "progress_class", row["progress_class"]))),
        (site.t("Số mới nhất", "Latest figure"), _value(site, row)),
        (site.t("Mức phải đạt", "Goal"), Cell(row["number_vi"])),
        (site.t("Ràng buộc", "Binding"), Cell(site.word("target_binding", row["binding"]))),
    ]
    if row["required_step"] is not None and row["required_step"] > 0:
        step = site.with_unit(row["required_step"], unit)
        pairs.append((site.t("Cần tăng mỗi năm", "Needed a year"), Cell(step)))
    if row["source_name_vi"]:
        source = site.word("source", row["source_code"])
        pairs.append((site.t("Nguồn số liệu", "Source of the figure"), Cell(source)))
    if row["holder_vi"]:
        pairs.append((site.t("Ai giữ số liệu", "Who holds the figure"), Cell(row["holder_vi"])))
    blocks: list[Block] = [Facts(pairs)]
    blocks += [picture] if (picture := pace_chart(site, row, history)) else []
    blocks.append(Quote(row["quote"], f"{row['document_title_vi']}, {row['line_vi']}"))
    named = [one for one in conflicts if row["target_id"] in (one["target_a"], one["target_b"])]
    blocks += [
        Text(
            f"{one['explanation_vi']} {one['proposal_vi'] or ''}".strip(),
            site.t("Mâu thuẫn:", "Conflict:"),
            lang="" if site.lang == "vi" else "vi",
        )
        for one in named
    ]
    title = f"{row['target_id']} · {site.name(row, 'indicator_name')}"
    return Section(title, blocks, anchor(row["target_id"]), is_folded=True)

"""One A4 page for the chairman: five sentences bound to the release, and a chart of the targets."""

from __future__ import annotations

from pathlib import Path

from pipelines.files.content import figures, reports
from pipelines.files.content.release import Row, Source
from pipelines.files.page.document import Document
from pipelines.files.page.sentences import LEADS, sentences
from pipelines.files.word.chart import Chart, add_chart

N_BARS = 8
TITLE = "Các mục tiêu cần chú ý: đã đạt bao nhiêu phần"


def write_page(source: Source, path: Path) -> None:
    """Write the page. Raises BoundError where a sentence does not agree with the release."""
    targets = figures.targets(source)
    said = sentences(source, figures.of_period(source), targets, reports.late(source))
    foot = f"Làm từ bản công bố {source.release_id}; số liệu đầy đủ trong tệp Excel cùng thư mục."
    document = Document(f"Tóm tắt {source.period_name}", source.notice, foot, source.release_id)
    document.heading(f"ĐỔI MỚI SÁNG TẠO {source.area_name.upper()}")
    document.heading(f"Tóm tắt {source.period_name[:1].lower()}{source.period_name[1:]}", 13)
    until = f"Kỳ từ {source.start_date:%d/%m/%Y} đến {source.end_date:%d/%m/%Y}"
    document.note(until)
    for code, lead in LEADS.items():
        document.sentence(lead, said[code])
    bars = [row for row in targets if row["is_short"]][:N_BARS]
    if bars:
        shares = [100 * row["share"] for row in bars]
        names = [_name(row) for row in bars]
        chart = Chart("bar", names, [("Đã đạt", shares)], TITLE, [0] * len(bars), unit="%", title=TITLE)
        add_chart(document.word.add_paragraph(), chart, 18 + 7.5 * len(bars))
    document.save(path)


def _name(row: Row) -> str:
    """The name of a bar: the indicator, cut at a word, with the year of the goal."""
    name = row["indicator_name_vi"]
    if len(name) > 58:
        name = name[:56].rsplit(" ", 1)[0] + "…"
    return f"{name} ({row['year_vi']})" if row["year_vi"] else name

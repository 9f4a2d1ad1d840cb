"""The workbook of a release: which sheets it has, in which order."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pathlib import Path

from pipelines.files.content import communes, figures, reports
from pipelines.files.content.release import Source
from pipelines.files.workbook.charts import write_charts
from pipelines.files.workbook.lists import FIGURES, HELD, TARGETS, TASKS, write_lists, write_tasks
from pipelines.files.workbook.overview import LISTS, Overview
from pipelines.files.workbook.ranking import RANKING, write_ranking
from pipelines.files.workbook.sheet import Book


def write_workbook(source: Source, path: Path) -> None:
    """Write the workbook of a release to `path`."""
    book = Book(path, source, f"Số liệu đổi mới sáng tạo {source.area_name}, {source.period_name}")
    rows = {TARGETS: figures.targets(source), HELD: reports.held(source), TASKS: figures.tasks(source)}
    of_province, ranking = figures.figures(source), communes.ranking(source)
    overview = Overview(book)
    placed = write_lists(book, of_province, rows[TARGETS], rows[HELD])
    if ranking is not None:
        placed[RANKING] = write_ranking(book, ranking)
    placed[TASKS] = write_tasks(book, rows[TASKS])
    write_charts(book, rows[TARGETS], ranking, placed)

    overview.reports(reports.received(source))
    overview.counts({name: (placed[name], rows[name], *where) for name, where in LISTS.items()})
    overview.main_figures(of_province, placed[FIGURES])
    if ranking is not None:
        overview.movers(ranking)
    overview.finish()
    book.close()

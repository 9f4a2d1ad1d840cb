"""The page of one suite's results: a file that opens from disk without network, beside the release's figures.

The library's own site is not used: it weighs 4 MB and takes its style sheets and scripts from nine foreign hosts, so
offline it is a page without form. Nothing here carries a clock: the same results give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from pipelines.quality.suite_files import CheckResult, Suite

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{border-bottom:1px solid #ddd;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{white-space:nowrap}
th{background:#f4f4f4}code{font-size:13px;overflow-wrap:anywhere}
.pass{color:#1a6b2d}.stop{color:#a31515;font-weight:600}.note{color:#8a5a00;font-weight:600}
""".strip()
HEAD = "<tr><th>Kết quả</th><th>Nội dung kiểm tra</th><th>Cột</th><th>Kiểm tra</th><th>Thực tế</th></tr>"
OWN = re.compile(r"<h1>(.*?)</h1><p>(.*?)</p>")
MARK = {"stop": "Không đạt – dừng công bố", "note": "Lưu ý"}


def write_page(folder: Path, suite: Suite, results: Sequence[CheckResult], n_rows: Mapping[str, int]) -> Path:
    """`<folder>/<suite>.html`, and the index over all suites that have a page in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = "".join(_section(table, results, n_rows) for table in suite.tables)
    n_good = sum(row.success for row in results)
    summary = f"<p>{n_good}/{len(results)} kiểm tra đạt.</p>"
    path = folder / f"{suite.name}.html"
    path.write_text(_page(suite.title_vi, summary + sections), encoding="utf-8", newline="\n")
    pages = sorted(page for page in folder.glob("*.html") if page.stem != "index")
    links = "".join(map(_link, pages))
    index = _page("Kiểm tra lô số liệu và bảng công bố", f"<ul>{links}</ul>")
    (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
    return path


def _link(page: Path) -> str:
    """A line of the index: the page's own title and summary."""
    told = OWN.search(page.read_text(encoding="utf-8"))
    title, summary = told.groups() if told else (escape(page.stem), "")
    return f'<li><a href="{escape(page.name)}">{title}</a>: {summary}</li>'


def _section(table: str, results: Sequence[CheckResult], n_rows: Mapping[str, int]) -> str:
    rows = "".join(_row(row) for row in results if row.table == table)
    size = f"{n_rows[table]:,} dòng".replace(",", ".") if table in n_rows else "không có trong lô"
    return f"<h2><code>{escape(table)}</code> ({size})</h2><table>{HEAD}{rows}</table>"


def _row(row: CheckResult) -> str:
    style, mark = ("pass", "Đạt") if row.success else (row.severity, MARK[row.severity])
    seen = f"Không chạy được: {row.exception}" if row.exception else row.observed
    return (
        f'<tr><td class="{style}">{mark}</td><td>{escape(row.description_vi)}</td><td>{escape(row.column)}</td>'
        f"<td><code>{escape(row.expectation)}</code></td><td><code>{escape(seen)}</code></td></tr>"
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )

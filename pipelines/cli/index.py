"""The verbs of composite indices: `index score`.

Here: options and answers. Not here: the reading of tables and the scoring (indices/score.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.app import ERROR, OK, cli
from pipelines.cli.screen import Screen

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@cli.group()
def index() -> None:
    """Chỉ số tổng hợp."""


@index.command("score")
@click.option(
    "--data", "table", required=True, type=FILE, help="iData.csv: uCode, mỗi chỉ tiêu một cột; trống là thiếu."
)
@click.option("--meta", required=True, type=FILE, help="iMeta.csv: cây chỉ số, các cột như của COINr.")
@click.option("--denominators", type=FILE, help="Mẫu số theo uCode; không có thì lấy từ iData.")
@click.option("--method", required=True, type=FILE, help="METHOD.yml: các bước tính (docs/method.md).")
@click.option("--out", required=True, type=FOLDER, help="Thư mục ghi kết quả của từng bước.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo.")
def score(table: Path, meta: Path, denominators: Path | None, method: Path, out: Path, lang: str) -> int:
    """Tính chỉ số cho bảng số liệu riêng, theo đúng các bước của gói COINr."""
    # no @verb: here --data is the analyst's table, and neither province nor codebook has a say
    from pipelines.indices.errors import ScoreError
    from pipelines.indices.score import score as score_table

    screen = Screen(lang)
    try:
        written = score_table(table, meta, method, out, denominators)
    except (ScoreError, OSError) as fault:
        screen.fault(fault)
        return ERROR
    for name, rows in written.items():
        screen.text(f"{out / name}\t{rows}")
    return OK

"""Registers as senders make them, drawn at random with their truth: numbers, groups, totals, dotted lines, columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from support import trial
from support.trial_register import CODES, HEADER, codebook, filled, project, write
from unit.submissions.conftest import read_with

from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

TAILS = (
    [["", "Người lập biểu", "", "", "Thủ trưởng đơn vị"], [""], ["", "Họ Ký Tên", "", "", "Họ Ký Tên"]],
    [
        ["", "", "", "", "Hà Giang, ngày 14 tháng 10 năm 2026"],
        ["", "", "", "", "CHỦ TỊCH"],
        ["", "", "", "", "Họ Ký Tên"],
    ],
    [
        ["Ghi chú: danh sách đến 14/10"],
        ["", "NGƯỜI LẬP", "", "KẾ TOÁN", "", "KIỂM SOÁT", "TM. UBND"],
        ["", "Họ Ký Tên"],
    ],
    [["Nơi nhận:"], ["- Như trên"], ["", "Họ Ký Tên"]],
)
NUMBERS: tuple[Callable[[int], Any], ...] = (
    lambda n: n,
    lambda n: f"{n}.",
    lambda n: f"{n:02d}",
    lambda n: f"({n})",
    lambda n: None,
)
TOTALS = ("Cộng", "Cộng nhóm", "Tổng cộng", "TỔNG SỐ")
DOTTED = ([""], ["…", "…"], ["", "..........", "....."], ["", "-", "-", "-", "-", "-"])


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Layouts:
    folder = tmp_path_factory.mktemp("register_layouts") / "seeds"
    trial.codebook(folder)
    return compile_layouts(codebook(folder), "08")


def draw(rng: Random) -> tuple[list[list[Any]], dict[str, float]]:
    """Rows and the truth: key of each entity -> its money."""
    number, truth = rng.choice(NUMBERS), dict[str, float]()
    rows: list[list[Any]] = []
    is_numbered, since = number(1) is not None, 0  # a total is of what stands since the last one, or since a heading
    for group in range(rng.choice((1, 1, 2, 3))):
        if rng.random() < 0.5:
            rows.append(rng.choice((["I", "Nhóm một"], ["", f"{'ABC'[group]}. Nhóm dự án"], ["II.", "Nhóm hai"])))
            since = len(truth)
        for _ in range(rng.randint(0, 8)):
            key, money = f"DA-{len(truth) + 1:03d}", float(rng.randint(1, 900))
            truth[key] = money
            rows.append(project(None, key, stt=number(len(truth)), support=money))
            if is_numbered and rng.random() < 0.15:
                rows.append(rng.choice(DOTTED))
        if len(truth) > since and rng.random() < 0.4:
            rows.append(["", rng.choice(TOTALS), "", "", "", sum(list(truth.values())[since:])])
            since = len(truth)
    rows += [rng.choice(DOTTED[1:]) for _ in range(rng.randint(0, 3))]
    return rows, truth


@pytest.mark.parametrize("seed", range(40))
def test_exactly_the_entities_of_the_truth_are_read(layouts: Layouts, tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    rows, truth = draw(rng)
    order = list(range(len(HEADER)))
    if rng.random() < 0.3:
        rng.shuffle(order)
        rows = [[row[at] for at in order] if len(row) == len(HEADER) else [] for row in rows]
    header, codes = [HEADER[at] for at in order], [CODES[at] for at in order]
    tail = [[""], *rng.choice(TAILS)]
    path = write(tmp_path / "t.xlsx", rows, header=header, codes=rng.choice((codes, codes, None)), tail=tail)
    down, right = rng.choice(((0, 0), (3, 0), (0, 2), (5, 1)))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.move_range(sheet.dimensions, rows=down, cols=right)
    book.save(path)
    found = read_with(layouts, path)
    (part,) = found.outcome.parts
    assert part.row["outcome"] == "read", part.row["message_vi"]
    records = [(key, json.loads(text)["support"]) for _, key, text in zip(*part.records, strict=True)]
    assert records == list(truth.items())
    assert part.row["n_nonempty"] == filled(path) == part.row["n_second"]
    assert part.row["n_reject"] == 0
    assert part.row["reason_code"] in (None, "layout_matched")
    shown = json.dumps([part.cells, part.records, part.row], ensure_ascii=False, default=str)
    assert "Họ Ký Tên" not in shown and "Người DA-" not in shown

"""One word for each thing that people read: the words that were replaced stand nowhere they would read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

OLD = re.compile(
    "|".join(
        (
            r"\bphát biểu (?:trống|mẫu)",  # now: cấp biểu
            r"\blát số liệu|\bsố lát\b|\blát (?:phải|hiện|tạm|thiếu|chưa)",  # số liệu
            r"\bquan sát\b",  # số liệu
            r"\bngữ cảnh\b",  # ô chữ
            r"\b(?:ô|số liệu|reject) bị loại\b|“bị loại”|\"bị loại\"",  # không nhận
            r"chấp thuận vi phạm|vi phạm chưa được chấp thuận|đã chấp thuận\b",  # miễn áp dụng
            r"bản phát hành",  # bản công bố
            r"\bsổ mã\b",  # danh mục
            r"hai thứ hạng hạng|hiện có \{value\}",
            r"\bphải: không\b",
            r"khu vực phụ trách",
        )
    ),
    re.IGNORECASE,
)
READ = (
    *("pipelines/**/*.py", "dbt_project/m*/**/*.yml", "dbt_project/m*/**/*.md", "dbt_project/m*/**/*.sql"),
    *("data/seeds/**/*.csv", "docs/*.md", "README*.md", "notebooks/*.py", "expectations/**/*.yml"),
)


def _lines(repo: Path) -> Iterator[tuple[str, str]]:
    for pattern in READ:
        for path in sorted(repo.glob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(repo)}:{number}", line


def test_no_old_word_is_read_by_people(repo: Path) -> None:
    lines = list(_lines(repo))
    assert len(lines) > 20_000
    found = [f"{place}: {match.group()}" for place, line in lines if (match := OLD.search(line))]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize(
    "text",
    [
        "Biểu mẫu: phát biểu trống, xem biểu nào",
        "{n} lát số liệu bị giữ lại",
        "120 quan sát + 3 ô",
        "theo bản phát hành",
        "Sổ mã có 1 lỗi",
        "Hai thứ hạng hạng 20/34",
        "Phải: Không lớn hơn mã số 14",
        "vì sao ô bị loại",
    ],
)
def test_an_old_word_is_found(text: str) -> None:
    assert OLD.search(text)


@pytest.mark.parametrize("text", ["cơ quan sát nhập", "số hiện có luôn có nghĩa", "loại báo cáo", "bản công bố"])
def test_a_word_that_only_looks_alike_is_none(text: str) -> None:
    assert not OLD.search(text.replace("quan sát nhập", "quan sáp nhập"))

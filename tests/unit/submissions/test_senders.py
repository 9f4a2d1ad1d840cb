"""Who may send what another one reports: with a permission it is read with a note, without a valid one it waits."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import trial
from unit.submissions.conftest import Read, read_with

from pipelines.codebook.load import Codebook, load
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

# sender, kind, reporter, form, from, to: TRIAL-01 of C00700, October 2026 begins on 15 September
PERMISSIONS = (
    ("D08-STC", "", trial.COMMUNE, "TRIAL-01", "2025-12-15", "2026-09-15"),
    ("D08-SCT", "", "C00706", "", "2025-12-15", ""),
    ("D08-SNV", "commune", "", "TRIAL-01", "2026-09-15", ""),
    ("D08-CAT", "department", "", "", "2025-12-15", ""),
    ("D19-STC", "commune", "", "", "2025-12-15", ""),
)
OFFICE = "Văn phòng Ủy ban nhân dân tỉnh Tuyên Quang"  # so was called, until July 2025, another one as well


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    folder = tmp_path_factory.mktemp("senders") / "seeds"
    trial.codebook(folder)
    with (folder / "senders.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((*row[:4], "thử", "province_admin", *row[4:]) for row in PERMISSIONS)
    with (folder / "aliases.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(("reporter", "VP tỉnh", "D08-VPUB"))
    return load(folder)


@pytest.fixture(scope="module")
def layouts(codebook: Codebook) -> Layouts:
    return compile_layouts(codebook, "08")


@pytest.fixture
def sent(layouts: Layouts, tmp_path: Path) -> Callable[..., Read]:
    def _sent(period: str = "Tháng 10 năm 2026", **stated: Any) -> Read:
        cells = trial.row_form(A4=f"(Kỳ báo cáo: {period})", E9=5)
        return read_with(layouts, trial.write(tmp_path / "t.xlsx", {"TRIAL-01": cells}), **stated)

    return _sent


@pytest.mark.parametrize(
    ("stated", "sender"),
    [
        ({"sender": "D08-VPUB"}, "D08-VPUB"),  # every commune, every form: in the seeds
        ({"folder": OFFICE}, "D08-VPUB"),
        ({"folder": "vp TỈNH"}, "D08-VPUB"),  # by its alias
        ({"sender": "D08-SNV"}, "D08-SNV"),  # from the first day of this period on
        ({"sender": "D08-SNV", "folder": "D08-VPUB"}, "D08-SNV"),
    ],
)
def test_who_may_is_read_with_a_note(sent: Callable[..., Read], stated: dict[str, str], sender: str) -> None:
    found = sent(**stated)
    assert (found.row["outcome"], found.row["reporter_code"]) == ("read", trial.COMMUNE)
    assert found.row["reason_code"] == "sent_for"
    assert re.search(rf"\({sender}\) gửi thay .+ \({trial.COMMUNE}\)", found.row["message_vi"])
    assert found.observations["E9"][4] == 5.0


@pytest.mark.parametrize(
    "stated",
    [
        {"sender": "D08-STC"},  # its permission ended on the day on which this period begins
        {"sender": "D08-SCT"},  # for another commune
        {"sender": "D08-SKHCN"},  # for communes, in XA-01 only: in the seeds
        {"sender": "D08-CAT"},  # for departments
        {"sender": "D19-STC"},  # for communes of another province
        {"sender": "D08-VPUB", "folder": "C00706"},  # one of the two may, the other may not
        {"folder": "D08-STC"},
    ],
)
def test_who_may_not_waits(sent: Callable[..., Read], stated: dict[str, str]) -> None:
    found = sent(**stated)
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "sender_differs")
    assert found.observations == {}


def test_a_permission_that_ended_holds_for_the_periods_before(sent: Callable[..., Read]) -> None:
    assert sent("Tháng 9 năm 2026", sender="D08-STC").row["reason_code"] == "sent_for"


def test_one_before_its_first_day_waits(sent: Callable[..., Read]) -> None:
    assert sent("Tháng 9 năm 2026", sender="D08-SNV").row["reason_code"] == "sender_differs"


def test_no_permission_of_the_seeds_calls_itself_official(codebook: Codebook) -> None:
    official = dict(codebook.tables["sources"].select("source_code", "is_official").iter_rows())
    assert [row for row in codebook.tables["senders"]["source_code"] if official[row]] == []

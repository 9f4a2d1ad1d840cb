"""chiso targets, conflicts, tasks print rows in Vietnamese with their lines; bind and settle reach the ledger."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from support import promises

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.publication.release import current
from pipelines.settings import REPO, Places, places
from pipelines.warehouse.export import export

SOURCE = re.compile(r"\[00\d_[0-9a-f]{16}\.txt:\d+\]")
MODELS = [
    *("target", "target_progress", "target_conflict", "rank_equivalence", "task_status", "task_agency"),
    *("commitment", "policy_document"),
]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Places, Path]:
    """The tables of a release of October 2026 in which nobody has sent anything."""
    root = tmp_path_factory.mktemp("verbs")
    place = places("08", root / "data")
    ledger = Ledger(place.ledger)
    ledger.append("codebook", {"codebook_hash": "0" * 64})
    (root / "landing").mkdir()
    codebook = load(REPO / "data" / "seeds")
    warehouse = promises.built(place, codebook, ledger, root / "landing", root / "work", MODELS)
    export(warehouse, root / "tree", "2026-10")
    return place, root / "tree"


@pytest.fixture
def say(released: tuple[Places, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    place, tree = released
    published = SimpleNamespace(folder=tree, release_id="2026-10-r001", simulated="none")

    def current_release(_places: Places) -> SimpleNamespace:
        return published

    monkeypatch.setattr(current, "current_release", current_release)
    return Say(place, capsys)


class Say:
    """Runs a verb and gives what it printed."""

    def __init__(self, place: Places, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self.capsys = place, capsys

    def __call__(self, *arguments: str) -> str:
        assert call([*arguments, "--data", str(self.place.data)]) == 0
        return self.capsys.readouterr().out


def test_targets_are_printed_with_their_lines(say: Say) -> None:
    text = say("targets", "--all")
    assert text.startswith("Mục tiêu của tỉnh 08, theo bản công bố 2026-10-r001: 52 mục tiêu, 0 có số liệu.")
    assert len(re.findall(r"^T00[014]-\d\d  ", text, re.M)) == 52
    quoted = [line for line in text.splitlines() if line.lstrip().startswith("“")]
    assert len(quoted) == 52 and all(SOURCE.search(line) for line in quoted)
    assert "“hướng đến xếp hạng 20/34 vào năm 2030” [000_13c93a693672647e.txt:16]" in text
    assert text.count("Chưa có số liệu; biểu SKHCN-01 đang thu") == 5
    assert text.count("Chưa có số liệu; biểu SKHCN-01, STC-01 đang thu") == 1
    headed = [line for line in text.splitlines() if re.search(r"\.txt\]: \d+ mục tiêu; ", line)]
    assert [re.search(r"\d+ mục tiêu", line).group() for line in headed] == [  # type: ignore[union-attr]
        "5 mục tiêu",
        "30 mục tiêu",
        "17 mục tiêu",
    ]
    assert ["chưa có quyết định áp dụng" in line for line in headed] == [False, True, True]  # both older ones
    # what is known beside the forms: TFP in 2020, for three goals on it; PII of both halves
    assert text.count("33,9 % (2020, Tuyên Quang cũ) [004_8a563143296888ac.txt:453]") == 3
    assert "hạng 60/63 (2023, Hà Giang cũ)" in text and "hạng 43/63 (2023, Tuyên Quang cũ)" in text
    assert "None" not in text and "{" not in text


def test_the_overview_has_one_line_a_target(say: Say) -> None:
    text = say("targets")
    lines = [line for line in text.splitlines() if "\t" in line]
    assert len(lines) == 1 + 52  # the heading and one line each
    assert "Xếp loại: Chưa có số liệu 52." in text
    assert "47 mục tiêu của văn bản trước khi sắp xếp tỉnh chưa có quyết định áp dụng" in text
    # what binds comes first within a class
    assert [line.split("\t")[1] for line in lines[1:7]] == [*(f"T000-0{no}" for no in range(1, 6)), "T001-01"]
    assert "None" not in text and "{" not in text


def test_one_target_is_printed_in_full(say: Say) -> None:
    text = say("targets", "--target", "t001-08")
    assert text.count("“") == 1 and "[001_32aa54a46509ccc0.txt:44]" in text and "biểu VPUB-01 đang thu" in text


def test_an_unknown_target_is_answered_with_the_ids(say: Say) -> None:
    assert call(["targets", "--target", "T9", "--data", str(say.place.data)]) == 1
    assert "Không có mục tiêu “T9” của tỉnh. Các mã: T000-01, T000-02," in say.capsys.readouterr().err


def test_promises_without_a_number_are_printed_with_their_lines(say: Say) -> None:
    text = say("targets", "--commitments")
    assert "của tỉnh 08, bản công bố 2026-10-r001: 76." in text  # 24, 33 and 19 of the three documents
    lines = [line for line in text.splitlines() if line.startswith("    C00")]
    assert len(lines) == 76 and all(SOURCE.search(line) for line in lines)
    assert "mục tiêu, đến năm 2030: “(PII) thuộc nhóm khá" in text
    assert "Ủy ban Kiểm tra Tỉnh ủy; thời gian: hằng năm; chưa ai báo cáo kết quả" in text  # 000:50
    assert "None" not in text and "{" not in text


def test_conflicts_are_printed_with_both_lines(say: Say) -> None:
    text = say("conflicts")
    assert "20 phát hiện, 20 chưa xử lý" in text  # ten pairs and five counts, four commitments, two duties
    assert len(SOURCE.findall(text)) == 10 * 2 + 5 + 4 * 2 + 2
    assert "theo tỷ lệ (% đầu bảng): 58,824 và 47,619 – văn bản thứ hai đòi hỏi cao hơn" in text
    assert "None" not in text and "{" not in text


def test_tasks_are_printed_by_agency(say: Say) -> None:
    text = say("tasks")
    assert "18 nhiệm vụ, 15 đang trong thời gian, 3 quá hạn, 0 chưa báo cáo" in text
    # 004:340-343 and 431, read by hand
    assert (
        "cùng chủ trì: UBND các huyện, thành phố (nay là UBND các xã, phường)\n        phối hợp: Các đơn vị liên quan"
        in text
    )
    assert (
        # not Sở Lao động, Thương binh và Xã hội, which is today Sở Nội vụ, the task's leading office
        "phối hợp: Sở Khoa học và Công nghệ; Sở Giáo dục và Đào tạo; "
        "Các trường chuyên nghiệp; Ủy ban nhân dân các huyện, thành phố (nay là UBND các xã, phường)"
    ) in text
    assert len(SOURCE.findall(text)) == 19  # task 2 has two leading agencies
    assert (
        "Sở Khoa học và Công nghệ (Tuyên Quang): 8 nhiệm vụ chủ trì" in text
    )  # N004-11 came from Sở Thông tin và Truyền thông
    # no heading names an office that has ended
    heads = [line for line in text.splitlines() if line.endswith("nhiệm vụ chủ trì")]
    assert not [line for line in heads if re.search("Kế hoạch và Đầu tư|Phát triển nông thôn|Truyền thông|huyện", line)]
    assert "None" not in text and "{" not in text


def test_english_is_a_whole_language_too(say: Say) -> None:
    assert say("tasks", "--lang", "en").startswith("Tasks of province 08, release 2026-10-r001: 18;")


def test_decisions_reach_the_ledger(say: Say) -> None:
    why = ("--period", "2026-10", "--reason", "Đã rà soát", "--owner", "Ban Chỉ đạo")
    assert "Đã ghi quyết định số 2" in say("bind", "adopted", "--document", "001_32aa54a46509ccc0.txt", *why)
    say("settle", "X-T001-23-T004-14", "accepted", *why)
    kinds = [entry.payload.get("decision_kind") for entry in Ledger(say.place.ledger).read()]
    assert kinds == [None, "bind", "settle"]


def test_a_bad_decision_is_a_sentence(say: Say) -> None:
    arguments = ["settle", "X-T009-01", "accepted", "--period", "2026-10", "--reason", "x", "--owner", "y"]
    assert call([*arguments, "--data", str(say.place.data)]) == 1
    assert "không có phát hiện “X-T009-01”" in say.capsys.readouterr().err

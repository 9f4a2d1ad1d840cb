"""`status` answers whatever state the folders are in; `ledger check` needs a ledger; Ctrl-C is exit code 130."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from unit.publication.hand_made import built, judged, places_of

from pipelines.cli import app
from pipelines.cli.app import call
from pipelines.publication.candidate.interrupts import interrupts_raised
from pipelines.publication.province_lock import province_lock
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable
from pipelines.settings import Places
from pipelines.warehouse.dbt import node_counter


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path)


def status(places: Places, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = call(["status", "--data", str(places.data)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, printed.out + printed.err


@pytest.mark.parametrize(
    ("latest", "record"),
    [("b1", None), ("b9", None), ("b1", ""), ("b1", '{"identity": {'), ("b1", "[]"), ("b1", '{"identity": {}}')],
    ids=["half built", "names nothing", "empty record", "cut record", "another kind of record", "an older record"],
)
def test_an_unfinished_candidate_is_named(
    latest: str, record: str | None, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built(places, "b1")
    (places.build / "latest").write_text(latest + "\n")
    if record is None:
        (places.build / "b1" / "built.json").unlink()
    else:
        (places.build / "b1" / "built.json").write_text(record)
    code, printed = status(places, capsys)
    assert (code, f"Bản dựng gần nhất: {latest}: đang dựng dở" in printed) == (0, True)
    assert "Sổ cái: 2 mục" in printed  # of the codebook and of the build


@pytest.mark.parametrize("content", ["", "\n", None])
def test_an_empty_latest_is_no_candidate(
    content: str | None, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built(places, "b1")
    if content is not None:
        (places.build / "latest").write_text(content)
    code, printed = status(places, capsys)
    assert (code, "Bản dựng gần nhất" in printed) == (0, False)


def test_a_cut_verdict_is_an_unfinished_candidate(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1")
    (places.build / "latest").write_text("b1\n")
    assert "đã đạt, chưa công bố" in status(places, capsys)[1]
    (places.build / "b1" / "verdict.json").write_text('{"outcome"')
    assert "đang dựng dở" in status(places, capsys)[1]


@pytest.mark.parametrize("current", ["", "2030-01-r009"])
def test_a_current_that_names_nothing_is_a_fault_and_the_rest_is_printed(
    current: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    judged(places, "b1")
    publish(places, "b1")
    places.current.write_text(current)
    code, printed = status(places, capsys)
    assert code == 1 and "data/release" in printed and "Sổ cái: 4 mục" in printed


def test_a_cut_manifest_and_a_broken_ledger_are_faults(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1")
    folder = publish(places, "b1").folder
    set_writable(folder)
    (folder / "manifest.json").write_text("{")
    places.ledger.write_bytes(places.ledger.read_bytes() + b'{"seq')
    code, printed = status(places, capsys)
    assert code == 1 and "chiso ledger repair" in printed and "Tệp current ghi “2026-10-r001”" in printed


def test_a_running_command_is_named(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Đang có lượt chạy" not in status(places, capsys)[1]
    with province_lock(places):
        code, printed = status(places, capsys)
    assert code == 0 and "Đang có lượt chạy từ" in printed and "(tiến trình " in printed


@pytest.mark.parametrize("verb", ["check", "repair"])
def test_a_folder_without_a_ledger_is_no_good_ledger(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["ledger", verb, "--data", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and str(tmp_path / "raw" / "08" / "ledger.jsonl") in printed.err
    assert not list(tmp_path.iterdir())


def test_ctrl_c_in_any_command_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app.cli, "main", stop)
    assert call(["status"]) == 130
    assert "Chạy lại cùng lệnh để tiếp tục." in capsys.readouterr().err
    assert call(["status", "--lang", "en"]) == 130
    assert "Repeat the same command" in capsys.readouterr().err


def swallowed() -> None:
    """What dbt does with an interrupt."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def renamed() -> None:
    """What DuckDB does with one."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as error:
        raise RuntimeError("query interrupted") from error


def failed() -> None:
    raise ValueError("another failure")


@pytest.mark.parametrize(
    ("work", "expected"), [(swallowed, KeyboardInterrupt), (renamed, KeyboardInterrupt), (failed, ValueError)]
)
def test_an_interrupt_that_a_library_swallowed_is_raised(
    work: Callable[[], None], expected: type[BaseException]
) -> None:
    def run() -> None:
        with interrupts_raised():
            work()

    with pytest.raises(expected):
        run()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_models_and_tests_of_the_warehouse_are_counted() -> None:
    """Results of dbt carry their number: models under `total`, tests under `num_models`; other events carry none."""
    seen: list[tuple[int, int]] = []
    count = node_counter(lambda done, total: seen.append((done, total)))
    for name, data in (
        ("LogStartLine", {"index": 1, "total": 3}),
        ("LogModelResult", {"index": 1, "total": 3}),
        ("LogTestResult", {"index": 2, "num_models": 3}),
    ):
        count(SimpleNamespace(info=SimpleNamespace(name=name), data=SimpleNamespace(**data)))
    assert seen == [(1, 3), (2, 3)]

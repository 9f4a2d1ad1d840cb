"""Ctrl-C while the warehouse is built, a command that waits for another, and an occasion without a figure.

Each command is a process of its own with its own data root; nothing was received, so all figures are missing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

CHISO = str(Path(sys.executable).with_name("chiso"))
PATIENCE = 300  # seconds: a build of nothing takes 30 s on a quiet machine


def start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [CHISO, *arguments, "--data", str(data)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPO)


def await_line(process: subprocess.Popen[str], text: str) -> str:
    """Read standard error up to the line with `text`."""
    seen, assert_until = "", time.monotonic() + PATIENCE
    assert process.stderr
    while text not in seen and time.monotonic() < assert_until:
        line = process.stderr.readline()
        assert line, f"ended without “{text}”: {seen}"
        seen += line
    return seen


@pytest.mark.parametrize("seconds", [0.3, 1.2])
def test_ctrl_c_in_the_warehouse_step_records_nothing(seconds: float, tmp_path: Path) -> None:
    """Exit code 130, no verdict, no candidate: while sources are loaded, and while models are built (3 s at least)."""
    process = start(tmp_path, "run", "--period", "2026-10")
    await_line(process, "Dựng kho số liệu")
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, (out, err)
    assert "Đã dừng theo yêu cầu." in err and "Chạy lại cùng lệnh để tiếp tục." in err
    assert "Traceback" not in err and "TỪ CHỐI" not in out
    province = places("08", tmp_path)
    assert "verdict" not in {entry.kind for entry in Ledger(province.ledger).read()}
    assert not list(province.build.glob("*/built.json")) and not (province.build / "latest").exists()


def test_a_waiting_command_says_who_works_and_status_answers(tmp_path: Path) -> None:
    first = start(tmp_path, "run", "--period", "2026-10")
    await_line(first, "Dựng kho số liệu")
    status = start(tmp_path, "status")
    out, err = status.communicate(timeout=PATIENCE)
    assert (status.returncode, err) == (0, "")
    assert f"run --period 2026-10 --data {tmp_path} (tiến trình {first.pid})" in out and "chưa công bố lần nào" in out
    second = start(tmp_path, "build", "--period", "2026-10")
    printed = await_line(second, "đang đợi, Ctrl-C để thôi")
    assert "Đang có lượt chạy khác từ" in printed and f"tiến trình {first.pid}" in printed
    second.send_signal(signal.SIGINT)
    assert second.wait(timeout=PATIENCE) == 130
    out, err = first.communicate(timeout=PATIENCE)
    assert first.returncode == 0, (out, err)  # a month in which nobody reported is published as missing
    tables = tmp_path / "release" / "08" / "2026-10-r001" / "parquet"
    states = pl.read_parquet(tables / "slice_state.parquet").filter(period_code="2026-10")["state"].unique().to_list()
    assert "missing" in states and "current" not in states


def test_an_occasion_without_an_expected_slice_is_refused(tmp_path: Path) -> None:
    """No form is due in January 2020 of the statistical calendar and nothing was received for it."""
    process = start(tmp_path, "run", "--period", "S2020-01")
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2, (out, err)
    assert "không có một số liệu nào phải có" in out
    (verdict,) = (tmp_path / "build" / "08").glob("*/verdict.json")
    assert [reason["code"] for reason in json.loads(verdict.read_text("utf-8"))["reasons"]] == ["nothing_expected"]
    assert not (tmp_path / "release" / "08" / "current").exists() and os.listdir(tmp_path / "raw" / "08")

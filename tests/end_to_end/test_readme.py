"""The commands that the README shows, run as they stand on a published province."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support.province import Province

from pipelines.settings import REPO

# `run` is what made the province that is asked here
ASKING = ("query", "tables", "changes", "trace", "status", "decide", "targets", "conflicts", "tasks", "explain")


def shown(name: str) -> list[str]:
    """Every `chiso …` line of the page's command blocks, without its comment."""
    page = (REPO / name).read_text("utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", page, re.S) for line in block.splitlines()]
    return [line.split("  #")[0].strip() for line in lines if line.startswith("chiso ")]


def test_both_languages_show_the_same_commands() -> None:
    assert shown("README.md") == shown("README.vi.md")
    assert {shlex.split(line)[1] for line in shown("README.md")} >= {"run", *ASKING}


@pytest.mark.parametrize("line", [line for line in shown("README.md") if shlex.split(line)[1] in ASKING])
def test_a_command_of_the_readme_answers(province: Province, line: str) -> None:
    command = [str(Path(sys.executable).with_name("chiso")), *shlex.split(line)[1:]]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=REPO,
        check=False,
        env={**os.environ, "CHISO_DATA": str(province.places.data)},
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1, done.stdout


def test_every_file_that_the_readme_names_exists() -> None:
    named = [word for line in shown("README.md") for word in shlex.split(line) if word.startswith("docs/")]
    assert len(named) == 7
    assert [word for word in named if not (REPO / word).exists()] == []


@pytest.mark.parametrize("line", [line for line in shown("README.md") if "docs/examples" in line])
def test_an_example_runs_as_written(province: Province, line: str, tmp_path: Path) -> None:
    """OUT becomes a folder of the test. Of `run`, which would publish, what the inbox would change is shown."""
    words = [str(tmp_path / "out") if word == "OUT" else word for word in shlex.split(line)[1:]]
    if words[0] == "run":
        words = ["receive", "--preview", words[words.index("--inbox") + 1]]
    done = subprocess.run(
        [str(Path(sys.executable).with_name("chiso")), *words],
        capture_output=True,
        text=True,
        cwd=REPO,
        check=False,
        env={**os.environ, "CHISO_DATA": str(province.places.data)},
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1, done.stdout
    assert "OUT" not in line or list((tmp_path / "out").rglob("*.csv"))


def test_the_notebook_runs_on_the_current_release(province: Province) -> None:
    done = subprocess.run(
        [sys.executable, "notebooks/first_look.py", "08"],
        capture_output=True,
        text=True,
        cwd=REPO,
        check=False,
        env={**os.environ, "CHISO_DATA": str(province.places.data)},
    )
    assert done.returncode == 0, done.stderr
    assert province.releases[-1] in done.stdout

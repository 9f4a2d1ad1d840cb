"""What the machine is asked for: no network, nobody else's eyes, licences that permit; Dagster on this machine only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from dagster_webserver.cli import DEFAULT_WEBSERVER_HOST
from faults.attacks.conftest import Tried
from packaging.requirements import Requirement
from support.attacked import Attacked

from pipelines.settings import REPO

CHISO = str(Path(sys.executable).with_name("chiso"))
COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public|Affero|SSPL|BUSL|Commons Clause", re.IGNORECASE)
CHOICE = {"text-unidecode"}  # under the Artistic License or the GPL, as one likes
# noted at every import of `site`: what opens a connection to another machine ends the process
GUARD = """
import os, sys
def stop(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        address = arguments[-1] if event != "socket.getaddrinfo" else arguments[0]
        if not isinstance(address, (str, bytes)) or event == "socket.getaddrinfo":
            os.write(2, f"CALLED {event} {address}".encode()); os._exit(99)
sys.addaudithook(stop)
"""


def requirements(name: str, seen: set[str]) -> set[str]:
    """The distributions that one needs, with theirs."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        wanted = metadata.requires(key) or []
    except metadata.PackageNotFoundError:  # for another system
        return seen
    seen.add(key)
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            requirements(requirement.name, seen)
    return seen


@pytest.mark.attack("licences")
def test_nothing_that_runs_has_a_licence_that_binds_the_office(tried: Tried) -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    names: set[str] = set()
    for text in project["dependencies"]:
        requirements(Requirement(text).name, names)
    bound: list[str] = []
    for name in sorted(names - CHOICE):
        found = metadata.metadata(name)
        stated = [line[:200] for field in ("License-Expression", "License") for line in found.get_all(field) or []]
        stated += [line for line in found.get_all("Classifier") or [] if line.startswith("License")]
        if any(COPYLEFT.search(line) and "LGPL" not in line and "Lesser" not in line for line in stated):
            bound.append(f"{name}: {stated}")
    assert len(names) > 50 and bound == []
    tried(len(names))


@pytest.mark.attack("webserver")
def test_dagster_listens_on_this_machine_and_reports_to_nobody() -> None:
    assert DEFAULT_WEBSERVER_HOST == "127.0.0.1"
    makefile = (REPO / "Makefile").read_text("utf-8")
    assert "0.0.0.0" not in makefile and "DO_NOT_TRACK := 1" in makefile
    settings = [path for path in REPO.rglob("dagster*.yaml") if not {".venv", "data"} & set(path.parts)]
    texts = {path.name: path.read_text("utf-8") for path in settings}
    assert texts and all(re.search(r"telemetry:\s*\n\s+enabled: false", text) for text in texts.values()), list(texts)
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["dg"]["cli"]["telemetry"]["enabled"] is False


def without_network() -> list[str]:
    """The command that takes the network from what follows; empty where this system does not let us."""
    unshare = shutil.which("unshare")
    command = [unshare, "--net", "--map-root-user"] if unshare else []
    may = command and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if may else []


@pytest.mark.slow
@pytest.mark.attack("network")
def test_a_file_is_received_and_a_release_answers_without_network(
    attacked: Attacked, tmp_path: Path, tried: Tried
) -> None:
    where = attacked.copied(tmp_path / "data")
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "guard")}
    data = ["--data", str(where.data)]
    for words in (["receive", str(attacked.file("C00700", "2026-10"))], ["status"], ["query", "from completeness"]):
        command = [*without_network(), CHISO, *words, *data]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=REPO, check=False)
        assert done.returncode == 0 and "CALLED" not in done.stderr, (words, done.stderr)
    tried(3)


@pytest.mark.attack("personal_lines", faults=[13])
def test_restricted_folders_are_closed_and_published_ones_open(tmp_path: Path) -> None:
    """A real process of the command line, started under a mask that hides nothing."""
    (tmp_path / "a.csv").write_bytes(b"x")
    data = tmp_path / "data"
    command = f"umask 000; exec {CHISO} receive {tmp_path / 'a.csv'} --data {data}"
    subprocess.run(["sh", "-c", command], capture_output=True, cwd=REPO, check=False)
    assert (data / "raw" / "08" / "ledger.jsonl").is_file()
    restricted = [path for folder in ("raw", "landing") for path in (data / folder).rglob("*")]
    assert len(restricted) > 5
    open_ones = [str(path) for path in restricted if path.stat().st_mode & 0o077 and "codebook" not in path.parts]
    assert open_ones == [] and (data / "raw").stat().st_mode & 0o777 == 0o700

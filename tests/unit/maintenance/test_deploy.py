"""The files of an installation: what services and containers may do, and that they hold what chiso needs."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

UNITS = Path(__file__).resolve().parents[3] / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
EXPOSURE = 20  # tenths; systemd-analyze calls up to 2.0 of 10 "OK"


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=True, interpolation=None)
    parsed.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    parsed.read_string(re.sub(r"(?m)^ExecStartPre=.*\n", "", path.read_text("utf-8")))  # the one key that may repeat
    return parsed


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_rights_and_a_limit(name: str, repo: Path) -> None:
    service = unit(UNITS / name)["Service"]
    assert service["User"] == service["Group"] == "chiso"
    assert service["UMask"] == "0077"
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == service["ProtectHome"] == "yes"
    assert service["ProtectSystem"] == "strict" and service["SystemCallErrorNumber"] == "EPERM"
    assert service["CapabilityBoundingSet"] == ""
    assert re.fullmatch(r"\d+[MG]", service["MemoryMax"])
    assert service["IPAddressDeny"] == "any"
    program = service["ExecStart"].split()[0]
    assert program.startswith("/opt/chiso/.venv/bin/")
    assert Path(sys.executable).with_name(Path(program).name).exists(), "the environment has the program"


def test_the_web_page_answers_this_machine_only() -> None:
    words = unit(UNITS / "chiso-webserver.service")["Service"]["ExecStart"].split()
    assert words[words.index("--host") + 1] == "127.0.0.1"


def test_a_timer_starts_a_service_at_a_time_of_vietnam() -> None:
    timers = sorted(UNITS.glob("*.timer"))
    assert len(timers) == 3
    for timer in timers:
        assert timer.with_suffix(".service").name in SERVICES
        assert unit(timer)["Timer"]["OnCalendar"].endswith(" Asia/Ho_Chi_Minh")


def test_systemd_reads_the_units_and_finds_little_exposed(tmp_path: Path, repo: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is absent: this machine has no systemd")
    venv = str(Path(sys.executable).parent.parent)
    for path in UNITS.iterdir():
        text = path.read_text("utf-8").replace("/opt/chiso/.venv", venv).replace("/opt/chiso", str(repo))
        (tmp_path / path.name).write_text(text, "utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "chiso" in line]
    assert (done.returncode, ours) == (0, [])
    services = [path for path in units if path.endswith(".service")]
    security = ["systemd-analyze", "security", "--offline=yes", "--no-pager", f"--threshold={EXPOSURE}"]
    for service in services:
        assert subprocess.run([*security, service], capture_output=True, check=False).returncode == 0, service


def instructions(repo: Path) -> list[tuple[str, str]]:
    text = (repo / "deploy" / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, " ".join(rest.split())) for word, _, rest in (line.partition(" ") for line in lines)]


def last_stage(repo: Path) -> list[tuple[str, str]]:
    found = instructions(repo)
    start = max(n for n, (word, _) in enumerate(found) if word == "FROM")
    return found[start:]


def test_the_image_is_pinned_and_runs_without_rights(repo: Path) -> None:
    found, last = instructions(repo), last_stage(repo)
    assert all(re.search(r":3\.1[123]-slim-\w+( AS \w+)?$", image) for word, image in found if word == "FROM")
    assert [value for word, value in last if word == "USER"] == ["chiso"]
    users = [n for n, (word, _) in enumerate(last) if word == "USER"]
    assert not [value for word, value in last[users[0] :] if word in ("RUN", "COPY", "ADD")]
    assert not [value for word, value in found if word == "ADD" or "curl" in value or "wget" in value]
    (uv,) = re.findall(r"uv==([\d.]+)", " ".join(value for _, value in found))
    assert f"UV_VERSION := {uv}" in (repo / "Makefile").read_text("utf-8")
    scripts = tomllib.loads((repo / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert [value for word, value in last if word == "ENTRYPOINT"] == ['["chiso"]'] and "chiso" in scripts


def test_chiso_runs_on_what_the_image_holds(repo: Path, tmp_path: Path) -> None:
    """The files that COPY names, without git, read-only sources: a codebook check, a status, Dagster's settings."""
    image = tmp_path / "image"
    for word, value in last_stage(repo):
        if word != "COPY" or value.startswith("--from"):
            continue
        *sources, target = value.split()
        for source in sources:
            into = image / target / (Path(source).name if target.endswith("/") else "")
            into.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (repo / source).is_dir() else shutil.copy
            copy(repo / source, into)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(image), "CHISO_DATA": str(tmp_path / "data")}
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "DAGSTER_HOME": str(tmp_path / "home")}

    def chiso(*words: str) -> subprocess.CompletedProcess[str]:
        code = "import pipelines, sys; from pipelines.cli import main; main()"
        command = [sys.executable, "-c", code, *words, "--lang", "en"]
        return subprocess.run(command, env=env, cwd=image, capture_output=True, text=True, check=False)

    assert "nothing published yet" in chiso("status").stdout
    assert chiso("dagster", "home").returncode == 0 and (tmp_path / "home" / "dagster.yaml").is_file()
    checked = chiso("codebook", "check")
    assert checked.returncode == 0, checked.stderr
    code = "from pipelines.publication.identity import code_commit; print(code_commit())"
    named = subprocess.run([sys.executable, "-c", code], env=env, cwd=image, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"content-[0-9a-f]{64}", named.stdout.strip())


def test_containers_publish_no_port_to_others(repo: Path) -> None:
    compose: Any = yaml.safe_load((repo / "deploy" / "compose.yml").read_text("utf-8"))
    assert compose["services"].keys() == {"home", "daemon", "webserver"}
    for service in compose["services"].values():
        assert service["read_only"] and service["user"] == "8100:8100" and service["cap_drop"] == ["ALL"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert compose["services"]["daemon"]["network_mode"] == "none"


def test_the_share_of_the_inbox_acts_as_chiso(repo: Path) -> None:
    shares = configparser.ConfigParser(strict=True, interpolation=None, delimiters=("=",))
    shares.read_string((repo / "deploy" / "samba" / "chiso.conf").read_text("utf-8"))
    assert shares.sections() == ["chiso-inbox", "chiso-files"]
    assert {shares[name]["force user"] for name in shares.sections()} == {"chiso"}
    assert shares["chiso-inbox"]["oplocks"] == "no" and shares["chiso-files"]["read only"] == "yes"
    if program := shutil.which("testparm"):
        path = str(repo / "deploy" / "samba" / "chiso.conf")
        done = subprocess.run([program, "-s", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "Unknown parameter" not in done.stderr

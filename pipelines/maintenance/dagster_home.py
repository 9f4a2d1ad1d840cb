"""Writes Dagster's settings file from the template deploy/dagster.yaml, for SQLite or for PostgreSQL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pipelines.office_settings import DagsterSettings, office_settings
from pipelines.publication.tree import write_atomic
from pipelines.settings import REPO

TEMPLATE = REPO / "deploy" / "dagster.yaml"
POSTGRES = """
storage:
  postgres:
    postgres_url:
      env: {variable}
"""


class DagsterHome(NamedTuple):
    """The settings file that was written, and what keeps the history: `sqlite` or `postgres`."""

    path: Path
    storage: str


def write_dagster_yaml(data: Path, home: Path) -> DagsterHome:
    """Write `dagster.yaml` into `home`, which is made where it is absent.

    The address of PostgreSQL holds a password: the file names the environment variable that has it. Raises
    SettingsError for a faulty settings file.
    """
    stated = office_settings(data).get(DagsterSettings)
    text = TEMPLATE.read_text("utf-8")
    variable = stated.postgres_env if stated else ""
    if variable:
        text += POSTGRES.format(variable=json.dumps(variable))
    path = home / "dagster.yaml"
    write_atomic(path, text.encode())
    return DagsterHome(path, "postgres" if variable else "sqlite")

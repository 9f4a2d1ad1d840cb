"""The release that the notebooks read: the folder CHISO_RELEASE, else the current release of CHISO_PROVINCE (08)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.files.content.release import Source, open_release
from pipelines.publication.release.current import current_release
from pipelines.settings import places
from pipelines.warehouse.query import query


def opened() -> Source:
    """The release in words; its tables are asked by `ask`. Nothing is written."""
    named = os.environ.get("CHISO_RELEASE")
    folder = Path(named) if named else current_release(places(os.environ.get("CHISO_PROVINCE", "08"))).folder
    pl.Config.set_tbl_rows(30)
    pl.Config.set_fmt_str_lengths(60)
    pl.Config.set_tbl_hide_column_data_types(True)
    pl.Config.set_tbl_hide_dataframe_shape(True)
    return open_release(folder)


def ask(source: Source, sql: str, **named: Any) -> pl.DataFrame:
    """The rows of a query to the release; `named` fill `$name`."""
    return query(source.folder, sql, named)

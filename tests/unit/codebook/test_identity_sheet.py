"""The hidden identity of a form: what was written is read back, and a changed cell is noticed."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest

from pipelines.codebook.identity_sheet import FormIdentity, layout_hash, read_identity
from pipelines.codebook.load import Codebook, load
from pipelines.settings import seeds_root


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


IDENTITY = FormIdentity("XA-01", 1, "C00700", "2026-10", "0" * 64)


def test_signature_is_sha256_of_the_six_lines() -> None:
    lines = "1\nXA-01\n1\nC00700\n2026-10\n" + "0" * 64
    assert IDENTITY.signature == hashlib.sha256(lines.encode()).hexdigest()


def test_what_is_written_is_read_back() -> None:
    assert read_identity(dict(IDENTITY.cells())) == IDENTITY


@pytest.mark.parametrize("key", ["form_code", "form_version", "reporter_code", "period_code", "layout_hash", "chiso"])
def test_a_changed_cell_is_no_identity(key: str) -> None:
    assert read_identity(dict(IDENTITY.cells()) | {key: "2"}) is None
    assert read_identity(dict(IDENTITY.cells()) | {key: ""}) is None


def test_layout_hash_depends_on_form_and_labels(codebook: Codebook) -> None:
    first = layout_hash(codebook, "XA-01", 1)
    assert len(first) == 64
    assert first == layout_hash(codebook, "XA-01", 1) != layout_hash(codebook, "SKHCN-01", 1)
    rows = codebook.tables["form_rows"]
    renamed = rows.with_columns(label_vi=rows["label_vi"].str.replace("Số lượt người", "Số lượt học viên"))
    other = dataclasses.replace(codebook, tables={**codebook.tables, "form_rows": renamed})
    assert layout_hash(other, "XA-01", 1) != first
    assert layout_hash(other, "SKHCN-01", 1) == layout_hash(codebook, "SKHCN-01", 1)

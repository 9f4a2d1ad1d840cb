"""The provinces of the country, and the current release of each as it was verified, or why there is none to join."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.codebook.additions.province import PROVINCES
from pipelines.codebook.load import Codebook
from pipelines.country.messages import said
from pipelines.errors import Message, reason_of
from pipelines.ledger import BrokenLedgerError, Entry, Ledger
from pipelines.publication.integrity.releases import standing_findings
from pipelines.publication.ledger_guard import VERDICT
from pipelines.publication.release.current import simulated_in
from pipelines.publication.release.standing import standing_release
from pipelines.settings import Places, places
from pipelines.warehouse.country.marts import ProvinceRelease, lacking_columns


def provinces(codebook: Codebook, data: Path) -> list[ProvinceRelease]:
    """Every province that there is today, by code, with its current release verified as by `chiso verify --deep`."""
    areas = codebook.tables["areas"].filter(area_set=PROVINCES)
    present = areas.filter(areas["valid_to"].is_null()).sort("code").to_dicts()
    return [_verified(_named(row), places(str(row["code"]), data)) for row in present]


def _named(area: dict[str, Any]) -> ProvinceRelease:
    name = f"{area['kind_vi']} {area['name_vi']}"
    return ProvinceRelease(area["code"], area["area_id"], name[:1].upper() + name[1:], area["name_en"], "", "absent")


def _verified(province: ProvinceRelease, spot: Places) -> ProvinceRelease:
    """The province with its release, or with the reason why none can be joined."""
    try:
        entries = Ledger(spot.ledger).read()
    except BrokenLedgerError as error:
        reason = reason_of(error)
        return _without(province, said("ledger_unreadable", vi=reason.vi, en=reason.en), "failed")
    release_id = standing_release(entries)
    if release_id is None:
        is_lost = spot.current.exists()  # releases without the ledger that they are of
        reason = said("ledger_lost", path=spot.ledger) if is_lost else said("nothing_published")
        return _without(province, reason, "failed" if is_lost else "absent")
    fault = _fault(spot, entries, release_id)
    if fault is not None:
        return _without(province, fault, "failed")
    (payload,) = [e.payload for e in entries if e.kind == "release" and e.payload["release_id"] == release_id]
    verdict: Any = json.loads((spot.release / f"{release_id}{VERDICT}").read_bytes())
    return province._replace(
        state="joined",
        release_id=release_id,
        occasion_period=str(payload["occasion_period"]),
        tree_hash=str(payload["tree_hash"]),
        verdict=str(verdict["outcome"]),
        simulated=simulated_in(spot.release / release_id),
    )


def _fault(spot: Places, entries: Sequence[Entry], release_id: str) -> Message | None:
    """What is wrong with the bytes or the tables of the release that stands; None where nothing is."""
    for found in standing_findings(spot, entries):
        if not found.is_note:
            values = {"path": found.path, "vi": found.said.vi, "en": found.said.en, "province": spot.province}
            return said("not_verified", **values)
    lacking = lacking_columns(spot.release / release_id)
    if lacking:
        return said("tables_lack", release_id=release_id, names=", ".join(lacking), province=spot.province)
    return None


def _without(province: ProvinceRelease, reason: Message, state: str) -> ProvinceRelease:
    return province._replace(state=state, reason_vi=reason.vi, reason_en=reason.en)

"""The month as five assets: received → landed → candidate → verdict → release. Each calls one function of a package.

`received` and `landed` are partitioned by month. A candidate is built from everything known, so it and the assets after
it are not. Assets pass nothing in memory: ledger, landing and build folder lie on disk, as for the command line.
"""

from collections.abc import Iterator
from typing import Any

from dagster import (
    AssetExecutionContext,
    Config,
    MaterializeResult,
    MetadataValue,
    MonthlyPartitionsDefinition,
    asset,
)

from pipelines.defs.checks import (
    CANDIDATE_CHECKS,
    LANDED_CHECKS,
    VERDICT_CHECKS,
    check_candidate,
    check_files,
    check_verdict,
)
from pipelines.defs.resources import ProvinceResource
from pipelines.files.make import make_files
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.candidate.candidate import candidate as candidate_folder
from pipelines.publication.candidate.candidate import latest_build
from pipelines.submissions.intake.inbox.skipped import reason_text
from pipelines.submissions.intake.land import land

# A partition key is a period code. end_offset: the administrative month ends on the 14th, before the calendar month.
MONTHS = MonthlyPartitionsDefinition(start_date="2026-08", fmt="%Y-%m", timezone="Asia/Ho_Chi_Minh", end_offset=1)
PARTITION_TAG = "dagster/partition"


class CandidateConfig(Config):
    """The period that occasions the release; empty for the month of the run's partition, else the last month."""

    period: str = ""


@asset(partitions_def=MONTHS)
def received(context: AssetExecutionContext, province: ProvinceResource) -> MaterializeResult[Any]:
    """Files of the month's inbox, stored as blobs and recorded in the ledger."""
    found = province.new_files(context.partition_key)
    done = month.take_found(province.places, province.seeds_root, found, month.Delivery(channel="dagster"))
    skipped = {
        f"skipped {n}: {entry.source}": reason_text(entry.reason, "vi") for n, entry in enumerate(done.skipped, 1)
    }
    return MaterializeResult(metadata={"n_receipts": len(done.receipts), "n_skipped": len(done.skipped), **skipped})


@asset(partitions_def=MONTHS, deps=[received], check_specs=LANDED_CHECKS)
def landed(province: ProvinceResource) -> Iterator[MaterializeResult[Any]]:
    """Files received and not yet read, as Parquet tables by province and period."""
    codebook = note_codebook(province.places, province.seeds_root)
    entries = Ledger(province.places.ledger).read()
    landing = land(province.places, codebook, entries)
    review = month.review(province.places, province.seeds_root, entries, landing.folder)
    yield MaterializeResult(
        metadata={"n_new": landing.n_new, "reading_key": landing.reading_key}, check_results=[check_files(review)]
    )


@asset(deps=[landed], check_specs=CANDIDATE_CHECKS)
def candidate(
    context: AssetExecutionContext, province: ProvinceResource, config: CandidateConfig
) -> Iterator[MaterializeResult[Any]]:
    """A release tree built from everything known, with its data quality checks."""
    period = config.period or context.run.tags.get(PARTITION_TAG) or MONTHS.get_partition_keys()[-1]
    built = month.build(province.places, province.seeds_root, period)
    folder = candidate_folder(province.places, built.identity.build_id)
    yield MaterializeResult(
        metadata={
            "build_id": built.identity.build_id,
            "period": period,
            "tree": folder.tree,
            "errors": MetadataValue.md("\n".join(f"- {failure.vi}" for failure in built.failures)),
        },
        check_results=list(check_candidate(folder, built)),
    )


@asset(deps=[candidate], check_specs=VERDICT_CHECKS)
def verdict(province: ProvinceResource) -> Iterator[MaterializeResult[Any]]:
    """The verdict of the gate on the candidate built last, bound to its bytes."""
    judged = month.gate(province.places, latest_build(province.places))
    yield MaterializeResult(
        metadata={"outcome": judged.outcome, "tree_hash": judged.tree_hash, "n_held": len(judged.held_slices)},
        check_results=[check_verdict(judged)],
    )


@asset(deps=[verdict])
def release(province: ProvinceResource) -> MaterializeResult[Any]:
    """The candidate built last, published if its verdict is `pass`, also where this asset is materialised by itself.

    Its files for readers are made too; a fault in one is metadata. Raises the error of `month.publish` where the
    verdict refuses or belongs to other bytes.
    """
    published = month.publish(province.places, latest_build(province.places))
    made = make_files(province.places, published.release_id)
    faults = MetadataValue.md("\n".join(f"- {fault.vi}" for fault in made.faults))
    return MaterializeResult(
        metadata={
            **{"release_id": published.release_id, "folder": published.folder},
            **{"files": made.folder, "files_faults": faults},
        }
    )


ASSETS = [received, landed, candidate, verdict, release]

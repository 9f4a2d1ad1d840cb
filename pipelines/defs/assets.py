"""The month as five assets: received → landed → candidate → verdict → release. Each calls one function of a room.

Receiving and landing are partitioned by month; a candidate is everything known, so it and what follows are not.
What passes between assets lies on disk (ledger, landing, build folder), as it does for the command line.
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

from pipelines.defs.checks import CANDIDATE_CHECKS, VERDICT_CHECKS, of_candidate, of_verdict
from pipelines.defs.desk import Desk
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.candidate.candidate import candidate as folder_of
from pipelines.publication.candidate.candidate import latest_build
from pipelines.submissions.intake.land import land

# A key is a period code. end_offset: the administrative month ends on the 14th, before the calendar month does.
MONTHS = MonthlyPartitionsDefinition(start_date="2026-08", fmt="%Y-%m", timezone="Asia/Ho_Chi_Minh", end_offset=1)
PARTITION_TAG = "dagster/partition"


class Occasion(Config):
    """The period that occasions the release, for a run that is not of one month's partition."""

    period: str = ""


@asset(partitions_def=MONTHS)
def received(context: AssetExecutionContext, desk: Desk) -> MaterializeResult[Any]:
    """Files of the month's inbox, taken into the raw store and the ledger."""
    files = desk.new_files(context.partition_key)
    receipts = month.receive(desk.places, desk.seeds_root, files, month.Delivery(channel="dagster")) if files else []
    return MaterializeResult(metadata={"n_receipts": len(receipts)})


@asset(partitions_def=MONTHS, deps=[received])
def landed(desk: Desk) -> MaterializeResult[Any]:
    """Whatever was received and not yet read, read into Parquet by province and period."""
    codebook = note_codebook(desk.places, desk.seeds_root)
    landing = land(desk.places, codebook, Ledger(desk.places.ledger).read())
    return MaterializeResult(metadata={"n_new": landing.n_new, "reading_key": landing.reading_key})


@asset(deps=[landed], check_specs=CANDIDATE_CHECKS)
def candidate(context: AssetExecutionContext, desk: Desk, config: Occasion) -> Iterator[MaterializeResult[Any]]:
    """A release tree built from everything known, with its checks."""
    period = config.period or context.run.tags.get(PARTITION_TAG) or MONTHS.get_partition_keys()[-1]
    built = month.build(desk.places, desk.seeds_root, period)
    place = folder_of(desk.places, built.identity.build_id)
    yield MaterializeResult(
        metadata={
            "build_id": built.identity.build_id,
            "period": period,
            "tree": place.tree,
            "failures": MetadataValue.md("\n".join(f"- {failure.vi}" for failure in built.failures)),
        },
        check_results=list(of_candidate(place, built)),
    )


@asset(deps=[candidate], check_specs=VERDICT_CHECKS)
def verdict(desk: Desk) -> Iterator[MaterializeResult[Any]]:
    """The gate's answer to the candidate built last, bound to its bytes."""
    answer = month.gate(desk.places, latest_build(desk.places))
    yield MaterializeResult(
        metadata={"outcome": answer.outcome, "tree_hash": answer.tree_hash, "n_held": len(answer.held_slices)},
        check_results=[of_verdict(answer)],
    )


@asset(deps=[verdict])
def release(desk: Desk) -> MaterializeResult[Any]:
    """The candidate built last, published if its verdict allows; launched alone, it is asked just the same."""
    made = month.publish(desk.places, latest_build(desk.places))
    return MaterializeResult(metadata={"release_id": made.release_id, "folder": made.folder})


ASSETS = [received, landed, candidate, verdict, release]

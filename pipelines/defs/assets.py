"""The month of a province as assets: received → read → build → verdict → release → files → site; build → replies.

Each asset calls one function of a package. Assets pass ids only (handed_on.py): ledger, landing, builds and releases
lie on disk, as for the command line. The build, with every dbt model as an asset, is in build_asset.py.
"""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, AssetSpec, DataVersion, MaterializeResult, asset

from pipelines.defs import metadata
from pipelines.defs.build_asset import build
from pipelines.defs.checks import FILE_CHECKS, INBOX_CHECKS, VERDICT_CHECKS, check_files, check_inbox, check_verdict
from pipelines.defs.handed_on import BUILD_ID, RELEASE_ID, handed_on
from pipelines.defs.messages import both, step_error
from pipelines.defs.partitions import PARTITIONS, partition_of
from pipelines.defs.resources import Office, RunLock
from pipelines.files.analysis import make_analysis
from pipelines.files.make import make_files
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.publication.candidate.build import note_codebook
from pipelines.publication.reply.replies import reply
from pipelines.publication.triggers.incomplete import longest_hours
from pipelines.site.make import make_site
from pipelines.submissions.intake.land import land

ANALYST, PLANNER = ["team:analyst"], ["team:planner"]

codebook = AssetSpec(
    "codebook",
    description=both("asset_codebook"),
    group_name="codebook",
    kinds={"csv"},
    owners=["team:statistician"],
)


@asset(
    partitions_def=PARTITIONS,
    deps=[codebook],
    check_specs=INBOX_CHECKS,
    group_name="intake",
    kinds={"excel"},
    owners=ANALYST,
    description=both("asset_received"),
)
def received(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> Iterator[MaterializeResult[Any]]:  # noqa: ARG001
    """Store the new files of the month's inbox and record them."""
    watch = metadata.Stopwatch()
    where = partition_of(context.partition_key)
    done = office.take_new(where.province, where.month)
    waits = check_inbox(done.incomplete, longest_hours(office.places(where.province)))
    yield MaterializeResult(metadata={**metadata.of_received(done), **watch.seconds}, check_results=[waits])


@asset(
    partitions_def=PARTITIONS,
    deps=[received, codebook],
    check_specs=FILE_CHECKS,
    group_name="intake",
    kinds={"polars", "parquet"},
    owners=ANALYST,
    description=both("asset_read"),
)
def read(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> Iterator[MaterializeResult[Any]]:  # noqa: ARG001
    """Read every received file that was not read under the present codebook."""
    watch = metadata.Stopwatch()
    where = partition_of(context.partition_key)
    places = office.places(where.province)
    present = note_codebook(places, office.seeds_root)
    entries = Ledger(places.ledger).read()
    landing = land(places, present, entries)
    review = month.review(places, office.seeds_root, entries, landing.folder)
    stated = metadata.of_landing(landing, where.month, max((entry.seq for entry in entries), default=0))
    yield MaterializeResult(metadata={**stated, **watch.seconds}, check_results=list(check_files(review, present)))


@asset(
    partitions_def=PARTITIONS,
    deps=["candidate"],
    check_specs=VERDICT_CHECKS,
    group_name="publication",
    kinds={"json"},
    owners=ANALYST,
    description=both("asset_verdict"),
    op_tags={"dagster/priority": "1"},  # before the replies
)
def verdict(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> Iterator[MaterializeResult[Any]]:  # noqa: ARG001
    """Run the gate on the candidate that was handed on."""
    places = office.places(partition_of(context.partition_key).province)
    build_id = handed_on(context, "candidate", BUILD_ID)
    judged = month.judge(places, build_id)
    stated = {BUILD_ID: build_id, "outcome": judged.outcome, "tree_hash": judged.tree_hash}
    yield MaterializeResult(
        metadata={**stated, "n_held": len(judged.held_slices)},
        check_results=[check_verdict(judged)],
        data_version=DataVersion(build_id),
    )


@asset(
    partitions_def=PARTITIONS,
    deps=[verdict],
    group_name="publication",
    kinds={"parquet", "csv"},
    owners=ANALYST,
    description=both("asset_release"),
    op_tags={"dagster/priority": "1"},
)
def release(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> MaterializeResult[Any]:  # noqa: ARG001
    """Publish the candidate that was judged; a verdict that refuses it, or a later release, is an error."""
    where = partition_of(context.partition_key)
    places = office.places(where.province)
    build_id = handed_on(context, "verdict", BUILD_ID)
    published = month.publish(places, build_id)
    if published.build_id != build_id:
        raise step_error("other_published", found=published.build_id, expected=build_id)
    return MaterializeResult(
        metadata={**metadata.of_release(places, published), **metadata.of_tables(published.folder, where.month)},
        data_version=DataVersion(build_id),
    )


@asset(
    partitions_def=PARTITIONS,
    deps=[release],
    group_name="documents",
    kinds={"excel", "word"},
    owners=PLANNER,
    description=both("asset_files"),
)
def files(context: AssetExecutionContext, office: Office) -> MaterializeResult[Any]:
    """Make the files for people and the analyses of indices; a fault in one is metadata, the others are made."""
    watch = metadata.Stopwatch()
    places = office.places(partition_of(context.partition_key).province)
    release_id = handed_on(context, "release", RELEASE_ID)
    made, analysis = make_files(places, release_id), make_analysis(places, release_id)
    return MaterializeResult(metadata={**metadata.of_files(made, analysis), **watch.seconds})


@asset(
    partitions_def=PARTITIONS,
    deps=[files],
    group_name="documents",
    kinds={"html"},
    owners=PLANNER,
    description=both("asset_site"),
)
def site(context: AssetExecutionContext, office: Office) -> MaterializeResult[Any]:
    """Make the site of the release, which offers its files for download."""
    watch = metadata.Stopwatch()
    places = office.places(partition_of(context.partition_key).province)
    made = make_site(places, handed_on(context, "files", RELEASE_ID))
    return MaterializeResult(metadata={**metadata.of_site(made), **watch.seconds})


@asset(
    partitions_def=PARTITIONS,
    deps=["candidate"],
    group_name="documents",
    kinds={"excel"},
    owners=ANALYST,
    description=both("asset_replies"),
)
def replies(context: AssetExecutionContext, office: Office, run_lock: RunLock) -> MaterializeResult[Any]:  # noqa: ARG001
    """Write the replies to the senders of the month, also where the gate has refused the candidate."""
    watch = metadata.Stopwatch()
    where = partition_of(context.partition_key)
    written = reply(office.places(where.province), office.seeds_root, period=where.month)
    return MaterializeResult(metadata={**metadata.of_replies(written), **watch.seconds})


ASSETS = [codebook, received, read, build, verdict, release, files, site, replies]

"""The command `digest`: who has not reported, what blocks, what was published; `--send` sends it as the office set."""

from __future__ import annotations

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options


@cli.command()
@option("--period")
@option("--send", is_flag=True)
@common_options
def digest(context: CommandContext, period: str | None, send: bool) -> int:
    """Print the digest of a period, by default of the one judged last. ERROR where it was to be sent and was not."""
    from pipelines.alerts.deliver import deliver
    from pipelines.alerts.digest import compose
    from pipelines.alerts.gather import gather, latest_period
    from pipelines.alerts.messages import refuse
    from pipelines.ledger import Ledger
    from pipelines.ledger.days import today
    from pipelines.office_settings import settings_file

    places, screen = context.places, context.screen
    about = period or latest_period(Ledger(places.ledger).read())
    if about is None:
        raise refuse("no_period", province=places.province)
    made = compose(places.province, gather(places, context.seeds, about, today()))
    screen.print_text(made.text.in_lang(screen.lang))
    if not send:
        return OK
    done = deliver(places, made)
    if not done:
        raise refuse("off", file=settings_file(places.data))
    for delivery in done:
        screen.print_text(delivery.said.in_lang(screen.lang))
    return ERROR if any(delivery.is_sent is False for delivery in done) else OK

"""``demo``: a community to look at before there are data of one's own."""

from data.demo import community as demo
from lib.cli.arguments import count
from lib.cli.command import Call, argument, command
from lib.cli.progress import Progress
from lib.store import Store

_SHOWN = ["snapshot_id", "kind", "source", "rows_read", "rows_new", "rows_changed", "rows_same", "rows_rejected"]


@command(
    "demo",
    argument("--members", metavar="N", type=count, default=600, help="how many people (default: 600)"),
    argument("--days", metavar="N", type=count, default=400, help="how many days, up to today (default: 400)"),
    argument("--seed", metavar="N", type=int, default=7, help="the same seed makes the same community (default: 7)"),
    argument("--if-empty", action="store_true", help="do nothing where anything was ever imported"),
    argument("--remove", action="store_true", help="take the demo community out again"),
    examples=("demo", "demo --members 200 --days 120", "demo --remove"),
)
def demo_community(call: Call) -> None:
    """Fills the store with an invented community, through the same import as everyone's data.

    It prints the snapshots it made. --remove withdraws them.
    """
    values = call.values
    with call.store() as store:
        if values.remove:
            demo.remove(store, call.who)
            call.say("The demo community is gone.")
            return
        if values.if_empty and len(store.snapshots()):
            call.say("The store has data already: left as it is.")
            return
        call.say(f"Inventing a community of {values.members:,} people over {values.days:,} days …")
        with Progress() as progress:
            demo.fill(store, members=values.members, days=values.days, seed=values.seed, progress=progress)
        _show(call, store)


def _show(call: Call, store: Store) -> None:
    snapshots = store.snapshots()
    made = snapshots[snapshots["source"].str.startswith("demo") & snapshots["active"]]
    call.table(made[_SHOWN].iloc[::-1])

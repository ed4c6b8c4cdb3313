"""``demo``: a community to look at before there are data of one's own."""

from data import demo
from data.demo.community import DAYS, MEMBERS, PREFIX, SEED
from lib.cli.arguments import count
from lib.cli.command import Call, argument, command
from lib.cli.progress import Progress
from lib.store import Store

_SHOWN = ["snapshot_id", "kind", "source", "rows_read", "rows_new", "rows_changed", "rows_same", "rows_rejected"]


@command(
    "demo",
    argument("--members", metavar="N", type=count, default=MEMBERS, help=f"how many people (default: {MEMBERS})"),
    argument("--days", metavar="N", type=count, default=DAYS, help=f"how many days, up to today (default: {DAYS})"),
    argument("--seed", metavar="N", type=int, default=SEED, help=f"the same seed makes the same community (default: {SEED})"),
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
            gone = demo.remove(store, call.who)
            call.say("The demo community is gone." if gone else "There is no demo community.")
            return
        if values.if_empty and len(store.snapshots()):
            call.say("The store has data already: left as it is.")
            return
        call.say(f"Inventing a community of {values.members:,} people over {values.days:,} days …")
        with Progress() as progress:
            demo.fill(store, members=values.members, days=values.days, seed=values.seed, who=call.who, progress=progress)
        _show(call, store)


def _show(call: Call, store: Store) -> None:
    snapshots = store.snapshots()
    made = snapshots[snapshots["source"].str.startswith(PREFIX) & snapshots["active"]]
    call.table(made[_SHOWN].iloc[::-1])

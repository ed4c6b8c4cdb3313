"""``snapshots``: what came in, taken back, brought back."""

from lib.cli.command import Call, argument, command
from lib.errors import CommandError


@command(
    "snapshots",
    argument("action", nargs="?", choices=("list", "withdraw", "restore"), default="list", help="(default: list)"),
    argument("snapshot", metavar="ID", nargs="?", type=int, help="a snapshot's number, as `list` shows it"),
    examples=("snapshots", "snapshots withdraw 3", "snapshots restore 3"),
)
def snapshots(call: Call) -> None:
    """Lists what was imported, newest first; withdraws or restores one.

    Withdrawing a snapshot leaves the data as if it had never come, also for rows it had changed. Restoring brings it
    back.
    """
    action, number = call.values.action, call.values.snapshot
    if action == "list":
        if number is not None:
            raise CommandError("`snapshots list` takes no ID.", found=str(number), hint="leave it out, or name withdraw or restore")
        with call.store() as store:
            call.table(store.snapshots())
        return
    if number is None:
        raise CommandError(
            f"`snapshots {action}` needs the snapshot's ID.", hint=f"python -m lib snapshots lists them, then: python -m lib snapshots {action} ID"
        )
    with call.store() as store:
        if action == "withdraw":
            store.withdraw(number, call.who)
            call.say(f"Snapshot {number} is withdrawn. `python -m lib snapshots restore {number}` brings it back.")
        else:
            store.restore(number, call.who)
            call.say(f"Snapshot {number} counts again.")

"""``settings``: what the owner of the community decides."""

import pandas as pd

from lib.cli.command import Call, argument, command
from lib.errors import CommandError
from lib.settings import Settings


@command(
    "settings",
    argument("action", nargs="?", choices=("list", "get", "set"), default="list", help="(default: list)"),
    argument("key", metavar="KEY", nargs="?", help="a setting's name"),
    argument("value", metavar="VALUE", nargs="?", help='its new value; "" empties it'),
    argument("--source", metavar="TEXT", help="with set: where the value comes from; kept with it"),
    argument("--reason", metavar="TEXT", help="with set: why it is so; kept with it"),
    examples=(
        "settings",
        "settings get zone",
        "settings set zone Europe/Warsaw",
        'settings set business_hours "mon-fri 09:00-17:00, sat 10:00-14:00"',
        'settings set cost_per_ticket 48 --source "Finance, June 2026" --reason "Salaries of support over its tickets"',
    ),
)
def settings(call: Call) -> None:
    """Lists the community's settings, prints one, or changes one.

    A change of zone or staff counts the days anew. Every change is kept with who made it, and when; what the community's value
    rests on should say its source and reason too.
    """
    action, key, value = call.values.action, call.values.key, call.values.value
    wanted = {"list": 0, "get": 1, "set": 2}[action]
    given = sum(part is not None for part in (key, value))
    if given != wanted:
        usage = {"list": "settings list", "get": "settings get KEY", "set": "settings set KEY VALUE"}[action]
        raise CommandError(f"`settings {action}` takes {wanted or 'no'} more words.", found=f"{given} of them", hint=f"python -m lib {usage}")
    source, reason = call.values.source, call.values.reason
    if action != "set" and (source is not None or reason is not None):
        raise CommandError(f"`settings {action}` changes nothing.", found="--source" if source is not None else "--reason", hint="give it with settings set")
    if key is not None:
        Settings.describe(key)
    with call.store() as store:
        if action == "set":
            store.set_setting(key, value, call.who, source=source, reason=reason)
            call.say(f"{key} is now {store.settings.shown[key]!r}.")
        elif action == "get":
            call.text(store.settings.shown[key])
        else:
            defaults, shown = Settings().shown, store.settings.shown
            rows = [(name, shown[name], defaults[name], Settings.describe(name)) for name in Settings.model_fields]
            call.table(pd.DataFrame(rows, columns=["key", "value", "default", "meaning"]))

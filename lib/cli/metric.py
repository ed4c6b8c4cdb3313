"""``metric``: one metric's table."""

from lib.cli.arguments import day, each_once, pair
from lib.cli.command import Call, argument, command
from lib.metrics import find
from lib.scope import Grain, Period, Scope


@command(
    "metric",
    argument("name", metavar="NAME", help="as `metrics` lists them"),
    argument("--from", dest="first", metavar="DAY", type=day, help="first day, e.g. 2026-01-01 (default: the first day of the metric's data)"),
    argument("--to", dest="last", metavar="DAY", type=day, help="last day, included (default: the last day of the metric's data)"),
    argument("--by", choices=[grain.value for grain in Grain], default=Grain.MONTH.value, help="length of a row's period (default: month)"),
    argument("--platform", metavar="P", action="append", default=[], help="only this platform; may be given again"),
    argument("--channel", metavar="C", action="append", default=[], help="only this channel; may be given again"),
    argument("--segment", metavar="S", action="append", default=[], help="only members of this segment; may be given again"),
    argument("--include-staff", action="store_true", help="count staff as members"),
    argument("--option", metavar="KEY=VALUE", type=pair, action="append", default=[], help="an option of the metric; may be given again"),
    examples=(
        "metric active_users --from 2026-01-01 --to 2026-03-31",
        "metric response_time --by week --option responder=anyone",
        "metric ugc --channel help --channel ideas --format json",
    ),
)
def metric(call: Call) -> None:
    """Prints a metric's table.

    Null is an empty field, booleans are true and false, days and instants ISO, floats unrounded. `metrics` lists what
    can be asked and what each column means.
    """
    values = call.values
    chosen = find(values.name)
    if values.first and values.last:
        Period.of(values.first, values.last)  # refuses an end before the start, also where there are no data
    options = each_once(values.option, "--option")
    scope = Scope(values.first, values.last, Grain(values.by), tuple(values.platform), tuple(values.channel), tuple(values.segment), values.include_staff)
    with call.store() as store:
        table = chosen(store, scope, options)
    call.table(table)

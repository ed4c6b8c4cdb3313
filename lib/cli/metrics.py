"""``metrics``: what can be asked."""

import pandas as pd

from lib.cli.command import Call, command
from lib.metrics import METRICS


@command("metrics", examples=("metrics", "metrics --format json"))
def metrics(call: Call) -> None:
    """Lists the metrics: name, title, unit, definition."""
    rows = [(metric.name, metric.title, metric.unit, metric.definition) for metric in METRICS.values()]
    call.table(pd.DataFrame(rows, columns=["name", "title", "unit", "definition"]))

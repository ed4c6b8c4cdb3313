"""What a platform reports about itself, without the members behind it."""

from lib.records.kind import Field, Kind, Type

REPORTED_SERIES = Kind(
    name="reported_series",
    title="Reported series",
    doc="One figure of one day as a platform gave it. It is shown as the platform's own and never mixed with counted ones.",
    key=("platform", "day", "series"),
    fields=(
        Field("day", Type.DAY, "The day it is about.", required=True, aliases=("date",), past=True),
        Field("series", Type.TEXT, "What it counts: dau, wau, mau, members, messages.", required=True, aliases=("metric", "measure", "name")),
        Field("value", Type.NUMBER, "The figure.", required=True, aliases=("count", "amount", "total")),
        Field("platform", Type.TEXT, "Who reported it.", aliases=("network", "source")),
    ),
)

"""What the community programme costs."""

from lib.records.kind import Field, Kind, Type

PROGRAMME_COST = Kind(
    name="programme_cost",
    title="Programme costs",
    doc="One item of one month's budget.",
    key=("month", "item"),
    fields=(
        Field("month", Type.MONTH, "The month it belongs to.", required=True, aliases=("date", "period")),
        Field("item", Type.TEXT, "What it pays for.", required=True, aliases=("description", "name", "category", "position")),
        Field("amount", Type.NUMBER, "How much.", required=True, aliases=("cost", "value", "total", "price")),
        Field("currency", Type.TEXT, "As a three-letter code; empty means the community's.", aliases=("ccy",)),
    ),
)

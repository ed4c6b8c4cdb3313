"""What the community programme costs."""

from datetime import date

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

BY_HAND = "by hand"
"""The source of costs that a person entered without a file."""


def note_key(month: date, item: str) -> str:
    """The key under which is kept where a cost entered by hand comes from, and why: ``programme_cost 2026-07 Moderation``."""
    return f"programme_cost {month:%Y-%m} {item}"


def note_value(amount: float, currency: str) -> str:
    """What is kept under it: ``450.00 EUR``."""
    return f"{amount:.2f} {currency}"

"""How often brands are named elsewhere: the base of share of voice."""

from lib.records.kind import Field, Kind, Type

MENTION = Kind(
    name="mention",
    title="Mentions",
    doc="How often one brand was mentioned in one medium on one day.",
    key=("day", "brand", "medium"),
    fields=(
        Field("day", Type.DAY, "The day.", required=True, aliases=("date",), past=True),
        Field("brand", Type.TEXT, "Whose name.", required=True, aliases=("company", "name", "keyword")),
        Field("medium", Type.TEXT, "Where.", aliases=("channel", "network", "source", "platform")),
        Field("mentions", Type.INTEGER, "How often.", required=True, aliases=("count", "mention count", "volume"), low=0),
    ),
)

"""What members propose."""

from lib.records.kind import Field, Kind, Type, not_before

STATUSES = {
    "open": ("new", "under review", "planned", "submitted"),
    "accepted": ("approved", "in progress", "started"),
    "shipped": ("done", "completed", "released", "implemented"),
    "declined": ("rejected", "closed", "not planned"),
}

IDEA = Kind(
    name="idea",
    title="Ideas",
    doc="One proposal and what became of it.",
    key=("idea_id",),
    fields=(
        Field("idea_id", Type.ID, "The idea's id.", required=True, aliases=("id", "suggestion id")),
        Field("submitted_at", Type.INSTANT, "When it was proposed.", required=True, aliases=("created at", "created", "date", "submitted"), past=True),
        Field("member_id", Type.ID, "Who proposed it.", aliases=("author", "author id", "user id", "creator")),
        Field("title", Type.TEXT, "What it is about.", aliases=("name", "subject", "summary")),
        Field("votes", Type.INTEGER, "How many want it.", aliases=("vote count", "upvotes", "likes"), low=0),
        Field("status", Type.CHOICE, "open, accepted, shipped or declined.", aliases=("state",), choices=STATUSES),
        Field("accepted_at", Type.INSTANT, "When it was accepted.", aliases=("accepted", "approved at"), past=True),
        Field("shipped_at", Type.INSTANT, "When it was shipped.", aliases=("shipped", "completed at", "released at"), past=True),
    ),
    checks=(not_before("accepted_at", "submitted_at"), not_before("shipped_at", "submitted_at")),
)

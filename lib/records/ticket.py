"""What customers ask support."""

from lib.records.kind import Field, Kind, Type, not_before

TICKET = Kind(
    name="ticket",
    title="Support tickets",
    doc="One request to the help desk, with the moments of its first response and its resolution.",
    key=("ticket_id",),
    fields=(
        Field(
            "ticket_id", Type.ID, "The ticket's id.", required=True, aliases=("id", "unique key", "case id", "case number", "number", "ticket", "ticket number")
        ),
        Field(
            "created_at",
            Type.INSTANT,
            "When it was opened.",
            required=True,
            aliases=("created", "created date", "created time", "opened", "opened at", "date created"),
            past=True,
        ),
        Field(
            "first_response_at",
            Type.INSTANT,
            "When support first answered.",
            aliases=("first response", "first reply at", "first responded at", "initial response"),
            past=True,
        ),
        Field(
            "resolved_at",
            Type.INSTANT,
            "When it was resolved; empty while it is open.",
            aliases=("solved at", "closed date", "closed at", "closed", "resolved", "resolved time", "closed time"),
            past=True,
        ),
        Field("status", Type.TEXT, "The state the help desk gives it.", aliases=("state",)),
        Field("channel", Type.TEXT, "How it came: mail, phone, chat.", aliases=("via", "origin", "open data channel type")),
        Field("topic", Type.TEXT, "What it is about.", aliases=("subject", "category", "type", "complaint type", "ticket type")),
        Field("priority", Type.TEXT, "How urgent it is.", aliases=("urgency", "severity")),
        Field("satisfaction", Type.INTEGER, "What the customer thought of the help, 1 to 5.", aliases=("satisfaction score", "csat", "rating"), low=1, high=5),
        Field("member_id", Type.ID, "The community account of who asked.", aliases=("requester id", "user id", "member")),
        Field("customer_id", Type.ID, "The customer who asked.", aliases=("customer", "organization id", "account id")),
    ),
    checks=(not_before("first_response_at", "created_at"), not_before("resolved_at", "created_at")),
)

"""Who belongs to the community, as one source knows them."""

from lib.records.kind import Field, Kind, Type

ROLES = {
    "member": ("user", "customer", "regular", "participant"),
    "staff": ("admin", "administrator", "moderator", "employee", "owner", "team", "agent"),
    "bot": ("app", "robot", "system"),
}

MEMBER = Kind(
    name="member",
    title="Members",
    doc="A person's account in one source. One who acts without a record is known from the first activity, as a member.",
    key=("member_id",),
    fields=(
        Field(
            "member_id",
            Type.ID,
            "The account's id in its source.",
            required=True,
            aliases=("id", "user id", "user", "username", "account id", "author id", "creator"),
        ),
        Field("name", Type.TEXT, "What the account is called.", aliases=("display name", "real name", "full name", "nick"), personal=True),
        Field(
            "joined_at",
            Type.INSTANT,
            "When the account was made.",
            aliases=("created at", "created", "joined", "join date", "registered", "registered at", "signup date"),
            past=True,
        ),
        Field("role", Type.CHOICE, "member, staff or bot; empty means member.", aliases=("type", "user type", "group"), choices=ROLES),
        Field("segment", Type.TEXT, "A group the community is cut by: plan, country, cohort.", aliases=("plan", "tier", "country", "cohort")),
        Field("customer_id", Type.ID, "The customer this account belongs to.", aliases=("customer", "account", "company id", "organization id")),
        Field("person_id", Type.ID, "The same text on accounts of several sources makes them one person.", aliases=("person",)),
        Field(
            "email_hash",
            Type.EMAIL_HASH,
            "The account's e-mail address, kept as a hash only: equal ones suggest one person.",
            aliases=("email", "e mail", "mail", "email address", "primary email"),
            personal=True,
        ),
    ),
)

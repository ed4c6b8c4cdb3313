"""Who pays, or might: the base that churn and conversion are counted on."""

from lib.records.kind import Field, Kind, Type, not_before

CUSTOMER = Kind(
    name="customer",
    title="Customers",
    doc="One customer or prospect, with the moments it started, converted and left.",
    key=("customer_id",),
    fields=(
        Field("customer_id", Type.ID, "The customer's id.", required=True, aliases=("id", "account id", "customer", "organization id", "company id")),
        Field(
            "started_at",
            Type.INSTANT,
            "When it became known: trial, sign-up or contract.",
            required=True,
            aliases=("created at", "created", "start date", "signed up", "signup date", "started"),
            past=True,
        ),
        Field("converted_at", Type.INSTANT, "When it first paid.", aliases=("converted", "conversion date", "paid at", "won at"), past=True),
        Field("churned_at", Type.INSTANT, "When it left.", aliases=("churned", "cancelled at", "canceled at", "churn date", "end date"), past=True),
        Field("value", Type.NUMBER, "What it is worth a year, in the community's currency.", aliases=("arr", "revenue", "annual value", "mrr"), low=0),
        Field("member_id", Type.ID, "Its account in the community.", aliases=("user id", "member")),
    ),
    checks=(not_before("converted_at", "started_at"), not_before("churned_at", "started_at")),
)

"""How much of the data says what it might: language and sentiment of texts, and who tickets, answers and customers belong to."""

import pandas as pd
from sqlalchemy import and_, func, select

from lib.quality.each_row import each_row
from lib.quality.finding import Finding, part
from lib.quality.registry import check
from lib.records import KINDS
from lib.sentiment import signature
from lib.store import Store
from lib.store.tables import RECORDS, identity
from lib.wording import listed, plural

LINKED = {"ticket": ("member_id", "customer_id"), "survey_response": ("member_id",), "customer": ("member_id",), "member": ("customer_id",)}
"""What a record of each kind may say of whose it is."""
LITTLE = 0.5
"""Share of texts with a sentiment, under which a source's mood says little."""
HARDLY = 0.05
"""Share of records that say whose they are, under which nearly none does."""

activity = RECORDS["activity"]


@check(title="Language and sentiment", counts="texts")
def unscored_texts(store: Store) -> Finding | None:
    """How many posts and comments have a text, a language of the settings, and a sentiment, by source.

    A text is scored when it comes in; after a change of languages or scorer it waits until it is scored anew. A text in none of the settings'
    languages, or in one that the scorer does not know, has no score. Numbers about mood are about those that have one.
    """
    text = activity.c.text.is_not(None)
    waiting = and_(text, activity.c.scorer.is_distinct_from(signature(store.settings)))
    scored = and_(text, ~waiting, activity.c.sentiment.is_not(None))
    table = store.frame(
        select(
            activity.c.source,
            func.count().label("posts_and_comments"),
            func.count().filter(text).label("with_text"),
            func.count().filter(and_(text, activity.c.language.is_not(None))).label("with_language"),
            func.count().filter(scored).label("scored"),
            func.count().filter(waiting).label("waiting"),
        )
        .where(activity.c.current, activity.c.kind.in_(("post", "comment")))
        .group_by(activity.c.source)
    )
    texts = int(table["with_text"].sum()) if len(table) else 0
    if table.empty:
        return None
    if not texts:
        return Finding(
            "look", "No post or comment has a text: there is no mood to tell.", "Map the column with the text, if the export has one.", "upload", rows=table
        )
    table["share_scored"] = (table["scored"] / table["with_text"].where(table["with_text"] > 0)).astype(float).round(4)
    table = table.sort_values("with_text", ascending=False, ignore_index=True)
    done, waits = int(table["scored"].sum()), int(table["waiting"].sum())
    unscored = texts - done
    said = f"Of {plural(texts, 'text')} {part(done, texts)} have a sentiment"
    if waits:
        to_do = "Let the texts that wait be scored: python -m lib rescore."
        return Finding(
            "act" if waits > 0.05 * texts else "look", f"{said}; {plural(waits, 'text')} waiting for today's scorer.", to_do, "", unscored, texts, rows=table
        )
    low = table.loc[(table["share_scored"] < LITTLE), "source"].tolist()
    if low:
        languages = ", ".join(store.settings.languages)
        to_do = f"Look whether their languages are among the settings' ({languages}); a scorer that does not know a language cannot score it."
        return Finding("look", f"{said}; under half in {listed(low)}.", to_do, "settings", unscored, texts, rows=table)
    return Finding("fine", f"{said}; the others are in another language or have no words of their own.", count=unscored, of=texts, rows=table)


@check(title="Whose records they are", counts="records")
def unlinked_records(store: Store) -> Finding | None:
    """How many tickets, survey answers and customers say which member they belong to, and members which customer; and whether it is a known one.

    A member_id means a member of the record's own source, or one of another. Without such links numbers by segment, deflection and value a customer
    leave these records out.
    """
    rows = []
    members, customers = select(identity.c.member_id), select(RECORDS["customer"].c.customer_id).where(RECORDS["customer"].c.current)
    has_customers = len(store.frame(customers.limit(1))) > 0
    for kind, fields in LINKED.items():
        record = RECORDS[kind]
        for field in fields:
            if field == "customer_id" and not has_customers:
                continue
            named = record.c[field].is_not(None)
            known = and_(named, record.c[field].in_(members if field == "member_id" else customers))
            counts = (func.count().label("records"), func.count().filter(named).label("named"), func.count().filter(known).label("known"))
            found = store.frame(select(record.c.source, *counts).where(record.c.current).group_by(record.c.source))
            rows += [{"source": row.source, "kind": KINDS[kind].title, "field": field, **_counts(row)} for row in each_row(found)]
    if not rows:
        return None
    table = pd.DataFrame(rows)
    table["share_named"] = (table["named"] / table["records"]).round(4)
    table["named_but_unknown"] = table["named"] - table["known"]
    table = table.sort_values(["kind", "field", "source"], ignore_index=True)
    unknown = table[table["named_but_unknown"] > 0.1 * table["named"]]
    others = table[table["kind"] != KINDS["member"].title]  # a member need not be a customer
    if others.empty:
        return None
    best = others.loc[others.groupby(["source", "kind"])["known"].idxmax()]
    poor = best[best["known"] < HARDLY * best["records"]]
    lacking, total = int((best["records"] - best["known"]).sum()), int(best["records"].sum())
    if poor.empty and unknown.empty:
        return Finding("fine", "Tickets, answers and customers say whose they are, as far as they can.", count=lacking, of=total, rows=table)
    kinds = listed([f"{_lower(row.kind)} of {row.source}" for row in each_row(poor)])
    none = f"Hardly any {kinds} say whose they are." if len(poor) else ""
    also = f"{plural(int(unknown['named_but_unknown'].sum()), 'record')} naming a member or customer that nobody knows." if len(unknown) else ""
    return Finding(
        "look",
        f"{none} {also}".strip(),
        "Map the column that names the member or customer, in the same ids as their own file; where there is none, nothing can be done.",
        "upload",
        lacking,
        total,
        rows=table,
    )


def _counts(row: object) -> dict[str, int]:
    return {name: int(getattr(row, name)) for name in ("records", "named", "known")}


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]

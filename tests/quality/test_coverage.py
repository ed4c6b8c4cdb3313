"""How much of the data says what it might."""

from sqlalchemy import update

from lib.sentiment import signature
from lib.store import Store
from lib.store.tables import RECORDS
from tests.factories import at, comment, post, put
from tests.quality.looked import looked

activity = RECORDS["activity"]


def score(store: Store, where: object, sentiment: float | None, scorer: str | None = None) -> None:
    """Gives texts what the scorer would."""
    given = {"sentiment": sentiment, "language": "en" if sentiment is not None else None, "scorer": scorer or signature(store.settings)}
    with store.writing() as writer:
        writer.connection.execute(update(activity).where(where).values(**given))  # type: ignore[arg-type]


def test_texts_that_wait_for_the_scorer(any_store: Store) -> None:
    put(any_store, "activity", post(text="fine"), post(text="good"), post())
    score(any_store, activity.c.text == "fine", 0.5)
    score(any_store, activity.c.text == "good", 0.5, "another one")
    finding = looked(any_store, "unscored_texts")
    assert (finding.severity, finding.count, finding.of) == ("act", 1, 2)
    assert "rescore" in finding.to_do
    assert finding.rows[["posts_and_comments", "with_text", "scored", "waiting"]].values.tolist() == [[3, 2, 1, 1]]


def test_a_source_in_another_language(any_store: Store) -> None:
    put(any_store, "activity", post(text="dobrze"), comment(text="fajnie"))
    put(any_store, "activity", post(text="good"), source="chat")
    score(any_store, activity.c.source == "forum", None)
    score(any_store, activity.c.source == "chat", 0.5)
    finding = looked(any_store, "unscored_texts")
    assert (finding.severity, finding.where, finding.count) == ("look", "settings", 2)
    assert "under half in forum" in finding.sentence


def test_scored_texts_are_fine_and_none_at_all_is_said(store: Store) -> None:
    put(store, "activity", post())
    assert "No post or comment has a text" in looked(store, "unscored_texts").sentence
    put(store, "activity", post(text="good"))
    score(store, activity.c.text == "good", 0.5)
    assert looked(store, "unscored_texts").severity == "fine"


def test_records_that_name_nobody(any_store: Store) -> None:
    put(any_store, "activity", post("ana"))
    put(any_store, "ticket", *({"ticket_id": str(number), "created_at": at(0)} for number in range(30)))
    finding = looked(any_store, "unlinked_records")
    assert (finding.severity, finding.count, finding.of) == ("look", 30, 30)
    assert "Hardly any support tickets of forum" in finding.sentence


def test_records_that_name_somebody_nobody_knows(any_store: Store) -> None:
    put(any_store, "activity", post("ana"))
    asked = [{"response_id": str(number), "responded_at": at(0), "survey": "nps", "score": 9, "member_id": "ana" if number else "x"} for number in range(5)]
    put(any_store, "survey_response", *asked, source="survey")
    finding = looked(any_store, "unlinked_records")
    assert (finding.severity, finding.count, finding.of) == ("look", 1, 5)
    assert "1 record naming a member or customer that nobody knows" in finding.sentence
    assert finding.rows[["kind", "field", "named", "known", "named_but_unknown"]].values.tolist() == [["Survey responses", "member_id", 5, 4, 1]]


def test_a_ticket_of_a_customer_is_somebodys(any_store: Store) -> None:
    put(any_store, "customer", {"customer_id": "acme", "started_at": at(0), "member_id": "ana"})
    put(any_store, "activity", post("ana"))
    put(any_store, "ticket", {"ticket_id": "1", "created_at": at(0), "customer_id": "acme"})
    finding = looked(any_store, "unlinked_records")
    assert (finding.severity, finding.count, finding.of) == ("fine", 0, 2)

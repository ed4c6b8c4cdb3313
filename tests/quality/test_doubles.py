"""What came in twice under different ids."""

from datetime import date

from lib.store import Store
from tests.factories import at, comment, post, put
from tests.quality.looked import looked

LONG = "Where do I find the settings of the thing?"


def test_the_same_text_in_the_same_minute_is_a_double(any_store: Store) -> None:
    put(any_store, "activity", post("ana", text=LONG), post("ana", 1 / 120, text=LONG), post("ana", 5, text=LONG), post("ben", text=LONG))
    finding = looked(any_store, "same_posts")
    assert (finding.severity, finding.count, finding.of, finding.since) == ("act", 1, 4, date(2026, 1, 5))
    assert finding.rows[["source", "member_id", "times"]].values.tolist() == [["forum", "ana", 2]]
    assert finding.rows["other_source"].isna().all()
    assert finding.where == "snapshots"


def test_one_post_under_two_sources_is_a_double(any_store: Store) -> None:
    put(any_store, "activity", post("ana", text=LONG))
    put(any_store, "activity", post("ana", text=LONG), source="forum2")
    finding = looked(any_store, "same_posts")
    assert finding.count == 1
    assert "two sources" in finding.sentence
    assert finding.rows[["source", "other_source"]].values.tolist() == [["forum", "forum2"]]


def test_thanks_said_twice_and_other_texts_are_none(any_store: Store) -> None:
    put(any_store, "activity", comment("ana", text="thanks"), comment("ana", text="thanks"), comment("ana", text=LONG), comment("ana", text=LONG + "!"))
    finding = looked(any_store, "same_posts")
    assert (finding.severity, finding.count, finding.of) == ("fine", 0, 2)


def test_a_few_doubles_among_many_are_looked_at(store: Store) -> None:
    put(store, "activity", *(post("ana", hour, text=LONG) for hour in range(150)), post("ana", 7, text=LONG))
    assert looked(store, "same_posts").severity == "look"


def test_accounts_that_share_an_address_or_name_and_joining(any_store: Store) -> None:
    put(
        any_store,
        "member",
        {"member_id": "1", "email_hash": "a" * 64},
        {"member_id": "2", "email_hash": "a" * 64},
        {"member_id": "3", "name": "Ana ", "joined_at": at(0)},
        {"member_id": "4", "name": "ana", "joined_at": at(0)},
        {"member_id": "5", "name": "ana", "joined_at": at(1)},
        {"member_id": "6"},
        {"member_id": "7"},
    )
    finding = looked(any_store, "same_members")
    assert (finding.severity, finding.count, finding.of) == ("look", 4, 7)
    assert sorted(finding.rows["member_id"]) == ["1", "2", "3", "4"]
    assert finding.rows.groupby("group")["member_id"].agg(sorted).tolist() == [["1", "2"], ["3", "4"]]


def test_accounts_that_are_one_person_already_or_of_two_sources_are_fine(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "1", "email_hash": "a" * 64, "person_id": "p"}, {"member_id": "2", "email_hash": "a" * 64, "person_id": "p"})
    put(any_store, "member", {"member_id": "9", "email_hash": "a" * 64}, source="chat")
    assert looked(any_store, "same_members").severity == "fine"


def ticket(number: int, **more: object) -> dict[str, object]:
    return {"ticket_id": str(number), "created_at": at(0), "topic": "login", "customer_id": "acme", **more}


def test_tickets_of_one_requester_and_moment(any_store: Store) -> None:
    put(any_store, "ticket", ticket(1), ticket(2), ticket(3, customer_id="other"), ticket(4, topic="bill"), ticket(5, resolved_at=at(5)), ticket(6, topic=None))
    finding = looked(any_store, "same_tickets")
    assert (finding.severity, finding.count, finding.of) == ("act", 1, 5)
    assert finding.rows[["times", "first_id", "last_id"]].values.tolist() == [[2, "1", "2"]]


def test_tickets_that_do_not_say_who_asked_cannot_be_compared(store: Store) -> None:
    put(store, "ticket", ticket(1, customer_id=None), ticket(2, customer_id=None))
    finding = looked(store, "same_tickets")
    assert finding.severity == "unknown"
    assert finding.count is None


def test_different_tickets_are_fine(store: Store) -> None:
    put(store, "ticket", ticket(1), ticket(2, created_at=at(1)))
    assert looked(store, "same_tickets").severity == "fine"

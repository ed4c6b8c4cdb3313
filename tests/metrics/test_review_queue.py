"""What somebody should look at, why, in which order; and what is off the queue."""

import pytest

from lib.errors import CommandError
from lib.intake.scoring import rescore
from lib.metrics import find
from lib.metrics.review_queue import queue
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from lib.store.reviews import mark, unmark
from tests.factories import comment, post, put

review_queue = find("review_queue")


def reasons(store: Store, **texts: str) -> dict[str, list[str]]:
    """The reasons by member, after each has posted one text."""
    put(store, "activity", *(post(member, text=text) for member, text in texts.items()))
    rescore(store)
    found = review_queue(store, ALL_TIME)
    return {member: found.loc[found["member_id"] == member, "reason"].tolist() for member in texts if (found["member_id"] == member).any()}


def test_a_link_needs_words_beside_it(any_store: Store) -> None:
    found = reasons(
        any_store,
        bare="https://example.org/a",
        four="see this page here https://example.org/a?b=c",
        five="see this new page here https://example.org/a",
        html='<p><a href="https://example.org/a" rel="nofollow noopener">click here</a></p>',
        www="WWW.example.org",
        polish="tutaj jest strona https://example.org/a",
        none="see this page here",
        quoting="> " + "word " * 130 + "\nhttps://example.org/a",
        code="```\n" + "word " * 130 + "\n```\nhttps://example.org/a",
    )
    assert found == {member: ["link"] for member in ("bare", "four", "html", "www", "polish", "quoting", "code")}


def test_words_stand_whole_in_any_case_and_language(any_store: Store) -> None:
    any_store.set_setting("blocked_words", "darn, pl:kurczę, слово, 100%", "ana")
    any_store.set_setting("trigger_topics", "data loss", "ana")
    any_store.set_setting("languages", "en, pl", "ana")
    found = reasons(
        any_store,
        capitals="DARN it, this starts on Monday",
        inside="It was darned on a Monday morning",
        polish="KURCZĘ, nie działa mi to dzisiaj",
        english_word_in_polish="Kurczę is a word that I learned in Warsaw on Monday",
        russian="СЛОВО не воробей",
        phrase="We fear Data\nLoss on Monday, darn",
        sign="I am 100% of the opinion that it starts on Monday",
        quoted="> darn\nIt starts on Monday in the morning",
        code="It starts on Monday: `darn`",
    )
    assert found == {
        "capitals": ["blocked_word"],
        "polish": ["blocked_word"],
        "russian": ["blocked_word"],
        "phrase": ["blocked_word", "trigger_topic"],
        "sign": ["blocked_word"],
    }


def test_a_title_has_words_too(any_store: Store) -> None:
    any_store.set_setting("trigger_topics", "data loss", "ana")
    put(any_store, "activity", post("ana", title="Data loss?"))
    found = review_queue(any_store, ALL_TIME)
    assert found["reason"].tolist() == ["trigger_topic"]
    assert found["excerpt"].isna().all()


def test_very_unhappy_posts_come_first_where_nobody_answered(any_store: Store) -> None:
    terrible, horrible = "This is terrible", "This is a bad, terrible, disgusting thing"
    put(
        any_store,
        "activity",
        post("answered", 0, text=terrible, activity_id="p1"),
        comment("helper", 1, text="It starts on Monday in Warsaw", thread="p1"),
        post("bad", 2, text=horrible),
        post("worst", 3, text=terrible),
        post("mild", 4, text="This isn't good"),
    )
    rescore(any_store)
    assert review_queue(any_store, ALL_TIME)["member_id"].tolist() == ["worst", "bad", "answered"]
    assert queue(any_store, ALL_TIME)["answered"].tolist() == [False, False, True]


def test_staff_and_bots_never_come_on_it(store: Store) -> None:
    put(store, "activity", post("sam", text="https://example.org"), post("bot", text="https://example.org"))
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})
    assert review_queue(store, Scope(include_staff=True)).empty


def test_what_was_reviewed_is_off_and_may_come_back(any_store: Store) -> None:
    put(any_store, "activity", post("ana", activity_id="p1", text="https://example.org"))
    put(any_store, "activity", post("ana", activity_id="p1", text="https://example.org"), source="slack")
    mark(any_store, "slack", "p1", "eve")
    mark(any_store, "slack", "p1", "zoe")
    assert queue(any_store, ALL_TIME)["source"].tolist() == ["forum"]
    everything = queue(any_store, ALL_TIME, also_reviewed=True).set_index("source")
    assert everything.loc["slack", "reviewed_by"] == "eve"
    assert everything["reviewed_at"].notna().to_dict() == {"forum": False, "slack": True}
    unmark(any_store, "slack", "p1")
    unmark(any_store, "slack", "p1")
    assert len(review_queue(any_store, ALL_TIME)) == 2


def test_only_known_posts_can_be_reviewed(store: Store) -> None:
    with pytest.raises(CommandError, match="There is no post 'p9'"):
        mark(store, "forum", "p9", "ana")

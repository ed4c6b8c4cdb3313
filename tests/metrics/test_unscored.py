"""What could not be scored, and why."""

from lib.intake.scoring import rescore
from lib.metrics.unscored import REASONS, unscored
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import comment, post, put

POLISH = "To jest bardzo dobra wiadomość dla wszystkich naszych użytkowników."


def test_each_post_has_one_reason(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "sam", "role": "staff"})
    put(any_store, "activity", post(text="An excellent idea."), comment(text=POLISH), post(), comment("sam", text="Thanks."), comment(text=":-) 123"))
    put(any_store, "activity", {**comment(text="Good."), "kind": "reaction"})
    rescore(any_store)
    put(any_store, "activity", post(text="A terrible idea."))
    assert unscored(any_store, ALL_TIME).to_dict() == {"scored": 1, "no_text": 1, "waiting": 1, "language": 2, "words": 0}


def test_a_known_language_that_the_scorer_does_not_know(any_store: Store) -> None:
    any_store.set_setting("languages", "en, pl", "tests")
    put(any_store, "activity", post(text="An excellent idea."), comment(text=POLISH))
    rescore(any_store)
    assert unscored(any_store, ALL_TIME).to_dict() == {"scored": 1, "no_text": 0, "waiting": 0, "language": 0, "words": 1}


def test_filters_and_period_hold(any_store: Store) -> None:
    put(any_store, "activity", post(text="Good.", platform="chat"), post(text="Bad.", platform="forum"), post(hours=24 * 40, text="Fine.", platform="chat"))
    assert unscored(any_store, Scope(platforms=("chat",)))["waiting"] == 2
    first = any_store.data_period("activity")
    assert first is not None
    assert unscored(any_store, Scope(first.start, first.start, platforms=("chat",)))["waiting"] == 1


def test_an_empty_store_has_zeros(any_store: Store) -> None:
    assert unscored(any_store, ALL_TIME).to_dict() == dict.fromkeys(REASONS, 0)

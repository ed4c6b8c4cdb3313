"""Threads without their opening post, and why they may be; threads that were put together here."""

from datetime import date

from lib.store import Store
from tests.factories import comment, post, put
from tests.quality.looked import looked

DAY = 24.0


def test_threads_near_the_start_were_opened_before_the_export(any_store: Store) -> None:
    put(any_store, "activity", comment("ben", 0, "old"), comment("cy", 1, "old"), *(post(hours=day * DAY) for day in range(60)))
    finding = looked(any_store, "threads_without_opening")
    assert (finding.severity, finding.count, finding.of, finding.since) == ("look", 1, 61, date(2026, 1, 5))
    assert "export begins after" in finding.sentence
    assert "reaches further back" in finding.to_do
    assert finding.rows[["source", "threads", "without_opening", "near_the_start", "comments"]].values.tolist() == [["forum", 61, 1, 1, 2]]


def test_threads_all_over_have_lost_their_posts(store: Store) -> None:
    put(store, "activity", *(post(hours=day * DAY) for day in range(60)), *(comment("ben", day * DAY, f"t{day}") for day in range(40, 60)))
    finding = looked(store, "threads_without_opening")
    assert (finding.severity, finding.count, finding.of) == ("act", 20, 80)
    assert "all over" in finding.sentence


def test_a_source_of_comments_only_has_its_kind_wrong(store: Store) -> None:
    put(store, "activity", *(comment("ben", day * DAY, f"t{day}") for day in range(20)))
    put(store, "activity", post(), source="chat")
    assert "forum has no posts at all" in looked(store, "threads_without_opening").sentence


def test_whole_threads_are_fine_and_reactions_open_none(any_store: Store) -> None:
    question = post()
    put(any_store, "activity", question, comment(thread=question["thread_id"]), comment(thread="liked", kind="reaction"), comment(thread=None))
    finding = looked(any_store, "threads_without_opening")
    assert (finding.severity, finding.count, finding.of) == ("fine", 0, 1)


def test_a_source_whose_threads_are_mostly_reconstructed(any_store: Store) -> None:
    put(any_store, "activity", post(), post(), post())
    put(any_store, "activity", post(thread_id="~1"), post(thread_id="~2"), post(thread_id="3~"), source="chat")
    finding = looked(any_store, "reconstructed_threads")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("look", 2, 6, "settings")
    assert "chat 67%" in finding.sentence
    assert finding.rows[["source", "threads", "reconstructed"]].values.tolist() == [["chat", 3, 2], ["forum", 3, 0]]


def test_a_few_reconstructed_threads_are_said_and_no_more(store: Store) -> None:
    put(store, "activity", post(), post(), post(thread_id="~1"))
    finding = looked(store, "reconstructed_threads")
    assert (finding.severity, finding.count) == ("fine", 1)
    assert "forum 33%" in finding.sentence

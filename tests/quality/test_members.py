"""Who acts without a record, and sources without staff."""

from lib.store import Store
from tests.factories import comment, post, put
from tests.quality.looked import looked


def test_members_who_are_known_from_activity_only(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "role": "member"}, {"member_id": "silent"})
    put(any_store, "activity", post("ana"), post("ben"), comment("cy"))
    finding = looked(any_store, "unrecorded_members")
    assert (finding.severity, finding.count, finding.of) == ("look", 2, 4)
    assert "forum 50%" in finding.sentence
    assert "1 record without a role" in finding.sentence
    assert finding.rows[["source", "members", "without_record", "record_without_role"]].values.tolist() == [["forum", 4, 2, 1]]


def test_records_for_everybody_are_fine(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "role": "member"})
    put(any_store, "activity", post("ana"))
    assert looked(any_store, "unrecorded_members").severity == "fine"


def test_who_is_known_of_a_withdrawn_file_only_is_not_counted(store: Store) -> None:
    put(store, "activity", post("ana"))
    put(store, "activity", post("ben"))
    store.withdraw(2, "tests")
    assert looked(store, "unrecorded_members").of == 1


def test_a_source_with_questions_and_no_staff(any_store: Store) -> None:
    put(any_store, "activity", *(post("ana", hour) for hour in range(10)))
    put(any_store, "activity", *(post("ana", hour) for hour in range(10)), source="chat")
    put(any_store, "member", {"member_id": "sam", "role": "staff"})
    finding = looked(any_store, "sources_without_staff")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("act", 1, 2, "settings")
    assert "chat" in finding.sentence
    any_store.set_setting("staff", "chat:helper", "tests")  # nobody of that name is there
    assert looked(any_store, "sources_without_staff").severity == "act"


def test_staff_named_in_the_settings_ends_the_finding(store: Store) -> None:
    put(store, "activity", *(post("ana", hour) for hour in range(10)), comment("sam"))
    assert looked(store, "sources_without_staff").severity == "act"
    store.set_setting("staff", "forum:sam", "tests")
    assert looked(store, "sources_without_staff").severity == "fine"


def test_a_handful_of_questions_is_too_little_to_tell(store: Store) -> None:
    put(store, "activity", *(post("ana", hour) for hour in range(9)))
    assert looked(store, "sources_without_staff").severity == "unknown"

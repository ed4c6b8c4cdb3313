"""What holds for every check: a sentence that ends, an empty store, one record, no personal data, the same on both engines."""

import pytest

from lib.quality import CHECKS, Check
from lib.quality.finding import SEVERITIES, Finding, part
from lib.records import KINDS
from lib.store import Store
from tests.factories import at, comment, post, put

EVERY_CHECK = pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.name)
PERSONAL = {field.name for kind in KINDS.values() for field in kind.fields if field.personal}


@EVERY_CHECK
def test_a_check_is_explained(check: Check) -> None:
    assert check.title
    assert check.counts
    assert check.definition.endswith(".")


def test_in_an_empty_store_there_is_nothing_to_look_at(any_store: Store) -> None:
    assert [name for name, check in CHECKS.items() if check(any_store) is not None] == []


def test_of_one_record_nothing_is_claimed(any_store: Store) -> None:
    put(any_store, "activity", post())
    found = {name: finding for name, check in CHECKS.items() if (finding := check(any_store))}
    assert {name for name, finding in found.items() if finding.severity == "act"} == set()
    assert {name for name, finding in found.items() if finding.severity == "look"} == {"unscored_texts", "unrecorded_members"}  # it has neither text nor record
    assert {found[name].severity for name in ("gaps", "silent_sources", "busy_nights", "days_without_time")} == {"unknown"}


def test_findings_are_whole_and_say_nothing_personal(any_store: Store) -> None:
    twin = {"name": "Ana Secret", "email_hash": "f" * 64, "joined_at": at(0)}
    put(any_store, "member", {"member_id": "ana", **twin}, {"member_id": "bo", **twin})
    put(any_store, "member", {"member_id": "a1", **twin}, source="chat")
    posts = [post("ana", hours, text="Where are the settings of the thing?") for hours in range(0, 1500, 10)]
    put(any_store, "activity", *posts, comment("zoe", 3, "gone"), post("ana", -500, text="Where are the settings of the thing?"))
    put(any_store, "activity", *posts, source="chat")
    put(any_store, "ticket", *({"ticket_id": str(number), "created_at": at(0), "topic": "login", "customer_id": "c"} for number in range(30)))
    put(any_store, "reported_series", *({"day": at(24 * day).date(), "series": "sum", "value": float(day % 25)} for day in range(45) if day != 8))
    found = {name: finding for name, check in CHECKS.items() if (finding := check(any_store))}
    assert len(found) >= len(CHECKS) - 1  # no source is configured
    for name, finding in found.items():
        assert finding.severity in SEVERITIES
        assert finding.sentence.endswith("."), name
        assert not PERSONAL & set(finding.rows.columns), name
        assert "secret" not in (finding.sentence + finding.rows.to_string()).lower(), name
        assert "ffff" not in finding.rows.to_string(), name
        assert finding.count is None or finding.of is None or finding.count <= finding.of, name
        assert bool(finding.to_do) or finding.severity not in ("act", "look"), name
    assert {"same_posts", "same_members", "same_tickets", "before_joining", "reported_gaps"} <= {
        name for name, finding in found.items() if finding.severity in ("act", "look")
    }


@pytest.mark.parametrize(
    ("count", "of", "said"), [(0, 10, "0%"), (1, 10_000, "under 0.1%"), (12, 1204, "1.0%"), (1, 3, "33%"), (999, 1000, "over 99%"), (3, 3, "100%")]
)
def test_a_share_hides_neither_a_few_nor_the_rest(count: int, of: int, said: str) -> None:
    assert part(count, of) == said


def test_an_amount_names_what_is_counted() -> None:
    assert Finding("look", "Some.", count=12, of=1204).amount("threads") == "12 of 1,204 threads (1.0%)"
    assert Finding("look", "Some.").amount("threads") == ""

"""CSAT: who is satisfied, of surveys and of rated tickets."""

from datetime import date

import pytest

from lib.errors import CommandError
from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import Record, at, put
from tests.metrics.tables import rows

MONTH = 30 * 24.0
TICKETS = {"from": "tickets"}


def csat(number: int, score: int, hours: float = 0, **more: object) -> Record:
    return {"response_id": f"r{number}", "responded_at": at(hours), "survey": "csat", "score": score, **more}


def ticket(number: int, score: int | None, hours: float = 0, **more: object) -> Record:
    return {"ticket_id": f"k{number}", "created_at": at(hours), "satisfaction": score, **more}


def test_four_and_five_are_satisfied(any_store: Store) -> None:
    put(any_store, "survey_response", *(csat(score, score) for score in range(1, 6)), {**csat(9, 9), "survey": "nps"})
    january, february, march = rows(find("csat")(any_store, ALL_TIME))
    assert (january["responses"], january["satisfied"], january["csat"]) == (5, 2, 0.4)
    assert (january["ci_low"], january["ci_high"]) == pytest.approx((0.117621, 0.769276), abs=1e-6)
    assert (february["responses"], february["csat"], february["ci_low"]) == (0, None, None)
    assert [row["complete"] for row in (january, february, march)] == [False, True, False]


def test_several_questions_of_satisfaction_are_one_figure(any_store: Store) -> None:
    put(any_store, "survey_response", csat(1, 5, question="Help"), csat(2, 1, question="Product"))
    assert find("csat")(any_store, ALL_TIME)["csat"].iloc[0] == 0.5


def test_tickets_that_were_rated_count_by_the_day_they_were_opened(any_store: Store) -> None:
    put(any_store, "survey_response", csat(1, 1, 0))
    put(any_store, "ticket", ticket(1, 5, resolved_at=at(MONTH)), ticket(2, 1, resolved_at=at(1)), ticket(3, None), ticket(4, 4, MONTH), source="desk")
    january, february = rows(find("csat")(any_store, ALL_TIME, TICKETS))
    assert (january["period_start"], january["responses"], january["csat"]) == (date(2026, 1, 1), 2, 0.5)
    assert (february["responses"], february["csat"], february["complete"]) == (1, 1.0, False)


def test_a_ticket_s_segment_is_its_members_and_staff_do_not_rate(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "sam", "role": "staff", "segment": "pro"}, source="forum")
    put(any_store, "ticket", ticket(1, 5, member_id="ana"), ticket(2, 1, member_id="sam"), ticket(3, 1, member_id="nobody"), ticket(4, 1), source="desk")
    assert find("csat")(any_store, Scope(segments=("pro",)), TICKETS)["csat"].tolist() == [1.0]
    assert find("csat")(any_store, ALL_TIME, TICKETS)["responses"].tolist() == [3]
    assert find("csat")(any_store, Scope(include_staff=True), TICKETS)["responses"].tolist() == [4]


def test_an_unknown_origin_is_refused(store: Store) -> None:
    with pytest.raises(CommandError, match="There is no from for csat 'mails'"):
        find("csat")(store, ALL_TIME, {"from": "mails"})

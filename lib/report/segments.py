"""Monthly active members by segment at the quarter's end. A segment of few people is not shown, nor can it be found by subtraction."""

from sqlalchemy import func, select

from lib.metrics.active_users import MONTH
from lib.metrics.days import member_days
from lib.metrics.periods import during
from lib.metrics.small_groups import shown_segments, visible
from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.report.report import Segment
from lib.scope import ALL_TIME, DAY, Period
from lib.store import Store
from lib.store.tables import identity
from lib.wording import known

NO_SEGMENT = "Without a segment"


def segments(store: Store, coverage: Coverage, quarter: Quarter) -> tuple[Segment, ...]:
    """The largest first, those too small together at the end. None where nobody was active, no segment is known, or all are too small.

    Everybody counts in one segment, that of the first of their accounts which has any, so all together are the monthly active members.
    """
    last = coverage.last_over("activity", quarter)
    if last is None:
        return ()
    active = _active(store, Period.of(last - (MONTH - 1) * DAY, last))
    if set(active) <= {NO_SEGMENT}:
        return ()
    shown = visible(active) & (shown_segments(store) | {NO_SEGMENT})
    if not shown:
        return ()
    hidden = sum(number for name, number in active.items() if name not in shown)
    found = [Segment(name, active[name]) for name in sorted(shown, key=lambda name: (name == NO_SEGMENT, -active[name], name))]
    return (*found, Segment(None, hidden)) if hidden else tuple(found)


def _active(store: Store, days: Period) -> dict[str, int]:
    """How many people of each segment were active on those days."""
    member_day = member_days(ALL_TIME)
    people = select(member_day.c.person_no).where(during(member_day.c.local_day, days)).distinct().subquery("active_people")
    first = (
        select(identity.c.person_no, func.min(identity.c.member_no).label("member_no"))
        .where(identity.c.segment.is_not(None), identity.c.segment != "")
        .group_by(identity.c.person_no)
        .subquery("first_account")
    )
    account = identity.alias("account")
    found = store.frame(
        select(account.c.segment, func.count().label("members"))
        .select_from(people.outerjoin(first, first.c.person_no == people.c.person_no).outerjoin(account, account.c.member_no == first.c.member_no))
        .group_by(account.c.segment)
    )
    return {str(name) if known(name) else NO_SEGMENT: int(number) for name, number in zip(found["segment"], found["members"], strict=True)}

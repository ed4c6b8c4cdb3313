"""Reviews: which posts of the review queue somebody has looked at. They outlive new versions of the post."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, insert, select

from lib.errors import CommandError
from lib.store.tables import RECORDS, review

if TYPE_CHECKING:
    from lib.store.store import Store

_activity = RECORDS["activity"]


def mark(store: "Store", source: str, activity_id: str, who: str) -> None:
    """Notes that ``who`` has looked at a post; a second mark changes nothing. CommandError where there is no such post."""
    with store.writing() as writer:
        connection = writer.connection
        known = select(_activity.c.version_no).where(_activity.c.source == source, _activity.c.activity_id == activity_id).limit(1)
        if connection.execute(known).first() is None:
            raise CommandError(f"There is no post {activity_id!r} from {source}.", hint="look at the queue again")
        if connection.execute(select(review.c.source).where(_of(source, activity_id))).first() is not None:
            writer.discard()
            return
        connection.execute(insert(review).values(source=source, activity_id=activity_id, reviewed_at=writer.now, reviewed_by=who))


def unmark(store: "Store", source: str, activity_id: str) -> None:
    """Puts a post back on the queue; nothing happens where it was not marked."""
    with store.writing() as writer:
        gone = writer.connection.execute(delete(review).where(_of(source, activity_id)).returning(review.c.source)).all()
        if not gone:
            writer.discard()


def _of(source: str, activity_id: str) -> ColumnElement[bool]:
    return and_(review.c.source == source, review.c.activity_id == activity_id)

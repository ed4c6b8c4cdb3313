"""Freshdesk's tickets, as its CSV export has them: the letter case of headings varies, and durations are often empty."""

from collections import Counter

from lib.errors import FileError
from lib.sources.delivery import Delivery
from lib.sources.exports.derived import texts_of, with_column
from lib.sources.exports.headings import Headings
from lib.sources.exports.help_desk import rated, requesters, tickets_and_requesters
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import any_table, known_tables, read_whole, unread
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

RATINGS = {
    "extremely happy": 5,
    "very happy": 5,
    "happy": 4,
    "neutral": 3,
    "unhappy": 2,
    "very unhappy": 1,
    "extremely unhappy": 1,
    "extremely satisfied": 5,
    "very satisfied": 5,
    "satisfied": 4,
    "dissatisfied": 2,
    "very dissatisfied": 1,
    "extremely dissatisfied": 1,
    "awesome": 5,
    "just okay": 3,
    "not good": 1,
    "good": 5,
    "bad": 1,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
"""Freshdesk's own words for ratings, on a scale of five. A survey may use words of its own; those are no rating here."""

RESOLVED = "resolved_at (from Resolved time, Closed time)"
SATISFACTION = "satisfaction (from Survey results)"
_MARKS = ("Due by Time", "Resolved time", "Closed time", "Last update time", "Last updated time", "Initial response time", "Agent interactions")


def _is_tickets(headings: Headings, start: RawTable) -> bool:
    return headings.have("Ticket ID", "Status", "Created time") and headings.count(_MARKS) >= 2


def _recognises(package: Package) -> bool:
    return any_table(package, _is_tickets)


@platform("freshdesk", "Freshdesk", "In Freshdesk: Tickets, Export, as CSV, with all ticket fields.", recognises=_recognises)
def freshdesk(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Each ticket. Waits are told by the times: the columns in hours count business time, and are left alone."""
    names = known_tables(package, _is_tickets)
    if not names:
        raise FileError(f"{package.name} is no export of Freshdesk's tickets.", hint="it needs the columns Ticket ID, Status and Created time")
    deliveries: list[Delivery] = []
    notes: list[str] = []
    for name in names:
        table = read_whole(package, name, tell)
        heads = Headings(table.columns)
        if not heads.have("Initial response time"):
            notes.append(f"{table.name}: first responses stay empty, as there is no column Initial response time")
        resolved, closed = texts_of(table, heads.find("Resolved time")), texts_of(table, heads.find("Closed time"))
        table = with_column(table, RESOLVED, resolved.where(resolved != "", closed))
        table, more = _with_satisfaction(table, heads)
        notes += more
        columns = Headings(table.columns).fields(
            ticket_id="Ticket ID",
            created_at="Created time",
            first_response_at="Initial response time",
            resolved_at=RESOLVED,
            status="Status",
            channel="Source",
            topic=("Type", "Subject"),
            priority="Priority",
            satisfaction=SATISFACTION,
            member_id=("Contact ID", "Requester ID"),
            customer_id=("Company Name", "Company"),
        )
        deliveries.append(Delivery("ticket", table, columns, zone=wishes.zone))
        asked = requesters(table, heads.find("Contact ID", "Requester ID"), heads.find("Full name", "Requester name"), heads.find("Email", "Requester email"))
        deliveries += [asked] if asked else []
    return tickets_and_requesters(deliveries, (*notes, *unread(package, names)))


def _with_satisfaction(table: RawTable, heads: Headings) -> tuple[RawTable, list[str]]:
    column = heads.find("Survey results", "Survey result")
    if column is None:
        return table, []
    ratings = rated(texts_of(table, column), RATINGS)
    unknown = Counter(ratings[~ratings.isin(("", *"12345"))])
    notes = [f"{table.name}: {column} {word!r} of {count:,} is no rating from 1 to 5 that is known, and stays empty" for word, count in unknown.most_common(5)]
    return with_column(table, SATISFACTION, ratings.where(~ratings.isin(list(unknown)), "")), notes

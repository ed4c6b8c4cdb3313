"""Zendesk's tickets, as its CSV export has them: times of the account's zone, waits in minutes."""

from lib.errors import FileError
from lib.sources.delivery import Delivery
from lib.sources.exports.derived import texts_of, with_column
from lib.sources.exports.headings import Headings
from lib.sources.exports.help_desk import minutes_after, rated, requesters, tickets_and_requesters
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import any_table, known_tables, read_whole, unread
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

RATINGS = {"good": 5, "good with comment": 5, "bad": 1, "bad with comment": 1}
"""Zendesk asks whether help was good or bad: the two ends of a scale of five."""

FIRST_RESPONSE = "first_response_at (from Created at, First reply time in minutes)"
SATISFACTION = "satisfaction (from Satisfaction Score)"
_REPLY, _REPLY_IN_HOURS = "First reply time in minutes", "First reply time in minutes within business hours"


def _is_tickets(headings: Headings, start: RawTable) -> bool:
    return headings.have("Id", "Status", "Created at", "Updated at", "Via") and headings.count(("Requester", "Requester id", "Solved at", "Reopens")) >= 2


def _recognises(package: Package) -> bool:
    return any_table(package, _is_tickets)


@platform("zendesk", "Zendesk", "In Zendesk: Admin Center, Account, Tools, Reports, Export, tickets as CSV.", recognises=_recognises)
def zendesk(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Each ticket with its first reply, where the export says how many minutes it took around the clock."""
    names = known_tables(package, _is_tickets)
    if not names:
        raise FileError(f"{package.name} is no export of Zendesk's tickets.", hint="it needs the columns Id, Status, Via, Created at and Updated at")
    deliveries: list[Delivery] = []
    notes: list[str] = []
    for name in names:
        table = read_whole(package, name, tell)
        heads = Headings(table.columns)
        table, more = _with_first_response(table, heads, wishes.zone)
        notes += more
        if heads.have("Satisfaction Score"):
            table = with_column(table, SATISFACTION, rated(texts_of(table, heads.find("Satisfaction Score")), RATINGS))
        columns = Headings(table.columns).fields(
            ticket_id="Id",
            created_at="Created at",
            first_response_at=FIRST_RESPONSE,
            resolved_at="Solved at",
            status="Status",
            channel="Via",
            topic=("Ticket type", "Subject"),
            priority="Priority",
            satisfaction=SATISFACTION,
            member_id="Requester id",
            customer_id="Organization",
        )
        deliveries.append(Delivery("ticket", table, columns, zone=wishes.zone))
        asked = requesters(table, heads.find("Requester id"), heads.find("Requester"), heads.find("Requester email"))
        deliveries += [asked] if asked else []
    return tickets_and_requesters(deliveries, (*notes, *unread(package, names)))


def _with_first_response(table: RawTable, heads: Headings, zone: str | None) -> tuple[RawTable, list[str]]:
    reply = heads.find(_REPLY)
    if reply is None:
        why = "counts business hours only" if heads.have(_REPLY_IN_HOURS) else "does not say when"
        return table, [f"{table.name}: first responses stay empty, as the export {why}"]
    minutes, created = texts_of(table, reply), texts_of(table, heads.find("Created at"))
    moments = minutes_after(created, minutes, zone)
    lost = int(((minutes != "") & (moments == "")).sum())
    notes = [f"{table.name}: the first response of {lost:,} stays empty, as Created at is not written like 2025-03-14 09:30"] if lost else []
    return with_column(table, FIRST_RESPONSE, moments), notes

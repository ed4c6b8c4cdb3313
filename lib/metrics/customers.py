"""Who pays and who might: customers and prospects, a row each, by the community's days.

Sources share customer_ids: records with one id are one customer. It pays as soon as one of its records says so, and has
left when all of those have.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, case, cast, func, select

from lib.store.tables import RECORDS

customer = RECORDS["customer"]


def customers(zone: str) -> Subquery:
    """customer_id, from_day (it pays), left_day (null: still here), value (of a year; null where no record says): all who ever paid.

    They pay from converted_at where any record of their source has one, else from started_at. Where records give
    several values the largest counts.
    """
    pays_at = case((_converts(), customer.c.converted_at), else_=customer.c.started_at)
    return (
        select(customer.c.customer_id, _day(func.min(pays_at), zone).label("from_day"), _left(zone), func.max(customer.c.value).label("value"))
        .where(customer.c.current, pays_at.is_not(None))
        .group_by(customer.c.customer_id)
        .subquery("customers")
    )


def prospects(zone: str) -> Subquery:
    """customer_id, started_day, converted_day (null: not yet), left_day (null: still here): all who might pay or once might have.

    Of sources with any converted_at alone: others don't say who was a prospect first.
    """
    return (
        select(
            customer.c.customer_id,
            _day(func.min(customer.c.started_at), zone).label("started_day"),
            _day(func.min(customer.c.converted_at), zone).label("converted_day"),
            _left(zone),
        )
        .where(customer.c.current, _converts())
        .group_by(customer.c.customer_id)
        .subquery("prospects")
    )


def _converts() -> ColumnElement[bool]:
    """Whether the source of a record knows when customers convert."""
    of_source = customer.alias("of_source")
    return customer.c.source.in_(select(of_source.c.source).where(of_source.c.current, of_source.c.converted_at.is_not(None)))


def _left(zone: str) -> ColumnElement[Any]:
    gone = func.count(customer.c.churned_at) == func.count()
    return _day(case((gone, func.max(customer.c.churned_at))), zone).label("left_day")


def _day(instant: ColumnElement[Any], zone: str) -> ColumnElement[Any]:
    return cast(func.timezone(zone, instant), Date)

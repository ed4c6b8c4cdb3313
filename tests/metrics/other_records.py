"""What a lively community has beside members and activities: tickets, answers, customers, ideas, mentions, costs and reported series.

Each comes from several sources, with ties, nulls, local midnights and changes of the clock, and names members of its own
source, of another, of two others (who are nobody) and of none.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]

QUARTER = timedelta(minutes=15)
EDGES = (
    datetime(2025, 1, 31, 23, tzinfo=UTC),  # a month's first instant in Warsaw
    datetime(2025, 3, 30, 1, tzinfo=UTC),  # the clock goes forward
    datetime(2025, 3, 31, 22, tzinfo=UTC),  # a quarter's first instant
    datetime(2025, 6, 30, 21, 59, 59, 999999, tzinfo=UTC),  # a quarter's last
    datetime(2025, 10, 26, 0, 30, tzinfo=UTC),  # the clock goes back, the first half past two
    datetime(2025, 10, 26, 1, 30, tzinfo=UTC),  # the second
)
CUSTOMERS = tuple(f"c{number:02}" for number in range(40))


def other_records(dice: random.Random, start: datetime, end: datetime, members: list[str]) -> dict[str, list[Row]]:
    """Records of all other kinds between two instants, by kind; ``members`` are ids to name."""
    chance = _Chance(dice, start, end, (*members, *members, "nobody", None, None))
    return {
        "ticket": [_ticket(chance, number) for number in range(120)],
        "survey_response": [_response(chance, number) for number in range(160)],
        "customer": _distinct([_customer(chance, number) for number in range(60)], "source", "customer_id"),
        "idea": [_idea(chance, number) for number in range(50)],
        "mention": _mentions(chance),
        "programme_cost": _costs(chance),
        "reported_series": _reported(chance),
    }


class _Chance:
    """Seeded choices of moments and members."""

    def __init__(self, dice: random.Random, start: datetime, end: datetime, members: tuple[str | None, ...]) -> None:
        self.dice, self.start, self.end, self.members = dice, start, end, members
        self.tied = [*EDGES, *(self._anywhere() for _ in range(8))]

    def pick(self, *values: Any) -> Any:
        return self.dice.choice(values)

    def member(self) -> str | None:
        return self.dice.choice(self.members)

    def moment(self) -> datetime:
        return self.dice.choice(self.tied) if self.dice.random() < 0.4 else self._anywhere()

    def later(self, moment: datetime | None, share: float) -> datetime | None:
        """Some time after, also at once or on a moment of others; None where nothing is to follow, in ``share`` of all cases."""
        if moment is None or self.dice.random() < share:
            return None
        after = [tied for tied in self.tied if tied >= moment]
        found = self.dice.choice(after) if after and self.dice.random() < 0.4 else moment + self.dice.choice((0, 0, 1, 30, 700, 6000)) * QUARTER
        return min(found, self.end)

    def _anywhere(self) -> datetime:
        return self.start + self.dice.randrange(int((self.end - self.start) / QUARTER)) * QUARTER


def _ticket(chance: _Chance, number: int) -> Row:
    created = chance.moment()
    return {
        "source": chance.pick("helpdesk", "helpdesk", "forum"),
        "ticket_id": f"k{number:03}",
        "created_at": created,
        "first_response_at": chance.later(created, 0.3),
        "resolved_at": chance.later(created, 0.4),
        "status": chance.pick("open", "solved", None),
        "channel": chance.pick("help", "mail", None),
        "topic": chance.pick("billing", "login", None),
        "priority": chance.pick("high", None),
        "satisfaction": chance.pick(None, None, 1, 2, 3, 4, 5, 5),
        "member_id": chance.member(),
        "customer_id": chance.pick(None, "c-unknown", *CUSTOMERS),
    }


def _response(chance: _Chance, number: int) -> Row:
    survey = chance.pick("nps", "nps", "csat")
    return {
        "source": chance.pick("survey", "survey", "slack"),
        "response_id": f"r{number:03}",
        "responded_at": chance.moment(),
        "survey": survey,
        "score": chance.pick(0, 3, 6, 7, 8, 9, 10, 10) if survey == "nps" else chance.pick(1, 2, 3, 4, 5, 5),
        "wave": chance.pick("spring", "autumn", None),
        "member_id": chance.member(),
        "segment": chance.pick(None, None, "free", "pro"),
        "comment": chance.pick("Great help.", "", None),
    }


def _customer(chance: _Chance, number: int) -> Row:
    """Of crm, which knows when they first paid; of billing, which does not; some of both."""
    source = chance.pick("crm", "crm", "billing", "forum")
    started = chance.moment() - chance.pick(timedelta(0), timedelta(0), timedelta(days=90))
    converted = chance.later(started, 0.3) if source == "crm" else None
    return {
        "source": source,
        "customer_id": CUSTOMERS[number % len(CUSTOMERS)] if number < len(CUSTOMERS) or source == "billing" else f"c{number:02}",
        "started_at": started,
        "converted_at": converted,
        "churned_at": chance.later(converted or started, 0.6),
        "value": chance.pick(None, 0.0, 100.0, 100.0, 2500.5),
        "member_id": chance.member(),
    }


def _idea(chance: _Chance, number: int) -> Row:
    submitted = chance.moment()
    accepted = chance.later(submitted, 0.5)
    return {
        "source": chance.pick("portal", "portal", "slack"),
        "idea_id": f"i{number:02}",
        "submitted_at": submitted,
        "member_id": chance.member(),
        "title": chance.pick("Dark mode", None),
        "votes": chance.pick(None, 0, 3, 3, 40),
        "status": chance.pick(None, "open", "accepted", "shipped", "declined"),
        "accepted_at": accepted,
        "shipped_at": chance.later(accepted or submitted, 0.7),
    }


def _mentions(chance: _Chance) -> list[Row]:
    rows = [
        {
            "source": chance.pick("press", "social"),
            "day": chance.moment().date(),
            "brand": chance.pick("Ours", "Ours", "Rival", "ours", "Other"),
            "medium": chance.pick("news", "video", None),
            "mentions": chance.pick(0, 1, 1, 7, 120),
        }
        for _ in range(90)
    ]
    return _distinct(rows, "source", "day", "brand", "medium")


def _costs(chance: _Chance) -> list[Row]:
    """Every quarter but the last in one currency, whether named or not."""
    return [
        {
            "source": chance.pick("budget", "payroll"),
            "month": datetime(2025, month, 1, tzinfo=UTC).date(),
            "item": item,
            "amount": float(chance.pick(0, 900, 900, 1250.5)),
            "currency": "USD" if month > 6 and item == "tools" else None,
        }
        for month in (1, 2, 2, 3, 5, 6, 7, 8)
        for item in ("people", "tools", f"event {chance.dice.random():.6f}")
        if item != "people" or month != 2
    ]


def _reported(chance: _Chance) -> list[Row]:
    rows = [
        {
            "source": chance.pick("export", "api"),
            "day": chance.moment().date(),
            "series": chance.pick("dau", "mau", "members"),
            "value": chance.pick(0.0, 12.0, 12.0, 340.5),
            "platform": chance.pick("web", "slack", None),
        }
        for _ in range(80)
    ]
    return _distinct(rows, "source", "day", "series", "platform")


def _distinct(rows: list[Row], *key: str) -> list[Row]:
    """The first row of each key."""
    return list({tuple(row[name] for name in key): row for row in reversed(rows)}.values())

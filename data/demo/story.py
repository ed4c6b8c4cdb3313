"""What is planted in the demo community, so that dashboards have something to show and tests something to find."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from lib.errors import CommandError
from lib.scope import DAY, Grain, Period

ZONE = "Europe/Warsaw"
COMPANY = "Fernhill"
RIVALS = ("Tidewerk", "Plannisto", "Okolana")
STAFF = 5


@dataclass(frozen=True)
class Story:
    """The events of one community, by the community's local days.

    ``period``: all days with activity; it ends with yesterday, so that nothing lies in the future.
    ``wave``: many newcomers join within these days, and nearly all of them are gone after ``wave_stays_days``.
    ``slow_month``: a calendar month in which staff answer late and leave more to others.
    ``launch``: a product release that lifts activity for about two weeks and a little for good.
    ``dip``: an outage; people write unhappy texts, and more tickets.
    """

    period: Period
    wave: Period
    slow_month: Period
    launch: date
    dip: Period
    wave_share: float = 0.12  # of all members
    wave_stays_days: int = 14
    usual_hours: float = 2.5  # Kaplan–Meier median until staff answer, about
    slow_hours: float = 15.0
    answered_by_staff: float = 0.93  # share of threads
    answered_in_slow_month: float = 0.76
    linked: float = 0.08  # share of members with an account on both platforms
    polish: float = 0.3  # share of members who write Polish too
    tickets_per_1000_first: float = 210.0  # a month, at the period's start
    tickets_per_1000_last: float = 120.0
    churn_non_member: float = 0.034  # a month
    churn_member: float = 0.017
    churn_power_member: float = 0.003
    nps_first: float = 8.0
    nps_last: float = 36.0

    @classmethod
    def of(cls, days: int, today: date) -> Self:
        """The story of ``days`` days that end with the day before ``today``; under 60 its events run into each other, CommandError under 30."""
        if days < 30:
            raise CommandError("The demo community needs more days.", found=f"{days} days", hint="ask for at least 30, e.g. --days 420")

        def monday(share: float) -> date:
            return Grain.WEEK.start(today - timedelta(days=round(days * (1 - share))))

        launch = monday(0.8) + DAY  # a Tuesday
        slow_end = Grain.MONTH.start(launch - timedelta(days=6))
        wave, dip = monday(0.45), monday(0.91) + DAY
        return cls(
            period=Period(today - timedelta(days=days), today),
            wave=Period(wave, wave + 5 * DAY),
            slow_month=Period(Grain.MONTH.previous(slow_end), slow_end),
            launch=launch,
            dip=Period(dip, dip + 4 * DAY),
        )

    @property
    def days(self) -> int:
        return self.period.length

    def day(self, moment: date) -> int:
        """How many days after the first one; negative before it."""
        return (moment - self.period.start).days

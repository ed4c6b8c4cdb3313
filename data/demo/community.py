"""The whole demo community as tables of text, one a source and kind, as if exported from the platforms that hold them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.demo.activity import activity_tables
from data.demo.customers import customer_table, customers
from data.demo.people import CHAT, FORUM, draw_people, member_table
from data.demo.programme import cost_table, idea_table, mention_table, reported_table
from data.demo.story import Story
from data.demo.surveys import survey_table
from data.demo.tickets import ticket_table
from lib.errors import CommandError

PREFIX = "demo-"
MEMBERS, DAYS, SEED = 600, 420, 7


@dataclass(frozen=True)
class DemoTable:
    """One file's worth of records: all cells are texts, columns are named like the kind's fields, empty means unknown."""

    kind: str
    source: str
    frame: pd.DataFrame

    @property
    def file_name(self) -> str:
        return f"{self.source}-{self.kind}.csv"

    def csv(self) -> bytes:
        """The table as a CSV file's content, UTF-8."""
        return self.frame.to_csv(index=False, lineterminator="\n").encode()


def community(members: int = MEMBERS, days: int = DAYS, seed: int = SEED, *, today: date) -> dict[str, list[DemoTable]]:
    """The tables of each record kind; equal arguments give equal tables.

    ``days`` end with the day before ``today``, in the zone of ``story.ZONE``. CommandError for a community too small to tell its story.
    """
    if members < 10:
        raise CommandError("The demo community needs more members.", found=f"{members} members", hint="ask for at least 10, e.g. --members 600")
    if seed < 0:
        raise CommandError("A seed cannot be negative.", found=str(seed), hint="give 0 or more")
    story = Story.of(days, today)
    people = draw_people(story, members, seed)
    book = customers(people, story, seed)
    forum, chat = activity_tables(people, story, seed)
    found = {
        "member": {"forum": member_table(people, story, seed, FORUM), "chat": member_table(people, story, seed, CHAT)},
        "activity": {"forum": forum, "chat": chat},
        "ticket": {"helpdesk": ticket_table(people, book, story, seed)},
        "survey_response": {"survey": survey_table(people, story, seed)},
        "customer": {"crm": customer_table(people, book, story, seed)},
        "idea": {"ideas": idea_table(people, story, seed)},
        "mention": {"listening": mention_table(story, seed)},
        "programme_cost": {"finance": cost_table(story, seed)},
        "reported_series": {"social": reported_table(story, members, seed)},
    }
    return {kind: [DemoTable(kind, PREFIX + source, frame) for source, frame in frames.items()] for kind, frames in found.items()}

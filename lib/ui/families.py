"""What a community is made of, family by family, for the page that shows all of them: a figure and a card each, where there are data."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from lib.records import KINDS
from lib.ui import answering, cache, churn, csat, membership, nps, overview, queue, sentiment, solving, support, voice, writing
from lib.ui.card import card, deck_of_three
from lib.ui.figure import Figure
from lib.ui.shown import Content
from lib.ui.view import View, current
from lib.wording import listed

Reading = Callable[[View], Figure]
LEAST, ABREAST = 4, 4


@dataclass(frozen=True)
class Card:
    """A card of the page: ``of`` names its metric."""

    title: str
    caption: str
    content: Content
    of: str


@dataclass(frozen=True)
class Family:
    """Something a manager asks about: the kind of record it is told from, its figure, and its card; None: the page shows it otherwise."""

    name: str
    kind: str
    figure: Reading
    card: Card | None = None


def about(kind: str, content: Content) -> Content:
    """``content`` over the days of its own records."""
    return lambda view: cache.told(view.about(kind), content)


def mood(view: View) -> Figure:
    """KPI: the mean sentiment, by a name that stands alone."""
    return replace(sentiment.mean(view), label="Sentiment")


FAMILIES = (
    Family("people", "activity", membership.monthly),
    Family("answers", "activity", answering.half),
    Family("solutions", "activity", solving.solved_figure),
    Family("content", "activity", writing.content),
    Family("sentiment", "activity", mood, Card("How members feel", "Shares of the scored posts, a {by}", sentiment.shares, "sentiment")),
    Family(
        "surveys",
        "survey_response",
        voice.nps_figure,
        Card("Would they recommend us?", "NPS, in points; band: 95% interval", about("survey_response", nps.over_time), "nps"),
    ),
    Family("customers", "customer", churn.churn_figure),
    Family(
        "support tickets", "ticket", support.tickets_figure, Card("Support", "Tickets opened and resolved, a {by}", about("ticket", support.work), "tickets")
    ),
)
MORE: tuple[tuple[str, Reading], ...] = (
    ("activity", queue.waiting_over_24h),
    ("activity", overview.returning),
    ("survey_response", voice.responses),
    ("survey_response", csat.satisfied),
    ("customer", churn.members_conversion),
    ("ticket", support.backlog),
    ("ticket", support.resolution),
)
"""Figures that fill a row which would be left with a gap."""


def records(view: View) -> tuple[str, ...]:
    """The kinds that the page is about: activities, or where there are none all that there are."""
    return ("activity",) if view.has("activity") else tuple(family.kind for family in FAMILIES)


def figures(view: View) -> list[Reading]:
    """A figure of each family that there are data of, in full rows."""
    found = [_of(family.kind, family.figure) for family in FAMILIES if view.has(family.kind)]
    more = [_of(kind, reading) for kind, reading in MORE if view.has(kind)]
    while more and (len(found) < LEAST or len(found) % 2):
        found.append(more.pop(0))
    return found


def glance() -> None:
    """The cards of the families that there are data of, and which ones there are none of."""
    view = current()
    cards = [family.card for family in FAMILIES if family.card and view.has(family.kind)]
    if cards:
        place = deck_of_three()
        for one in cards:
            card(one.title, one.caption, one.content, of=one.of, within=place)
    missing = not_shown(view)
    if missing:
        st.caption(missing)


def not_shown(view: View) -> str:
    """``Not shown: no survey responses and no customers yet.``"""
    kinds = dict.fromkeys(family.kind for family in FAMILIES if not view.has(family.kind))
    return f"Not shown: {listed([f'no {KINDS[kind].title.lower()}' for kind in kinds], most=len(FAMILIES))} yet." if kinds else ""


def _of(kind: str, reading: Reading) -> Reading:
    def read(view: View) -> Figure:
        return cache.told(view.about(kind), reading)

    read.__name__ = reading.__name__
    return read

"""Overview: how is the community doing?"""

from lib.ui import answering, families, overview, queue
from lib.ui.attention import attention
from lib.ui.card import card, deck_of_three
from lib.ui.kpis import kpis
from lib.ui.page import page
from lib.ui.view import current

view = page("How is the community doing?", overview.answer, data=families.records(current()))
kpis(*families.figures(view))
cards = deck_of_three()
if view.has("activity"):
    card("Members", "", overview.members, of="active_users", within=cards, span=2)
    card("Needs attention", "What is unusual for this community, good news last", attention, within=cards)
    card(
        "How fast answers come",
        "Hours until half are answered by staff; shade: until nine in ten are",
        answering.from_period_to_period,
        of="response_time",
        within=cards,
        span=2,
    )
    card("Where questions wait", "Unanswered now, by how long", queue.where_questions_wait, of="unanswered", within=cards)
else:
    card("Needs attention", "What is unusual for this community, good news last", attention, within=cards)
families.glance()

"""Overview: how is the community doing?"""

from lib.ui import answering, membership, overview, queue, writing
from lib.ui.attention import needs_attention
from lib.ui.card import card, deck_of_three
from lib.ui.kpis import kpis
from lib.ui.page import page

page("How is the community doing?", overview.answer)
kpis(membership.monthly, answering.half, queue.waiting_over_24h, writing.content, overview.returning, writing.contributors)
cards = deck_of_three()
card("Members", "", overview.members, of="active_users", within=cards, span=2)
card("Needs attention", "What is unusual for this community, worst first", needs_attention, within=cards)
card(
    "How fast answers come",
    "Hours until half are answered by staff; shade: until nine in ten are",
    answering.from_period_to_period,
    of="response_time",
    within=cards,
    span=2,
)
card("Where questions wait", "Unanswered now, by how long", queue.where_questions_wait, of="unanswered", within=cards)

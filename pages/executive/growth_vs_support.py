"""Growth vs support: does community growth relieve support?"""

from lib.ui import change_effect, growth_vs_support, support
from lib.ui.card import card, deck
from lib.ui.folded import folded
from lib.ui.kpis import kpis
from lib.ui.page import page

page("Does community growth relieve support?", growth_vs_support.answer, data="ticket")
kpis(growth_vs_support.monthly, support.per_1000, support.tickets_figure, support.first_response)
card("Side by side, on one time axis", "", growth_vs_support.side_by_side, of="growth_vs_tickets", height=380)
growth_vs_support.how_it_was_tested()
with folded("Did a change make a difference?", "event", key="growth.change_effect"):
    change_effect.did_it_make_a_difference()
with folded("How support is doing", "support_agent", key="growth.support"):
    kpis(support.backlog, support.resolution)
    pair = deck()
    card("What comes in, what goes out", "Support tickets a {by}", support.work, of="tickets", within=pair)
    card("How long tickets take", "Hours until half have a first response, and until half are resolved", support.waits, of="tickets", within=pair)
    card("Behind the numbers", "One row a {by}", support.behind_the_numbers, of="tickets")

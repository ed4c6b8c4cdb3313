"""Active users: is the community growing?"""

from lib.ui import membership, reported, staying
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

view = page("Is the community growing?", membership.answer)
kpis(membership.monthly, membership.weekly, membership.stickiness, membership.quick_ratio)
card("Active members", "Members with at least one activity in the last 30, 7 and 1 days, counted every day", membership.active_members, of="active_users")
pair = deck()
card(
    "Who came, who left",
    "Members a {by}; below the line those active the {by} before and not this {by}",
    membership.who_came,
    of="growth_accounting",
    within=pair,
)
card("Do they stay?", "Of the members who came together, the % active again 1, 2, 3 … periods later", staying.do_they_stay, of="retention", within=pair)
card("How often do they come?", "Members by the number of days they were active on, of the last 28", staying.how_often, of="power_curve")
card("Behind the numbers", "One row a {by}", membership.behind_the_numbers, of="growth_accounting")
if view.has("reported_series"):
    card("Reported by platforms", "Platforms that name no members, as they count themselves", reported.by_platforms, of="reported")

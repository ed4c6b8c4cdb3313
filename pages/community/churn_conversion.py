"""Churn and conversion: do members stay customers?"""

from lib.ui import churn, customer_value
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("Do members stay customers?", churn.answer, data="customer")
kpis(churn.members_churn, churn.others_churn, churn.churn_difference, churn.members_conversion, churn.others_conversion, customer_value.per_member)
pair = deck()
card(
    "Who leaves",
    "Share of the customers at a period's start who leave in it. Shade: 95% interval. Members chose to join: a difference is not the community's effect",
    churn.churn_over_time,
    of="churn",
    within=pair,
    height=380,
)
card(
    "Who begins to pay",
    "Share of a period's prospects who convert in it. Shade: 95% interval. Members chose to join: a difference is not the community's effect",
    churn.conversion_over_time,
    of="conversion",
    within=pair,
    height=380,
)
card("Value per customer", "Mean value a year of those who pay at the period's end", customer_value.by_group, of="customer_value", height=170)
card("Behind the numbers", "One row a period and group, the latest first", churn.behind_the_numbers, of="churn")

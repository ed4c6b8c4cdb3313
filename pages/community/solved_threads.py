"""Solved threads: are questions solved, by whom, and what does it spare support?"""

from lib.ui import solving, sparing
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("Are questions solved?", solving.answer)
kpis(solving.solved_figure, solving.self_solved_figure, solving.half_solved, solving.questions)
first = deck()
card("How questions end", "Share of the questions asked in a {by}", solving.how_they_end, of="resolution", within=first)
card("How soon", "Share of questions solved, by time since asking", solving.how_soon, of="resolution", within=first)
second = deck()
card("What it spares support", "Tickets that were never written, a quarter: an estimate", sparing.tickets, of="deflection", within=second)
card("In money", "Value of the tickets spared, against what the programme costs", sparing.money, of="deflection", within=second)
card("Who solves", "Solutions of questions asked in this period", solving.who_solves, of="resolution")
card("Not solved", "Questions without a solution; longest open first", solving.not_solved, of="resolution")

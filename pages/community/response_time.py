"""Response time: how quickly do we answer?"""

from lib.ui import answering, queue, reached
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("How quickly do we answer?", answering.answer, choices=reached.choices)
kpis(answering.half, answering.within_1h, answering.within_24h, queue.waiting_over_24h)
pair = deck()
card("How many have an answer", "Share of questions answered, by time since asking", answering.how_many_and_when, of="response_time", within=pair)
card("{By} by {by}", "Hours until half are answered; shade: until nine in ten are", answering.from_period_to_period, of="response_time", within=pair)
card("Waiting for an answer", "Nobody but the author has written in these threads; longest wait first", queue.waiting_for_an_answer, of="unanswered")
card("Who answers", "In threads that members opened; a first answer is the first of all that count", answering.who_answers, of="responders")

"""Ideas & reach: do we listen, and are we heard?"""

from lib.ui import ideas, reach, reported
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("Do we listen, and are we heard?", ideas.answer, choices=reach.choices, data=("idea", "mention", "reported_series", "activity"))
kpis(ideas.submitted, ideas.accepted, ideas.shipped, reach.voice, reach.per_event, reach.steadiness)
first = deck()
card("What became of ideas", "Ideas by the {by} in which they were submitted, and what they are today", ideas.what_became, of="ideas", within=first)
card("Share of voice", "Share of the mentions of all brands, a {by}", reach.who_is_named, of="share_of_voice", within=first)
card("Who comes to events", "Members at each event; line: their mean, shade: one standard deviation to either side", reach.who_comes, of="attendance")
card("Reported by platforms", "As the platforms count themselves, day by day", reported.by_platforms, of="reported")
card("Ideas that wait", "Neither accepted nor declined; most votes first", ideas.most_wanted, of="ideas")

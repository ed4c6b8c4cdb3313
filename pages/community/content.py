"""Content: what do members write?"""

from lib.ui import participating, writing
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("What do members write?", writing.answer)
kpis(writing.content, writing.by_members, writing.contributors, writing.new_contributors)
card("Posts and comments", "Written in a {by}", writing.by_kind, of="ugc")
first = deck()
card("Members or staff?", "Posts and comments a {by}, by who wrote them", writing.by_author, of="ugc", within=first)
card("Who writes", "Members with a post or comment in a {by}", writing.people, of="ugc", within=first)
second = deck()
card("How members take part", "Known members by the most they did in a {by}", participating.taking_part, of="participation", within=second)
card("How much hangs on a few", "Share of posts and comments by the most active", participating.hanging_on_a_few, of="concentration", within=second)
card("Moves between levels", "Members by what they did in one {by} and in the next", participating.moving, of="participation_flow")
card("When they are here", "Activities by weekday and hour of day", writing.when, of="activity_hours")
card("Behind the numbers", "One row a {by}", writing.behind_the_numbers, of="ugc")

"""Review queue: what should somebody look at?"""

from lib.ui import review, review_list
from lib.ui.kpis import kpis
from lib.ui.page import page

review_list.act()
view = page("What should somebody look at?", review.answer, choices=review.choices)
kpis(review.to_look_at, review.very_negative, review.links, review.words, review.oldest, review.reviewed_this_week)
review_list.posts(view)

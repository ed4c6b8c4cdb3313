"""Sentiment: how do members feel?"""

from lib.ui import sentiment, sentiment_groups, sentiment_posts, trust
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("How do members feel?", sentiment.answer)
kpis(sentiment.mean, sentiment.net, sentiment.negative, sentiment.coverage)
card(
    "Sentiment by {by}",
    "Mean of the scored posts, −1 to +1. Band: 95% interval. Hollow: fewer than 10 scored posts, too few to tell",
    sentiment.over_time,
    of="sentiment",
    height=400,
)
card("Posts behind it", "Of one {by}: click on a point above, or choose it here", sentiment_posts.posts, of="sentiment", asks=True)
pair = deck()
card("Shares", "Positive, neutral and negative among the scored posts, a {by}", sentiment.shares, of="sentiment", within=pair)
card("By channel", "Mean score now, and what is usual", sentiment_groups.by_channel, of="sentiment", within=pair)
card("How far to trust it", "What the trend is worth here", trust.what_it_is_worth, of="sentiment", within=pair, asks=True)
card("By platform", "Mean score now, and what is usual", sentiment_groups.by_platform, of="sentiment", within=pair)

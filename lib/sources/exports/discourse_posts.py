"""The posts in a Discourse user's archive: all that one person has written, and nothing of anybody else."""

import re

import pandas as pd

from lib.sources.delivery import Delivery
from lib.sources.exports.derived import only, texts_of, with_column
from lib.sources.exports.headings import Headings
from lib.sources.raw_table import RawTable

ACTIVITY, THREAD, KIND, TITLE = "activity_id (from url)", "thread_id (from url)", "kind (from url)", "title (of a first post)"
PUBLIC = ("no", "false", "nie", "nein", "non", "nee", "não", "nej", "nei", "ne", "ei", "nem", "нет", "ні", "hayır", "いいえ", "否", "아니오")
"""How forums in various languages write that a topic is no personal message. Any other word makes a post private: better lost than told."""

_PATH = re.compile(r"/t/([^?#]+)")


def is_post_archive(headings: Headings) -> bool:
    """Whether these are the columns of a post archive."""
    return headings.have("topic_title", "is_pm", "url", "created_at") and headings.find("post_raw", "post") is not None


def place(url: str) -> tuple[str, str]:
    """Topic and number of a post by its address: ``/t/slug/123/4`` is the fourth of topic 123; empty texts where the address tells neither."""
    match = _PATH.search(url)
    parts = [part for part in match[1].split("/") if part] if match else []
    numbers = parts[1:] if len(parts) == 3 or (len(parts) == 2 and not parts[0].isdecimal()) else parts
    if not 1 <= len(numbers) <= 2 or not all(number.isdecimal() and number.isascii() for number in numbers):
        return "", ""
    return numbers[0], numbers[1] if len(numbers) == 2 else "1"


def activities(table: RawTable, member_id: str) -> tuple[Delivery, int]:
    """The public posts, and how many rows are left out as private. The table itself does not say that they are ``member_id``'s.

    A post's id is its topic and its number there, ``123/4``, as it is for the posts of a query.
    """
    heads = Headings(table.columns)
    public = texts_of(table, heads.find("is_pm")).str.casefold().isin(PUBLIC)
    table = only(table, public)
    places = [place(url) for url in texts_of(table, heads.find("url"))]
    numbers = pd.Series([number for _, number in places], dtype="str")
    titles = texts_of(table, heads.find("topic_title"))
    table = with_column(table, ACTIVITY, [f"{topic}/{number}" if topic else "" for topic, number in places])
    table = with_column(table, THREAD, [topic for topic, _ in places])
    table = with_column(table, KIND, kinds(numbers))
    table = with_column(table, TITLE, titles.where(numbers == "1", ""))
    columns = Headings(table.columns).fields(
        activity_id=ACTIVITY,
        occurred_at="created_at",
        kind=KIND,
        channel=("categories", "category"),
        thread_id=THREAD,
        title=TITLE,
        text=("post_raw", "post"),
        url="url",
    )
    texts = {"platform": "discourse", "member_id": member_id.replace("{", "{{").replace("}", "}}")}
    return Delivery("activity", table, columns, texts, zone="UTC"), int((~public).sum())


def kinds(numbers: "pd.Series[str]") -> "pd.Series[str]":
    """``post`` for the first of a topic, ``comment`` for the others, empty where the number is not known."""
    return numbers.map(lambda number: "" if not number else "post" if number == "1" else "comment")

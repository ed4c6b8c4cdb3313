"""What a text says by itself, and its negations."""

import pytest

from lib.sentiment.cleaning import cleaned

SAID = {
    "a fence": ("Try this:\n```python\nkill(bad)\n```\nIt works.", "Try this: It works."),
    "a fence without an end": ("Look:\n```\nterrible()", "Look:"),
    "back-ticks": ("Call `awful()` first", "Call first"),
    "pre and code": ("<p>Use <code>bad()</code></p><pre>worst\nworst</pre>fine", "Use fine"),
    "tags": ("<p>Thank <b>you</b><br/>all</p>", "Thank you all"),
    "entities": ("Tom &amp; Ann &lt;3", "Tom & Ann <3"),
    "a quoted line": ("> this is terrible\nNo, it is fine", "No, it is fine"),
    "a quoted line in HTML": ("<p>&gt; this is terrible</p><p>It is fine</p>", "It is fine"),
    "a quote": ('[quote="ana"]awful[/quote] agreed', "agreed"),
    "an address": ("See https://example.org/bad?x=1 and www.example.org/worst please", "See and please"),
    "a mailbox": ("Write to bad.mood@example.org today", "Write to today"),
    "a mention": ("@happy_joe please look, @sad", "please look,"),
    "a chat's mention and link": ("<@U0123> see <https://example.org|this>", "see"),
    "a comparison is no tag": ("if a < b and c > d then fine", "if a < b and c > d then fine"),
    "a face is no quote": (">:( no", ">:( no"),
    "not": ("This isn't good and doesn't help", "This is not good and does not help"),
    "a typographic apostrophe": ("It isn’t good", "It is not good"),
    "irregular ones": ("I can't, Won't you, cannot", "I can not, Will not you, can not"),
    "capitals": ("I DON'T like it", "I DO not like it"),
    "nothing but signs": ("??? 42 :)", ""),
    "nothing but a link": ("https://example.org", ""),
    "nothing": (None, ""),
}


@pytest.mark.parametrize(("text", "left"), SAID.values(), ids=SAID)
def test_what_is_left(text: str | None, left: str) -> None:
    assert " ".join(cleaned(text).split()) == left

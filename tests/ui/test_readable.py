"""Posts as they are to be read."""

import pytest

from lib.ui.readable import readable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, ""),
        ("Plain, 2 < 3 & so on", "Plain, 2 < 3 & so on"),
        ("<p>It <b>works</b>.</p><p>Thanks &amp; bye</p>", "It works.\n\nThanks & bye"),
        ("<p>See</p>\n<pre><code>a &lt; b</code></pre>", "See\n\na < b"),
        ("one<br/>two<script>bad()</script>", "one\ntwo"),
        ("> quoted\r\n\r\n\r\n\r\nmine", "> quoted\n\nmine"),
        ("", ""),
    ],
)
def test_it_reads(text: str | None, shown: str) -> None:
    assert readable(text) == shown

"""The quarterly report on the page: which quarter, its cards, where its numbers come from, and closing it."""

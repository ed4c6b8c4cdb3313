"""Sentiment: what mood a text is in, where that can be told. A scorer a file; what cannot be scored is null, never 0."""

from lib.sentiment.registry import signature

__all__ = ["signature"]

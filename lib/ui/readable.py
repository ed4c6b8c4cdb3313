"""What somebody wrote, as it is to be read: markup, if there is any, is taken out; code and quotes stay."""

import html
import re

_DROPPED = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?(?:p|div|li|ul|ol|tr|pre|blockquote|h[1-6]))\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:!--.*?--|/?[a-z][^<>]*)>", re.DOTALL | re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def readable(text: str | None) -> str:
    """The text without tags and entities, one empty line at most between paragraphs; empty where there is none."""
    if not text:
        return ""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _DROPPED.sub("", text)))
    if "&" in text:
        text = html.unescape(text)
    return _BLANK_LINES.sub("\n\n", text.replace("\r\n", "\n")).strip()

"""What a text says by itself: without code, quotes, addresses and markup, and with its negations written out."""

import html
import re

_FENCE = re.compile(r"(```|~~~).*?(?:\1|\Z)", re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
_DROPPED_ELEMENT = re.compile(r"<(pre|code|blockquote|script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?(?:p|div|li|ul|ol|tr|h[1-6]))\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:!--.*?--|/?[a-z][^<>]*|[@#!][^<>\s]*)>", re.DOTALL | re.IGNORECASE)
_QUOTE = re.compile(r"\[quote\b.*?(?:\[/quote\]|\Z)", re.DOTALL | re.IGNORECASE)
_QUOTED_LINE = re.compile(r"^[ \t]*>(?![:;=]).*$", re.MULTILINE)  # ">:(" is a face
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@])@\w[\w.-]*")
_APOSTROPHE = re.compile(r"(?<=\w)[’‘ʼ´`](?=\w)")
_WHOLE_NEGATION = re.compile(r"\b(?:(ca)n't|(wo)n't|(sha)n't|(ai)n't|(can)not)\b", re.IGNORECASE)
_NEGATION = re.compile(r"(?<=[a-z])n't\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_STEMS = ("can", "will", "shall", "is", "can")


def cleaned(text: str | None) -> str:
    """The text as a scorer should see it; empty where no letter is left.

    Out go code (fences, back-ticks, ``code`` and ``pre``), what is quoted, addresses, @mentions, tags and entities.
    ``n't`` becomes `` not``, since word lists know no negation in it: "isn't good" would count as good.
    """
    if not text:
        return ""
    if "``" in text or "~~~" in text:
        text = _FENCE.sub("\n", text)
    if "`" in text:
        text = _INLINE_CODE.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", _DROPPED_ELEMENT.sub("\n", text)))
    if "&" in text:
        text = html.unescape(text)
    if "[" in text:
        text = _QUOTE.sub("\n", text)
    if ">" in text:
        text = _QUOTED_LINE.sub("", text)
    if "@" in text or ":/" in text or "www." in text.lower():
        text = _MENTION.sub(" ", _ADDRESS.sub(" ", text))
    text = _written_out(text)
    return text if _LETTER.search(text) else ""


def _written_out(text: str) -> str:
    if not text.isascii() or "`" in text:
        text = _APOSTROPHE.sub("'", text)
    if "n't" in text or "N'T" in text or "annot" in text or "ANNOT" in text:
        text = _NEGATION.sub(" not", _WHOLE_NEGATION.sub(_stem, text))
    return text


def _stem(found: re.Match[str]) -> str:
    stem = _STEMS[(found.lastindex or 1) - 1]
    return f"{stem.capitalize() if found[0][0].isupper() else stem} not"

"""cp1250 or cp1252: the two code pages Excel writes in Europe, told apart by which of them gives plausible words.

Most bytes mean the same letter in both (ä, ö, é, ó). The rest is evidence, weighed by how the two languages' families
use the letters: 0xB3 inside a word is the Polish ł and would be a superscript ³; 0xE0 would be ŕ, but is the à of French.
"""

import re

_ONLY_1250 = b"\x8d\x8f\x9d"  # Ť Ź ť, which cp1252 leaves undefined
_ONLY_1252 = b"\x83\x88\x98"  # ƒ ˆ ˜, which cp1250 leaves undefined
_SYMBOLS_1252 = b"\xa3\xa5\xaa\xaf\xb3\xb9\xba\xbc\xbe\xbf"  # £ ¥ ª ¯ ³ ¹ º ¼ ¾ ¿ there; Ł Ą Ş Ż ł ą ş Ľ ľ ż here
_LETTER = rb"[A-Za-z\x8a-\x8f\x9a-\x9f\xa3\xa5\xb3\xb9\xbc\xbe\xbf\xc0-\xd6\xd8-\xf6\xf8-\xfe]"
_CENTRAL = {  # letters of both pages: how much more central European (above 0) or Western (below 0) a byte is
    0x8C: 1.0,  # Ś or Œ
    0x9C: 0.8,  # ś or œ
    0x9F: 2.0,  # ź or Ÿ
    0xC6: 0.5,  # Ć or Æ
    0xCA: -0.2,  # Ę or Ê
    0xD8: 0.2,  # Ř or Ø
    0xE0: -2.0,  # ŕ or à
    0xE3: -1.0,  # ă or ã
    0xE5: -2.0,  # ĺ or å
    0xE6: 0.2,  # ć or æ
    0xE8: -0.5,  # č or è
    0xEA: 0.5,  # ę or ê
    0xEC: 1.0,  # ě or ì
    0xEF: -0.2,  # ď or ï
    0xF1: -0.2,  # ń or ñ
    0xF2: -0.2,  # ň or ò
    0xF5: 1.0,  # ő or õ
    0xF8: 0.3,  # ř or ø
    0xF9: 0.5,  # ů or ù
    0xFB: -0.3,  # ű or û
}
_VOWELS = rb"[aeiouyAEIOUY]"
_PLACES = (  # where a letter stands tells more than which it is
    (re.compile(rb"\xf1" + _VOWELS), -2.0),  # España, niño
    (re.compile(rb"\xf1(?![aeiouyAEIOUY])"), 2.0),  # Gdańsk, dzień
    (re.compile(rb"[\xe6\xea](?![A-Za-z\x80-\xff])"), 1.5),  # być, się
    (re.compile(rb"\xea[tmlvp]"), -0.7),  # être, même, grêle
    (re.compile(rb"\xe6[rnlgkvdst]"), -1.2),  # være, hjælp
    (re.compile(rb"\xe8[rstvgmnlc]"), -0.7),  # père, très
    (re.compile(rb"\xe8[aeiouy\xe1\xe9\xed\xf3\xfa]"), 1.0),  # čas
    (re.compile(rb"\xe8(?![A-Za-z\x80-\xff])"), 0.5),
    (re.compile(rb"\xe3[oe]"), -3.0),  # não, mãe
    (re.compile(rb"\xf5e"), -4.0),  # põe
    (re.compile(rb"[\x8c\x9c]u"), -3.0),  # cœur
    (re.compile(rb"\xf8[rndgjksltv]"), -1.0),  # rødgrød
    (re.compile(rb"\xfb[trl]"), -1.0),  # août
)
_SAMPLE = 4 << 20


def code_page(content: bytes) -> str:
    """``cp1250`` or ``cp1252`` for bytes that are no UTF-8; cp1252, the world's most used, where nothing tells."""
    high = re.sub(rb"[\x00-\x7f]{200,}", b" ", content[:_SAMPLE]) if len(content) > 65_536 else content
    evidence = 5.0 * len(re.findall(b"[" + _ONLY_1250 + b"]", high)) - 5.0 * len(re.findall(b"[" + _ONLY_1252 + b"]", high))
    beside_letter = rb"(?:(?<=" + _LETTER + rb")[" + _SYMBOLS_1252 + rb"]|[" + _SYMBOLS_1252 + rb"](?=[a-z\xf3\xb3\xb9\xea\xe6\xf1\x9c\x9f\xbf]))"
    inverted = rb"(?<![A-Za-z\x80-\xff])[\xbf\xa1][A-Z\xc0-\xdf]"  # ¿Qué, ¡Hola begin a word
    evidence += 2.0 * len(re.findall(beside_letter, high)) - 2.5 * len(re.findall(inverted, high))
    evidence -= 2.0 * len(re.findall(rb"(?<![A-Za-z\x80-\xff])[\xa3\xa5] ?[0-9]|[0-9] ?[\xb3\xb9\xba\xaa](?![A-Za-z\x80-\xff])|n\xba", high))
    evidence += sum(weight * high.count(bytes([byte])) for byte, weight in _CENTRAL.items())
    evidence += sum(weight * len(pattern.findall(high)) for pattern, weight in _PLACES)
    return "cp1250" if evidence > 0 else "cp1252"

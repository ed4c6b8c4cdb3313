"""Keeps passwords out of everything that is printed."""

import re


def masked(text: str) -> str:
    """``text`` with the password of every address in it replaced by ``***``."""
    named = re.sub(r"(?i)([?&]\w*pass\w*=)[^&\s]+", r"\1***", text)
    return re.sub(r"(\w://[^:@/\s]*:)\S+@", r"\1***@", named)

"""How long a server is waited for, and how often it is asked again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """All in seconds. ``answer``: silence that is too long; ``whole``: everything that one reading asks, waits included.

    Before the second try ``first`` is waited, before each further one twice as long, at most ``longest``; to each wait
    comes a random part of up to ``first``, so that programs which failed together do not return together. A server that names
    a longer time is obeyed where it ends within ``whole``.
    """

    answer: float = 60
    whole: float = 240
    first: float = 1
    longest: float = 32
    tries: int = 7

    def waits(self) -> tuple[tuple[float, float], ...]:
        """The least and the most before the second try, the third and so on."""
        return tuple((min(self.longest, self.first * 2**turn), min(self.longest, self.first * (2**turn + 1))) for turn in range(self.tries - 1))


USUAL = Patience()

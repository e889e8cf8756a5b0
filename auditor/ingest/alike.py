"""Do two texts say the same, as one note does in two formats?"""

from collections import Counter

_SAME = 0.8
"""The share of words in common from which two texts are one note."""


def are_alike(one: str, other: str) -> bool:
    """Say whether most words of two texts are the same, in whatever order."""
    words, others = Counter(one.casefold().split()), Counter(other.casefold().split())
    return (words & others).total() >= _SAME * max(words.total(), others.total(), 1)

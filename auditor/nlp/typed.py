"""The spaCy calls whose types are too loose: each wrapped once, here, with types."""

from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar, cast

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from auditor.errors import PipelineError
from auditor.model import Span as Place
from auditor.nlp.fold import fold

P = ParamSpec("P")
T = TypeVar("T")


def component(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Register a component's factory under ``name``; spaCy allows no dots in it."""
    return cast("Callable[[Callable[P, T]], Callable[P, T]]", Language.factory(name))


def tokenizer(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Register what makes a tokenizer under ``name``."""
    return cast("Callable[[Callable[P, T]], Callable[P, T]]", registry.tokenizers(name))


def mark(doc: Doc, key: str, places: Iterable[tuple[Place, str]]) -> None:
    """Put places with their labels in ``doc.spans[key]``, each grown to whole tokens."""
    spans: list[Span] = []
    for place, label in places:
        span = doc.char_span(place.start, place.end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans


def keep(doc: Doc, key: str, facts: tuple[Any, ...]) -> None:
    """Keep a component's facts with the doc (frozen values of ``model.py``)."""
    doc.user_data[f"auditor_{key}"] = facts


def kept(doc: Doc, key: str) -> tuple[Any, ...]:
    """Return the facts a component kept.

    Raises:
        PipelineError: The component has not run on this doc.
    """
    facts = doc.user_data.get(f"auditor_{key}")
    if facts is None:
        message = f"the component that keeps {key!r} must run earlier in the pipeline"
        raise PipelineError(message)
    return cast("tuple[Any, ...]", facts)


TEXT_KEY = "text"


def folded_text(doc: Doc) -> str:
    """The folded text a doc was made of, kept by the tokenizer; spaCy would join it anew."""
    facts = doc.user_data.get(f"auditor_{TEXT_KEY}")
    return str(facts[0]) if facts else fold(doc.text)

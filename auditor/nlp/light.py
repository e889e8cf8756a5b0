"""How is spaCy imported without its command line, which reading never uses?

``import spacy`` also imports ``spacy.cli`` and with it the clients that download models: a quarter
of the time it takes, for one function (``spacy.info``). While spaCy is imported an empty module
stands in for it; afterwards ``import spacy.cli`` gives the real one.
"""

import sys
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy; as it is where an empty command line does not satisfy it."""
    if "spacy" in sys.modules:
        return
    commands, about = ModuleType(_COMMANDS), ModuleType(_INFO)
    about.info = _info  # type: ignore[attr-defined]
    sys.modules.update({_COMMANDS: commands, _INFO: about})
    try:
        import spacy  # noqa: F401, PLC0415
    except (AttributeError, ImportError):
        _forget()
    finally:
        for stood_in in (_COMMANDS, _INFO):
            sys.modules.pop(stood_in, None)


def _info(*given: Any, **options: Any) -> Any:  # noqa: ANN401
    """What ``spacy.info`` does, once it is asked for."""
    from spacy.cli.info import info  # noqa: PLC0415

    return info(*given, **options)


def _forget() -> None:
    """Forget a spaCy that was imported in part, so that the next import starts anew."""
    for name in [n for n in sys.modules if n == "spacy" or n.startswith("spacy.")]:
        del sys.modules[name]

"""All rules there are: every module of this package that declares one is found, none is listed."""

import pkgutil
from importlib import import_module

from auditor import rules
from auditor.rules.core import RuleSet

RULES = RuleSet.of(
    *(
        import_module(f"{rules.__name__}.{module.name}")
        for module in pkgutil.iter_modules(rules.__path__)
        if module.name != "registry"
    )
)
"""Every rule, in order of code."""

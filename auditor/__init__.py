"""Read therapy notes as a chart auditor would, and show the evidence for every verdict."""

__version__ = "0.1.0"

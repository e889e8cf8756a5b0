"""Draw what was measured: pictures as SVG files that need nothing else, and a page of them all."""

from auditor.teaching.plots.folder import PAGE, prepare, write

__all__ = ["PAGE", "prepare", "write"]

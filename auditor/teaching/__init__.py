"""Teach the classifiers from annotated notes, and measure what they have learnt."""

from auditor.teaching.measuring import evaluate
from auditor.teaching.training import Training, train

__all__ = ["Training", "evaluate", "train"]

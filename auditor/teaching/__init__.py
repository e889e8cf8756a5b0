"""Teach the classifiers from annotated notes, and measure what they have learnt."""

from auditor.teaching.measuring import evaluate
from auditor.teaching.rule_measuring import measure as measure_rules
from auditor.teaching.training import Training, train
from auditor.teaching.whole import Measured, measure_all

__all__ = ["Measured", "Training", "evaluate", "measure_all", "measure_rules", "train"]

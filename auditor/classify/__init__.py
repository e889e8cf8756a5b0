"""Classifiers of clauses; only those who train and store import scikit-learn or joblib."""

"""Classifiers of clauses. Only ``train``, ``evaluate`` and ``store`` import scikit-learn or joblib."""

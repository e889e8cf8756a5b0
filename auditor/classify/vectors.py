"""Bags of words as the sparse rows scikit-learn learns from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

from auditor.classify.features import Form, View, weighed


class BagVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn views into sparse rows, one column a feature that enough views have.

    Values are weighed by how rare the feature is (``1 + ln((1 + n) / (1 + n with it))``, as
    scikit-learn's TF-IDF does) and not normalised by row.

    Args:
        form: What is weighed of a view.
        fewest: Features that fewer views have are left out.
    """

    def __init__(self, form: Form, fewest: int) -> None:
        """Keep the settings; nothing is learnt yet."""
        self.form = form
        self.fewest = fewest

    def fit(self, views: Sequence[View], y: object = None) -> Self:  # noqa: ARG002
        """Learn which features there are, and how rare each is."""
        counts: Counter[str] = Counter()
        for view in views:
            counts.update(weighed(self.form.bags(view)).keys())
        names = sorted(name for name, count in counts.items() if count >= self.fewest)
        self.vocabulary_ = {name: column for column, name in enumerate(names)}
        seen = np.array([counts[name] for name in names], dtype=np.float64)
        self.idf_ = 1.0 + np.log((1.0 + len(views)) / (1.0 + seen))
        return self

    def transform(self, views: Iterable[View]) -> csr_matrix:
        """Give the rows, shape ``(n, n_features)``."""
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for view in views:
            for name, value in weighed(self.form.bags(view)).items():
                column = self.vocabulary_.get(name)
                if column is not None:
                    columns.append(column)
                    values.append(value * self.idf_[column])
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(self.vocabulary_)))

"""Pure renderers: audit records in, text, JSON, SARIF, CSV or HTML out; nothing is decided here."""

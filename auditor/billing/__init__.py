"""Billing: minutes to units, payers to demands, credentials to modifiers. Pure, without NLP."""

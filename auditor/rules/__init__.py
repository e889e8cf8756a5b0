"""Rules: pure functions from a visit to hits, one declaration each, one family a module."""

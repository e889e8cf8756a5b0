"""What therapists write and what payers ask, as data."""

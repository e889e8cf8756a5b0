"""A folder that notes are dropped into: each gets one verdict, in one place, whatever happens."""

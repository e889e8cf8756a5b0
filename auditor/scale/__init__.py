"""Many processes on one machine: notes in, the rows of their records out, in the order given."""

"""The resident process: notes in over HTTP, the hook's record or CDS Hooks cards out.

Notes are read and judged in processes of their own (``desk``, ``worker``), so that this one stays
small, answers while they work, and outlives them. Nothing it logs, counts or says of its health
holds words of a note.
"""

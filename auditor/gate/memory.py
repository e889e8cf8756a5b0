"""How much memory may a process take that reads what strangers send?"""

MOST_BYTES = 4 * 2**30
"""Far above what any note takes (some 300 MB); a few hundred bytes of PDF can ask for more."""


def bound_memory() -> None:
    """Bound this process, where the system can: a reader that asks for more fails, alone.

    A bound that is tighter already stays.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [b for b in (soft, hard, MOST_BYTES) if b != resource.RLIM_INFINITY]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    except (OSError, ValueError):
        return  # a system that has the name of the bound and not the bound

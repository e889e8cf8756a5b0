"""What do all ways of writing a quote say alike?"""

from auditor.fees import Quote

APART_FIRST = (
    "These are unadjusted fee-schedule amounts, not what will be paid. Kept apart, and not taken "
    "off:"
)
BLIND = "No check, gate or score of this program looks at any of these amounts."


def called(quote: Quote) -> str:
    """Return the page's title: whose schedule, of which day and place."""
    asking = quote.asking
    return (
        f"Medicare physician fee schedule, {asking.day or asking.schedule.year}, {asking.gpci.name}"
    )

"""What holds of the service where nobody says otherwise; loads nothing."""

DEFAULT_PORT = 8530
DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"
DEFAULT_BODY_BYTES = 8_000_000
DEFAULT_TIMEOUT_SECONDS = 30.0
TOKEN = "AUDITOR_TOKEN"  # noqa: S105 - the name of a variable
"""Where the token is looked for, by the service and by those who call it."""

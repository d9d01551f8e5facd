"""Constraints on the generated data that openapi.yaml cannot express."""

from datetime import datetime, timezone

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """Sends null as an empty field. Schemathesis would send the text "null"."""
    if case.media_type == "application/x-www-form-urlencoded" and isinstance(case.body, dict):
        case.body = {name: "" if value is None else value for name, value in case.body.items()}


@schemathesis.hook
def filter_body(context, body):
    """Leaves out an end that is not after its start, and times whose year in UTC does not have four
    digits. The API rejects them, but a schema cannot."""
    if not isinstance(body, dict):
        return True
    try:
        start, end = instant(body.get("start")), instant(body.get("end"))
    except OverflowError:
        return False
    return start is None or end is None or start < end


def instant(text):
    """Parses a time into whole seconds, as the sandbox does. Returns None for an invalid time."""
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return time.replace(microsecond=0, tzinfo=time.tzinfo or timezone.utc).astimezone(timezone.utc)

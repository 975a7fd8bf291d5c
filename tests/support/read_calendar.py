"""Reads calendars as a program that is not ours does: one JSON string a line in, one JSON object a line out."""

import json
import sys
from datetime import timezone

from icalendar import Calendar

for line in sys.stdin:
    calendar = Calendar.from_ical(json.loads(line))
    [event] = calendar.events
    starts, ends = event.start, event.end
    utc = [moment.astimezone(timezone.utc) for moment in (starts, ends)]
    print(
        json.dumps(
            {
                "uid": str(event["UID"]),
                "title": str(event["SUMMARY"]),
                "starts": utc[0].strftime("%Y-%m-%dT%H:%M:%SZ"),
                "ends": utc[1].strftime("%Y-%m-%dT%H:%M:%SZ"),
                "minutes": (utc[1] - utc[0]).total_seconds() / 60,
                "errors": [str(error) for part in (calendar, event) for error in part.errors],
            }
        )
    )

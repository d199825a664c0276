"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    desk,
    incident,
    live,
    report,
)

DOORS = (
    desk.door,
    incident.door,
    live.door,
    report.door,
)

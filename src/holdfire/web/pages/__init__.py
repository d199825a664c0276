"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    desk,
    incident,
    live,
    registers,
    report,
)

DOORS = (
    desk.door,
    incident.door,
    live.door,
    registers.door,
    report.door,
)

"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    accounts,
    desk,
    incident,
    live,
    report,
    sign_in,
)

DOORS = (
    sign_in.door,
    accounts.door,
    desk.door,
    incident.door,
    live.door,
    report.door,
)

"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    accounts,
    bulletins,
    desk,
    incident,
    live,
    report,
    sign_in,
)

DOORS = (
    sign_in.door,
    accounts.door,
    bulletins.door,
    desk.door,
    incident.door,
    live.door,
    report.door,
)

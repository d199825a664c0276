"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    accounts,
    bulletins,
    desk,
    incident,
    live,
    record,
    registers,
    report,
    sign_in,
    sources,
    timeline,
    watch,
)

DOORS = (
    sign_in.door,
    accounts.door,
    bulletins.door,
    desk.door,
    incident.door,
    live.door,
    registers.door,
    report.door,
    record.door,
    sources.door,
    timeline.door,
    watch.door,
)

"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    accounts,
    bulletins,
    desk,
    incident,
    live,
    own_account,
    record,
    report,
    sign_in,
    sources,
    watch,
)

DOORS = (
    sign_in.door,
    own_account.door,
    accounts.door,
    bulletins.door,
    desk.door,
    incident.door,
    live.door,
    report.door,
    record.door,
    sources.door,
    watch.door,
)

"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    accounts,
    agreement,
    bulletins,
    centre,
    decisions,
    desk,
    incident,
    live,
    own_account,
    positions,
    record,
    registers,
    report,
    sign_in,
    sources,
    watch,
)

DOORS = (
    sign_in.door,
    own_account.door,
    accounts.door,
    agreement.door,
    decisions.door,
    positions.door,
    bulletins.door,
    centre.door,
    desk.door,
    incident.door,
    live.door,
    registers.door,
    report.door,
    record.door,
    sources.door,
    watch.door,
)

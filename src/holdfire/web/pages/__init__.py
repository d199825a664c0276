"""Each page's routes, one file per page."""

from holdfire.web.pages import (
    desk,
    incident,
)

DOORS = (
    desk.door,
    incident.door,
)

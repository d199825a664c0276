"""Acts of the centre at the desk, one module a room.

A delegate speaks for the own party; the desk in its own name, or relays a party's word as such.
"""

from holdfire.web.pages.centre_acts import access, hazards, meetings, patrols, persons, posts, works

DOORS = (
    patrols.door,
    access.door,
    persons.door,
    hazards.door,
    works.door,
    posts.door,
    meetings.door,
)

"""When a delivery that failed is tried again: after pauses that grow, so often and no more."""

PAUSES_S = (5, 30, 2 * 60, 10 * 60, 3600, 6 * 3600, 24 * 3600)
TRIES_MAX = len(PAUSES_S) + 1


def next_try(tries: int, now: int, drawn: int) -> int | None:
    """The second of the next try after `tries` of them failed; None: it is given up. `drawn`, from 0 to 255,
    spreads it over a tenth of the pause, so that a receiver that comes back is not met by all at once."""
    if tries >= TRIES_MAX:
        return None
    pause = PAUSES_S[tries - 1]
    return now + pause + pause * drawn // 2560

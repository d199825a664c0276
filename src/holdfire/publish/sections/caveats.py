"""Caveats: what this bulletin cannot know, said in it and not in a footnote elsewhere."""

from holdfire.publish.day import DayCut
from holdfire.publish.edition import Edition
from holdfire.publish.layout import Bullets, Section, Sentence, said

_EDITION = {
    Edition.PUBLIC: "Public edition: names of sources and the sources' words are withheld, and who acted "
    "unless two independent origins say so, with clauses that would give it away and how many are "
    "attributed or claimed exempt; places are told by the nearest town of our map, points rounded to 0.01 "
    "degree and their circles grown to match. Ids are this edition's own. Incidents are held back while a "
    "case on them is open. All other counts and all verdicts are those of the full record.",
    Edition.PARTIES: "Edition for the parties: names of sources and their words are withheld; attributions "
    "are shown as claimed. Ids are this edition's own. Counts and verdicts are those of the full record.",
    Edition.UN: "Edition for the United Nations: nothing is withheld. Not for onward release.",
}

_ASSUMED = (
    "The cut-off of the reporting day is assumed: observers state none. An incident close to it may belong "
    "to the day before or after."
)
_UNREPORTED = (
    "An incident that nobody reported is not in this record: the number recorded is not the number that "
    "happened."
)
_NO_RULING = "A finding here is by rule on what is known; it is not the finding of a body entitled to rule."


def caveats(cut: DayCut) -> Section:
    sentences: list[Sentence] = [said(_EDITION[cut.edition]), *_maps(cut)]
    if not cut.dataset.reporting_day.stated:
        sentences.append(said(_ASSUMED))
    count = cut.counting.count
    named = cut.shows.source_names
    digests = tuple(digest for _, digest in cut.dataset.inputs) if named else ()
    rows = "rows in quarantine, among the files named" if named else "rows in quarantine"
    sentences += [
        said(
            "Incidents known only to a span longer than a day, this day included: ",
            count(tuple(cut.perhaps["incident_id"].to_list()), "incidents"),
            ". They stand in Annex B and in no count.",
        ),
        said(
            "Incidents of the whole record whose time is not known at all, so that no day holds them: ",
            count(cut.timeless, "incidents"),
            ".",
        ),
        said(
            "Rows of the files taken in that could not be read and are held in quarantine, whole mission: ",
            cut.counting.figure(cut.dataset.quarantined, rows, digests),
            ".",
        ),
        said(_UNREPORTED),
        said(_NO_RULING),
    ]
    return Section(11, "caveats", "Caveats", (Bullets(tuple(sentences)),))


def _maps(cut: DayCut) -> list[Sentence]:
    ours = [(zone, version) for zone, version in cut.zones if not version.official]
    if not ours:
        return []
    edges = sorted({version.edge_uncertainty_m for _, version in ours})
    width = " to ".join(dict.fromkeys(f"{metres / 1000:g}" for metres in (edges[0], edges[-1])))
    return [
        said(
            "Zones drawn by Holdfire from the places the texts name; no official polygon was published. The "
            f"true line may run up to {width} km from the drawn one, and nothing nearer to it is called "
            "inside or outside."
        )
    ]

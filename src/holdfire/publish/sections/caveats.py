"""Caveats: what this bulletin cannot know, said in it and not in a footnote elsewhere."""

from holdfire.publish.day import DayCut
from holdfire.publish.editions import Edition
from holdfire.publish.layout import Bullets, Section, Sentence, said

_EDITION = {
    Edition.PUBLIC: "Public edition: names of sources, the sources' words, and attributions that rest on a "
    "single origin are withheld; points are rounded to 0.01 degree and their circles grown to match. Counts "
    "and verdicts are those of the full record.",
    Edition.PARTIES: "Edition for the parties: names of sources and their words are withheld; attributions are "
    "shown as claimed. Counts and verdicts are those of the full record.",
    Edition.UN: "Edition for the United Nations: nothing is withheld. Not for onward release.",
}


def caveats(cut: DayCut) -> Section:
    sentences: list[Sentence] = [said(_EDITION[cut.edition]), *_maps(cut)]
    if not cut.dataset.reporting_day.stated:
        sentences.append(
            said("The cut-off of the reporting day is assumed: observers state none. An incident close to it may "
                 "belong to the day before or after.")
        )  # fmt: skip
    count = cut.counting.count
    sentences += [
        said(
            count(tuple(cut.perhaps["incident_id"].to_list()), "incidents"),
            " incidents are known only to a span longer than a day, this day included; they stand in Annex B and "
            "in no count.",
        ),
        said(count(cut.timeless, "incidents"), " incidents of the whole record have no known time; no day holds them."),
        said(
            cut.counting.figure(
                cut.dataset.quarantined, "rows in quarantine", tuple(digest for _, digest in cut.dataset.inputs)
            ),
            " rows of the files taken in could not be read and are held in quarantine, whole mission.",
        ),
        said("An incident that nobody reported is not in this record. The number recorded is not the number that "
             "happened."),
        said("A finding is by rule on what is known; it is not the finding of a body entitled to rule."),
    ]  # fmt: skip
    return Section(11, "caveats", "Caveats", (Bullets(tuple(sentences)),))


def _maps(cut: DayCut) -> list[Sentence]:
    ours = [(zone, version) for zone, version in cut.zones if not version.official]
    if not ours:
        return []
    edges = sorted({version.edge_uncertainty_m for _, version in ours})
    width = " to ".join(dict.fromkeys(f"{metres / 1000:g}" for metres in (edges[0], edges[-1])))
    return [
        said(
            "Zones drawn by Holdfire from the places the texts name; no official polygon was published. The true "
            f"line may run up to {width} km from the drawn one, and nothing nearer to it is called inside or outside."
        )
    ]

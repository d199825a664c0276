"""A charter told to people: who keeps the record, with which keys, and who has signed."""

from holdfire.errors import FormError
from holdfire.record.approvals import Approval, approving
from holdfire.record.charter import Charter, Party
from holdfire.record.following import pin_of
from holdfire.record.state import State


def described(held: Charter, state: State | None = None) -> list[str]:
    """The charter line by line; with the state, keys that were revoked since are marked."""
    revoked = state.revoked if state is not None else frozenset()
    count = len(held.guarantors)
    lines = [
        f"{held.title}",
        f"  log            {held.origin}, charter version {held.version}",
        f"  digest         {pin_of(held)}",
        f"  a charter      takes {held.charter_threshold} of {count} guarantors ({_names(held.guarantors)})",
        f"  a redaction    takes {held.redaction_threshold} parties",
        f"  mirrored       by {held.mirrors} other parties (grade 2)",
        f"  witnessed      by {_quorum(held)} of {len(held.witnessed_policy.witnesses)} parties (grade 3)",
        "  joint          by all guarantors (grade 4)",
        f"  host           {held.host_party}",
    ]
    for party in held.parties:
        lines.append(f"  {party.party:<14} {party.name} ({party.standing})")
        lines += [
            f"                 {key.role:<9} {key.fingerprint}"
            f"{'  REVOKED' if key.fingerprint in revoked else ''}"
            for key in held.keys
            if key.party == party.party
        ]
    return lines


def signed_lines(drafted: Charter, approvals: list[Approval], before: Charter | None) -> list[str]:
    """How far the guarantors of this charter, and of the one before, have signed."""
    lines = []
    for whose, by in (("the charter before", before), ("this charter", drafted)):
        if by is not None:
            told = approving(drafted, approvals, by)
            lines.append(
                f"  signed         {len(told.signed)} of the {told.needed} that {whose} asks for"
                + (f" ({_names(told.signed)})" if told.signed else "")
                + (f"; missing: {_names(told.missing)}" if not told.complete else "")
            )
    return lines


def signed_keys(drafted: Charter, approvals: list[Approval], before: Charter | None) -> dict[str, object]:
    """The same as stable keys: what the charter itself asks for, and whether all is there."""
    told = [approving(drafted, approvals, each) for each in (before, drafted) if each is not None]
    return {
        "signed": sorted(told[-1].signed),
        "missing": sorted(told[-1].missing) if not told[-1].complete else [],
        "complete": all(each.complete for each in told),
    }


def read_party(text: str) -> Party:
    """A party as the command line writes it: TR=Turkey:guarantor."""
    code, _, rest = text.partition("=")
    name, _, standing = rest.rpartition(":")
    if not code or not name or not standing:
        raise FormError(
            f"{text!r} names no party.",
            "Write it as TR=Turkey:guarantor; the last word is guarantor, party, un or observer.",
        )
    return Party(code, name, standing)


def _quorum(held: Charter) -> int:
    return held.witnessed_policy.judge(()).lacking


def _names(parties: frozenset[str]) -> str:
    return ", ".join(sorted(parties))

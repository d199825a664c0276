"""Decisions as `holdfire decide` tells them: keys and lines."""

from collections.abc import Iterable
from datetime import datetime

from holdfire.centre.act import CentreError
from holdfire.centre.decisions.decision import Decision, Decisions, Vote
from holdfire.centre.fold import Folded
from holdfire.commands.centre.acting import instant
from holdfire.mission.centre.void_ballots import VoidBallot


def aside_keys(
    folded: Folded[Decisions], void: Iterable[VoidBallot], ref: str | None = None
) -> list[dict[str, str]]:
    """What was tried and does not count; of one proposal where `ref` names it."""
    aside = [
        {"ref": each.act.ref, "rule": each.objection.rule, "what": each.objection.what}
        for each in folded.aside
        if ref is None or each.act.content.get("proposal") == ref
    ]
    tried = [
        {"ref": each.ref, "rule": each.rule, "what": each.what}
        for each in void
        if ref is None or each.proposal == ref
    ]
    return aside + tried


def decision_keys(found: Decision, moment: datetime) -> dict[str, object]:
    outcome, decided = found.outcome_at(moment), found.decided
    return {
        "id": found.id,
        "ref": found.ref,
        "title": found.proposed.content.get("title"),
        "subject": found.proposed.content["subject"],
        "outcome": str(outcome),
        "adopted": instant(decided.at) if outcome == "adopted" and decided else None,
        "votes": {party: _vote_keys(each) for party, each in found.votes.items()},
        "silent": list(found.silent),
        "deadline": None if found.deadline is None else instant(found.deadline),
        "does": found.proposed.content.get("does"),
    }


def _vote_keys(each: Vote) -> dict[str, object]:
    told = {"vote": each.vote, "why": each.why, "at": instant(each.at)}
    return {**told, "ref": each.ref, "signed": each.signed}


def decision_line(found: Decision, moment: datetime) -> str:
    outcome = found.outcome_at(moment)
    silent = f"; silent: {', '.join(found.silent)}" if found.silent else ""
    title = found.proposed.content.get("title") or "the text is not at hand"
    return f"{found.id:<14} {outcome}: {title} ({found.proposed.content['subject']}){silent}"


def decision_lines(found: Decision, moment: datetime, lang: str | None) -> list[str]:
    content, texts = found.proposed.content, found.texts
    language = lang or str(content.get("authentic"))
    if lang is not None and lang not in texts:
        raise CentreError(
            f"Proposal {found.id} has no text in {lang}.", f"It has: {', '.join(texts) or 'none at hand'}."
        )
    which = "authentic" if language == content.get("authentic") else f"{content.get('authentic')} prevails"
    lines = [
        decision_line(found, moment),
        f"Put by {found.proposed.speaker} on {instant(found.proposed.at)}.",
        f"Decided by {found.deciding.words}.",
    ]
    if found.deadline is not None:
        lines.append(f"Votes count until {instant(found.deadline)}, by proved time.")
    for party, each in found.votes.items():
        lines.append(f"  {party}: {each.vote}" + (f", {each.why}" if each.why else ""))
    lines += [f"  {party}: silent, which is no consent" for party in found.silent]
    return [*lines, f"Text ({language}, {which}):", *texts.get(language, "It is not at hand.").splitlines()]

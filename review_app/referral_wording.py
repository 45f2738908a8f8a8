"""The vocabulary of referrals and replies: kinds of documents, where one stands, and why something was refused."""

from review_app.language import _, marked

KINDS = {
    "transfer_slip": marked("transfer slip"),
    "verification_letter": marked("letter asking for verification"),
    "takedown_request": marked("request to take down"),
    "online_record": marked("record of online information"),
}

STATES = {
    "proposed": ("…", marked("waits for approval")),
    "approved": ("✓", marked("approved")),
    "refused": ("✗", marked("not approved")),
    "withdrawn": ("↩", marked("withdrawn")),
    "sent": ("➤", marked("sent")),
    "answered": ("✉", marked("answered")),
    "fined": ("§", marked("fined")),
    "transferred": ("⇄", marked("passed on")),
    "taken_down": ("⊘", marked("taken down")),
    "no_violation": ("○", marked("no violation found")),
}
"""Code → sign and word, so that colour never carries the meaning alone."""

ANSWERS = {
    "": ("…", marked("waits for an answer")),
    "upheld": ("✓", marked("accepted")),
    "refused": ("✗", marked("not accepted")),
}

_REFERRALS_REFUSED = {
    "gone": marked("This referral or item does not exist any more. Nothing was kept."),
    "own": marked("You proposed this yourself: another person has to approve or refuse it."),
    "not_own": marked("Only the person who proposed can withdraw. Refuse it instead."),
    "settled": marked("A colleague already settled this proposal. Nothing was kept; see what they said."),
    "undone": marked("The decision it rests on is not in force any more, or is not “suspicious”. Nothing was kept."),
    "stale": marked("The item changed since it was decided. Decide on the new version first."),
    "already": marked("This document for this recipient is already under way."),
    "no_reason": marked("Give the reason. Nothing was kept."),
    "too_long": marked("These words are too long. Nothing was kept; shorten them."),
    "not_approved": marked("Only an approved referral has outcomes."),
    "changed": marked("Somebody entered something meanwhile. Nothing was kept; read it first."),
    "sent_already": marked("It was entered before that this was sent, and something followed. Nothing was kept."),
    "not_sent": marked("Enter first that it was sent."),
    "bad_day": marked("The day must not be in the future, nor before what it follows. Nothing was kept."),
    "fine": marked("A fine needs its sum in đồng, more than 0."),
}

_REPLIES_REFUSED = {
    "gone": marked("This reply or its item does not exist any more. Nothing was kept."),
    "answered": marked("A colleague already answered this reply. Nothing was kept; see what they said."),
    "no_words": marked("Fill in every field. Nothing was kept."),
    "too_long": marked("These words are too long. Nothing was kept; shorten them."),
    "bad_day": marked("The day must not be in the future. Nothing was kept."),
}


def kind(code: str) -> str:
    """Return the name of a kind of document, or its code where it is newer than this app."""
    return _(KINDS[code]) if code in KINDS else code


def state(code: str) -> tuple[str, str]:
    """Return the sign and the words of where a referral stands."""
    sign, word = STATES.get(code, ("·", code))
    return sign, _(word) if code in STATES else word


def answer(outcome: str) -> tuple[str, str]:
    """Return the sign and the words of how a reply was answered; "" is not yet."""
    sign, word = ANSWERS[outcome]
    return sign, _(word)


def referral_refused(code: str) -> str:
    """Return why a deed on a referral was refused."""
    return _(_REFERRALS_REFUSED[code])


def reply_refused(code: str) -> str:
    """Return why a deed on a reply was refused."""
    return _(_REPLIES_REFUSED[code])

"""Passwords: hashed with argon2id, judged before they are taken, and made up where somebody needs a first one."""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage.folding import fold

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 500
NO_PASSWORD = ""
"""Stands for the hash of an account that logs in elsewhere; no password fits it."""

_LEAST_BESIDE_NAME = 6
_LEAST_DIFFERENT = 5
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""For passwords that are read from a screen or over the telephone: nothing that looks like something else."""
_GROUPS, _GROUP = 4, 4

# The commonest in lists of leaked passwords, world-wide and Vietnamese, bare of digits and signs at their ends.
_COMMON = frozenset(
    word
    for line in (
        "password passwort passw0rd p@ssword p@ssw0rd qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm qazwsx qazwsxedc",
        "q2w3e q2w3e4r q2w3e4r5t qaz2wsx administrator admin welcome letmein iloveyou football baseball dragon monkey",
        "superman sunshine princess changeme default computer internet matkhau matkhaumoi matkhaucuatoi khongbiet",
        "khongnho anhyeuem emyeuanh toiyeuem yeuem yeuanh yeuemnhieu anhnhoem vietnam vietnamvodich hanoi saigon",
        "nguyen tinhyeu conyeume giadinh soitin soitintuyendung sonoivu laodong congan xinchao",
    )
    for word in line.split()
)

WEAK = {
    "short": "the password needs at least {shortest} characters",
    "long": "the password has more than {longest} characters",
    "name": "the password is little more than the account's name; choose another",
    "digits": "the password has no letter: a date or a telephone number is guessed first",
    "common": "the password is one of the commonest; choose another",
    "same": "the new password is the old one",
}
"""Why a password is not taken → the sentence for it."""

_hasher = PasswordHasher()
# Verified when a name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash(secrets.token_urlsafe())


class WeakPassword(ValueError):
    """Raised for a password that is not taken; `why` is a key of `WEAK`, for those who word it in another language."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(WEAK[why].format(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD))
        self.why = why


def check_new_password(password: str, *, name: str, old_hash: str = NO_PASSWORD) -> None:
    """Refuse what would be guessed first: length counts, not kinds of characters (NIST SP 800-63B, 5.1.1.2).

    Raises:
        WeakPassword: it is too short or long, little more than the account's name, only digits, among the commonest, or
            the one before.
    """
    why = _weakness(password, fold(name)) or ("same" if fits(old_hash, password) else None)
    if why is not None:
        raise WeakPassword(why)


def _weakness(password: str, name: str) -> str | None:
    plain = fold(password)
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    faults = {
        "short": len(password) < SHORTEST_PASSWORD,
        "long": len(password) > LONGEST_PASSWORD,
        "name": bool(name) and name in plain and len(plain.replace(name, "")) < _LEAST_BESIDE_NAME,
        "digits": not stem,
        "common": bool({stem, re.sub(r"[\W_]", "", stem)} & _COMMON) or len(set(plain)) < _LEAST_DIFFERENT,
    }
    return next((why for why, is_so in faults.items() if is_so), None)


def make_password() -> str:
    """Return a password for one use, which a person can read out: four groups of four, 78 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, salt and cost within it."""
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Tell whether a password belongs to a hash; None, for nobody, takes as long and never fits."""
    try:
        return _hasher.verify(_NOBODY if password_hash is None else password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Tell whether a hash was made at another cost than today's."""
    return _hasher.check_needs_rehash(password_hash)

"""The vocabulary of models on screen: names, groups of rows, and why the gate refused one."""

from model.promote import ALARMS
from model.trial import Trial
from review_app import written
from review_app.language import _, marked
from storage.champions import DEFAULT, PROMOTE

_REFUSED = {
    "untold": marked("{model} does not say which texts it was trained on. Train it anew with this release."),
    "few": marked(
        "The rows kept apart hold {deceptive} deceptive and {honest} honest adverts that neither model has learnt "
        "from; {needed} of each are needed. Decide on more adverts first."
    ),
    "not_better": marked("On all rows kept apart it must be better by at least {bound}, and it is not."),
    "stratum": marked("In one group it is worse by more than {bound}: {group}."),
    "alarms": marked("It puts more honest adverts into the highest band than may be: at most {bound} more."),
    "labels": marked("A file of labels or the corpus cannot be read: {why}"),
    "model": marked("One of the two models cannot be used: {why}"),
}
_GROUPS = {
    "source": marked("source “{what}”"),
    "channel": marked("channel “{what}”"),
    "length": marked("length in characters {what}"),
}
_VALUES = {
    "board": marked("job boards"),
    "classified": marked("small ads"),
    "comment": marked("comments"),
    "company_page": marked("companies' pages"),
    "decisions": marked("decided here"),
    "facebook_group": marked("groups of Facebook"),
    "forwarded": marked("forwarded messages"),
    "review": marked("adverts that people judged"),
    "sms": marked("text messages"),
}
"""Values of a group whose code is no word that everybody reads."""
_WHOLE = {
    "all": marked("all rows kept apart"),
    "with accents": marked("with accents"),
    "without accents": marked("without accents"),
    ALARMS: marked("honest adverts in the highest band"),
}


def name(code: str) -> str:
    """Return the name of a model."""
    return _("the default model") if code == DEFAULT else code


def action(code: str) -> str:
    """Return what was done with a model."""
    return _("put in use") if code == PROMOTE else _("taken back")


def group(code: str) -> str:
    """Return the name of a group of rows."""
    if code in _WHOLE:
        return _(_WHOLE[code])
    kind, _space, what = code.partition(" ")
    said = _(_VALUES[what]) if what in _VALUES else what
    return _(_GROUPS[kind]).format(what=said) if kind in _GROUPS else code


def refused(trial: Trial) -> str:
    """Return why a model may not be put in use."""
    if trial.code not in _REFUSED:
        return trial.refusal
    figures = {key: value if isinstance(value, str) else written.figure(value) for key, value in trial.figures.items()}
    if "group" in figures:
        figures["group"] = group(figures["group"])
    return _(_REFUSED[trial.code]).format(**figures, why=trial.refusal)

"""The words for what stands in the audit chain."""

import json
from typing import Any

from review_app.language import _, marked

ACTIONS = {
    "log_in": marked("Logged in"),
    "log_in_refused": marked("Login refused"),
    "log_out": marked("Logged out"),
    "end_sessions": marked("Ended sessions"),
    "add_account": marked("Added an account"),
    "ask_for_account": marked("Asked to be let in"),
    "change_account": marked("Changed an account's role or places"),
    "disable_account": marked("Disabled an account"),
    "enable_account": marked("Let an account in again"),
    "change_password": marked("Changed the own password"),
    "reset_password": marked("Reset a password"),
    "claim": marked("Took an item"),
    "return": marked("Handed an item back"),
    "give": marked("Gave an item to a colleague"),
    "decide": marked("Decided"),
    "decide_many": marked("Decided on many items"),
    "undo": marked("Undid a decision"),
    "undo_many": marked("Undid a decision on many items"),
    "reveal": marked("Revealed contacts"),
    "export": marked("Downloaded a file"),
    "export_captures": marked("Exported captures"),
    "export_labels": marked("Exported labels"),
    "propose": marked("Proposed a referral"),
    "approve": marked("Approved a referral"),
    "refuse": marked("Refused a referral"),
    "withdraw": marked("Withdrew a referral"),
    "record_outcome": marked("Recorded an outcome"),
    "make_case_file": marked("Made a case file"),
    "take_reply": marked("Took down a reply"),
    "answer_reply": marked("Answered a reply"),
    "broker_judge": marked("Judged two adverts of brokers"),
    "broker_merge": marked("Merged brokers"),
    "broker_split": marked("Parted a broker"),
    "broker_move": marked("Moved an advert to another broker"),
    "broker_undo": marked("Took back a deed on brokers"),
    "judge_contact": marked("Said of a contact that it is shared"),
    "undo_contact": marked("Took back what was said of a contact"),
    "change_setting": marked("Changed a setting"),
    "promote_model": marked("Put a model in use"),
    "roll_back_model": marked("Took a model back"),
    "propose_sample": marked("Drew a sample"),
    "import_register": marked("Imported a licence register"),
    "back_up": marked("Made a backup"),
    "restore": marked("Restored a backup"),
    "purge": marked("Removed personal data that was due"),
    "erase": marked("Erased personal data on request"),
    "refuse_erasure": marked("Refused to erase personal data"),
    "verify_audit": marked("Checked the audit chain"),
}
"""Code → words; a code that is newer than this list is shown as it is."""


def action(code: str) -> str:
    """Return the words for a deed."""
    return _(ACTIONS[code]) if code in ACTIONS else code


def deed(code: str, kept: str) -> str:
    """Return the words for a deed by what is kept beside it: which kind of file somebody took away."""
    if code != "export":
        return action(code)
    said = as_mapping(kept)
    match said.get("what"):
        case "draft":
            return _("Downloaded a draft")
        case "case_file":
            is_bundle = str(said.get("name", "")).endswith(".zip")
            return _("Downloaded a bundle") if is_bundle else _("Downloaded a document")
    return _("Downloaded a table")


def is_of_command(kept: str) -> bool:
    """Tell whether an event came of a command at the machine."""
    return as_mapping(kept).get("by") == "command"


def as_mapping(kept: str) -> dict[str, Any]:
    """Return what is kept beside an event by its keys; what cannot be read as such stands under a question mark."""
    try:
        said = json.loads(kept)
    except ValueError:
        return {"?": kept}
    return said if isinstance(said, dict) else {"?": said}


def as_written(value: object) -> str:
    """Write a value as the chain has it."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

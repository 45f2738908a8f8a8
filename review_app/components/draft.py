"""What is written on an item and not kept yet: the note and the kinds of deception.

The server has it for as long as the tab's session lives. The browser has it besides, for this tab alone, so that it
outlives a reload and a restart of the server; the note goes back into an empty box of the same item and person only,
the kinds where nothing was ticked or taken out since, on the very version of the item.
"""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import desk, wording
from review_app.components import tab_memory
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service.claiming import Standing
from review_app.service.item import Drawn
from review_app.service.logins import Person
from storage.worklist.reviews import TYPOLOGIES

_KINDS, _PUT = "drafts-of-kinds", "kinds-put"
_KEEPER = """
export default function ({ data }) {
  const box = () => document.querySelector(`.st-key-note-${data.item} textarea`);
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  const store = (event) => {
    if (event.target !== box()) return;
    try {
      if (event.target.value) sessionStorage.setItem(data.name, event.target.value);
      else sessionStorage.removeItem(data.name);
    } catch { /* longer than what a browser keeps; the server has it */ }
  };
  const pressed = (event) => {
    const at = document.activeElement;
    const writing = at && (at.tagName === "INPUT" || at.tagName === "TEXTAREA" || at.isContentEditable);
    const kinds = document.querySelector(`.st-key-kinds-open-${data.item} button`);
    if (event.key === "t" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey && kinds) kinds.click();
  };
  // Opened by key, T or Enter: the next key is meant for the first of the kinds. Esc goes back, Streamlit sees to that.
  const opened = (event) => {
    const button = event.target.closest && event.target.closest(`.st-key-kinds-open-${data.item} button`);
    if (!button || event.detail || button.getAttribute("aria-expanded") === "true") return;
    const until = Date.now() + 2000;
    const look = () => {
      const first = document.querySelector('[data-testid="stPopoverBody"] button');
      if (first) first.focus();
      else if (Date.now() < until) requestAnimationFrame(look);
    };
    look();
  };
  // A box that is empty though the person did not empty it: after a reload, or when a new server took over the tab.
  const restore = () => {
    const kept = sessionStorage.getItem(data.name);
    if (!box() || !kept || box().value) return;
    const writing = document.activeElement === box();
    box().focus({ preventScroll: true });
    set.call(box(), kept);
    box().dispatchEvent(new Event("input", { bubbles: true }));
    // as if the person had left the box: only then does the server hear of it
    if (!writing) setTimeout(() => box() && box().blur(), 100);
  };
  const watching = setInterval(restore, 500);
  document.addEventListener("input", store, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", opened, true);
  return () => {
    clearInterval(watching);
    document.removeEventListener("input", store, true);
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("click", opened, true);
  };
}
"""


def show_note(drawn: Drawn) -> None:
    """Draw the box for the note."""
    key = f"note-{drawn.campaign_id}"
    if key not in st.session_state and desk.draft(drawn.campaign_id):
        # nothing is set where nothing was begun: after a restart the box has what the browser still holds
        st.session_state[key] = desk.draft(drawn.campaign_id)
    # no max_chars: Streamlit would cut a longer note, here it is refused with a sentence and stays as it was
    st.text_area(_("Note"), key=key, height=68, placeholder=_("Note (N)"), label_visibility="collapsed")


def watch(reader: Person, drawn: Drawn) -> None:
    """Let the browser keep the note and the kinds while they are chosen, and open the kinds by key."""
    # another decision in force is another question: an old note is not put under it
    name = f"soitin-note-{reader.id}-{drawn.campaign_id}-{drawn.live_decision_id or 0}"
    data = {"item": drawn.campaign_id, "name": name}
    st.components.v2.component("soitin_draft", js=_KEEPER)(data=data, key="draft-keeper")
    here = drawn.campaign_id
    tab_memory.remember(
        "kinds-keeper",
        f"soitin-kinds-{reader.id}-{here}-{drawn.snapshot_id}-{drawn.live_decision_id or 0}",
        st.session_state.get(_kinds_key(here)) or (),
        is_begun=here in st.session_state.get(_KINDS, {}),
        put_back=lambda kept: _tick(here, kept),
    )


def show_kinds(drawn: Drawn, standing: Standing) -> None:
    """Draw the kinds of deception to tick; those that the model suggests come first, and none is ticked for anybody."""
    key = _kinds_key(drawn.campaign_id)
    if key not in st.session_state and _kept_kinds(drawn.campaign_id):
        _put().add(drawn.campaign_id)
    if drawn.campaign_id in _put():
        st.session_state[key] = list(_kept_kinds(drawn.campaign_id))
    number = len(st.session_state.get(key) or ())
    words = ngettext("{number} kind", "{number} kinds", number).format(number=number) if number else _("Kinds")
    suggested = set(standing.kinds[: standing.suggested])
    with st.popover(f"{words} (T)", key=f"kinds-open-{drawn.campaign_id}"):
        st.pills(
            _("Kinds of deception, with “suspicious”"),
            standing.kinds,
            selection_mode="multi",
            format_func=lambda code: f"☆ {wording.typology(code)}" if code in suggested else wording.typology(code),
            key=key,
            on_change=_take_up,
            args=(drawn.campaign_id,),
        )
        if suggested:
            draw(
                Markup('<p class="soft">{}</p>').format(_("☆ the model's suggestion; you tick what you see yourself."))
            )


def of(campaign_id: int) -> tuple[str, tuple[str, ...]]:
    """Take up what was written, and return note and kinds."""
    note = st.session_state.get(f"note-{campaign_id}", desk.draft(campaign_id))
    kinds: Sequence[str] = st.session_state.get(_kinds_key(campaign_id), _kept_kinds(campaign_id)) or ()
    _keep(campaign_id, note, kinds)
    return str(note), tuple(kinds)


def _put() -> set[int]:
    """Return the items whose kinds were ticked by the app itself, from what was kept, and not touched since.

    They are ticked anew with every drawing: the browser hears of it once only, and misses it while the box is closed.
    """
    put: set[int] = st.session_state.setdefault(_PUT, set())
    return put


def _take_up(campaign_id: int) -> None:
    """Take up what the person ticked or took out."""
    _put().discard(campaign_id)
    of(campaign_id)


def _tick(campaign_id: int, kept: object) -> None:
    """Tick what the tab remembers; what is no kind of deception is left out."""
    known = [code for code in TYPOLOGIES if isinstance(kept, list) and code in kept]
    st.session_state[_kinds_key(campaign_id)] = known
    of(campaign_id)
    _put().add(campaign_id)


def forget(campaign_id: int) -> None:
    """Leave nothing of what was written: it is kept with a decision now."""
    _keep(campaign_id, "", ())
    _undraw(campaign_id)


def put_back(campaign_id: int, note: str, kinds: Sequence[str]) -> None:
    """Give a person back what they wrote with a decision that they took back, unless they began anew."""
    if not desk.draft(campaign_id) and not _kept_kinds(campaign_id):
        _keep(campaign_id, note, kinds)
        _undraw(campaign_id)


def _keep(campaign_id: int, note: str, kinds: Sequence[str]) -> None:
    desk.keep_draft(campaign_id, note)
    st.session_state.setdefault(_KINDS, {})[campaign_id] = tuple(kinds)


def _kept_kinds(campaign_id: int) -> tuple[str, ...]:
    kept: tuple[str, ...] = st.session_state.get(_KINDS, {}).get(campaign_id, ())
    return kept


def _undraw(campaign_id: int) -> None:
    for key in (f"note-{campaign_id}", _kinds_key(campaign_id)):
        st.session_state.pop(key, None)
    _put().discard(campaign_id)


def _kinds_key(campaign_id: int) -> str:
    return f"kinds-{campaign_id}"

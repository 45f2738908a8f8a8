"""Why the adverts have one broker: the strongest ties as a graph, and beside it the same in words."""

from collections.abc import Sequence

import streamlit as st
from babel.numbers import format_decimal
from markupsafe import Markup

from review_app.components.markup import draw, one_line
from review_app.language import _, language, ngettext
from review_app.service.broker_links import Graph, Node, Reason, Tie

_LONGEST_TITLE = 60
_FIRST = 12
_TIE = Markup(
    '<tr><td><div class="ends">{ends}</div><div>{reasons}</div></td><td class="amount"><b>{bits}</b></td></tr>'
)


def show(graph: Graph) -> None:
    """Draw both, or that nothing ties it."""
    if not graph.ties:
        draw(Markup('<p class="soft">{}</p>').format(_("It has one item or advert only; nothing had to be tied.")))
        return
    left, right = st.columns([10, 11], gap="medium")
    with left:
        st.graphviz_chart(dot(graph), width="stretch", alt=_("Graph of the ties; the table says the same in words."))
        if graph.left_out:
            more = ngettext(
                "{number} more is tied less strongly and left out.",
                "{number} more are tied less strongly and left out.",
                graph.left_out,
            )
            draw(Markup('<p class="soft">{}</p>').format(more.format(number=graph.left_out)))
    with right:
        _show_table(graph, graph.ties[:_FIRST])
        left_ties = graph.ties[_FIRST:]
        if left_ties:
            said = ngettext("{number} more", "{number} more", len(left_ties)).format(number=len(left_ties))
            with st.expander(said, key="broker-more-ties"):
                _show_table(graph, left_ties)
        said = _(
            "Each bit doubles the odds of one broker. The sum counts what held before: two adverts seldom have one."
        )
        draw(Markup('<p class="soft">{}</p>').format(said))


def dot(graph: Graph) -> str:
    """Return the graph in the language of Graphviz; labels are numbers, so nothing of an advert can steer it."""
    lines = [
        'graph { layout=neato; overlap=false; splines=true; bgcolor="transparent"; sep="+8";',
        'node [shape=box, style="rounded", fontname="sans-serif", fontsize=11, margin="0.09,0.05"];',
        "edge [len=1.3];",
    ]
    lines += [f'{node.key} [label="{_label(graph, node)}"];' for node in graph.nodes]
    lines += [f"{tie.a} -- {tie.b} [penwidth={_width(tie.bits):.1f}];" for tie in graph.ties]
    return "\n".join([*lines, "}"])


def bits(value: float) -> str:
    """Write a weight: +8,1 bit."""
    return _("{weight} bits").format(weight=format_decimal(value, format="+0.0;−0.0", locale=language()))


def reasons_said(reasons: Sequence[Reason]) -> Markup:
    """Return reasons in words, each with its weight, those that speak for it first, so that they come to the sum.

    Last comes what held before anything was compared.
    """
    ordered = sorted(reasons, key=lambda one: (one.is_prior, -one.bits))
    return Markup("; ").join(
        Markup("{} <span class='soft'>({})</span>").format(one_line(one.said, 120), bits(one.bits)) for one in ordered
    )


def name(graph: Graph, key: int) -> str:
    """Return what a node is called."""
    return (_("item {number}") if graph.of_items else _("advert {number}")).format(number=key)


def _label(graph: Graph, node: Node) -> str:
    return name(graph, node.key) + (f"\\n× {node.adverts}" if node.adverts > 1 else "")


def _width(weight: float) -> float:
    return min(4.0, max(0.8, weight / 5))


def _show_table(graph: Graph, ties: Sequence[Tie]) -> None:
    titles = {node.key: node.title for node in graph.nodes}
    rows = Markup("").join(
        _TIE.format(
            ends=_end(graph, tie.a, tie.advert_a, titles) + Markup(" — ") + _end(graph, tie.b, tie.advert_b, titles),
            reasons=reasons_said(tie.reasons),
            bits=bits(tie.bits),
        )
        for tie in ties
    )
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(head) for head in (_("Between whom, and why"), _("Sum of weights"))
    )
    draw(
        Markup(
            '<div class="broker-table"><table class="facts ties"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(heads, rows)
    )


def titled(title: str | None) -> str | Markup:
    """Return a title in one line, or that it lies outside what the reader works on."""
    return one_line(title, _LONGEST_TITLE) if title is not None else _("(outside what you work on)")


def _end(graph: Graph, key: int, advert: int, titles: dict[int, str | None]) -> Markup:
    """Return what a node is called; an item with the number of its advert, by which the other parts of the page go."""
    called = _("item {number} (advert {advert})").format(number=key, advert=advert) if graph.of_items else None
    return Markup('<b>{}</b> <span class="soft">{}</span>').format(called or name(graph, key), titled(titles.get(key)))

"""Files that people write in YAML, read with nothing in it that can grow, call or loop: site files, law tables."""

from typing import Any

import yaml


class BadYaml(ValueError):
    """Raised for text that is no plain YAML; its message names the place where that is known."""


class _Plain(yaml.SafeLoader):
    """No reference inside what is itself referred to: a few lines of those stand for gigabytes."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._named = 0
        """How many named values stand open around the place that is read."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML has no types for it
        is_reference = isinstance(event, yaml.AliasEvent)
        if is_reference and self._named:
            msg = (
                f"line {event.start_mark.line + 1}: *{event.anchor} stands in what is itself named with &; write it out"
            )
            raise BadYaml(msg)
        is_named = not is_reference and getattr(event, "anchor", None) is not None
        self._named += is_named
        node = super().compose_node(parent, index)
        self._named -= is_named
        return node


def read_yaml(text: str) -> Any:
    """Return the one document of a text.

    Raises:
        BadYaml: it is no YAML, names types of Python, refers to itself, is nested too deep, or holds a day or number
            that is none.
    """
    try:
        return yaml.load(text, Loader=_Plain)  # noqa: S506 - a SafeLoader with less
    except BadYaml:
        raise
    # beside its own errors PyYAML lets through what Python says of "2026-13-45", of "!!timestamp x" and of deep nesting
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise BadYaml(" ".join(str(error).split())[:500]) from error

"""What rules are called, where somebody asks for one: by a channel, or by a silence."""

from __future__ import annotations

from pipeline.errors import ConfigurationError
from pipeline.topic.alert_rules import AlertRules

__all__ = ["RULE_NAMES", "known_rule"]

RULE_NAMES = tuple(AlertRules.model_fields)


def known_rule(name: str) -> str:
    """Return the name of a rule as it was given; raises ConfigurationError that lists the rules when it is none."""
    if name not in RULE_NAMES:
        raise ConfigurationError(f"“{name}” is no rule; there are {', '.join(RULE_NAMES)}")
    return name

"""A topic: seed articles that show what it is about, and a topic.toml that shapes what was learned from them."""

from __future__ import annotations

from pipeline.topic.records import AlertRules, Entity, EntityKind, Terms, Thresholds, Topic, Vocabulary, Watch, joined

__all__ = ["AlertRules", "Entity", "EntityKind", "Terms", "Thresholds", "Topic", "Vocabulary", "Watch", "joined"]

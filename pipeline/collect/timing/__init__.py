"""What an answer says about when to ask again. `collect.schedule` puts it together."""

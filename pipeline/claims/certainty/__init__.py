"""How far a statement is meant: negation, hedges, conditions, denials; after FactBank."""

-- Does a mention without a basis for its origin name one all the same, or one with a basis name none?
SELECT mention_id FROM mentions WHERE (origin_basis = 'none') <> (origin_id IS NULL);

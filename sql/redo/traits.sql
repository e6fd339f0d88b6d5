-- The traits of the redone texts: they are counted out of how rare traits are, and in again when they are compared anew.
SELECT traits.scheme, traits
FROM ledger.traits
JOIN ledger.fingerprints AS prints USING (text_id)
SEMI JOIN redone ON redone.article_id = prints.article_id AND redone.revision = prints.revision
GROUP BY traits.scheme, text_id, traits;

-- Does an address lead to no article, or do two articles go by one canonical address?
SELECT url, article_id FROM ledger.addresses ANTI JOIN ledger.revisions USING (article_id)
UNION ALL SELECT url, min(article_id) FROM ledger.addresses WHERE how = 'canonical'
GROUP BY url HAVING count(DISTINCT article_id) > 1;

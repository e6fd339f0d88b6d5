-- Which feeds name a hub, where their changes can be subscribed to, and by which address does it know them?
SELECT url, any_value(hub) AS hub, coalesce(any_value(self_url), any_value(coalesce(address, url))) AS topic
FROM feeds
WHERE hub IS NOT NULL
GROUP BY url
ORDER BY url;

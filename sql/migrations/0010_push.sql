-- Where a feed's changes can be subscribed to (WebSub), and the address by which its hub knows it. Who is subscribed, and
-- with which secret, is no matter of a database that is published.
ALTER TABLE ledger.feeds ADD COLUMN hub VARCHAR;
ALTER TABLE ledger.feeds ADD COLUMN self_url VARCHAR;

-- Numbers made of numbers: `part` is evenly spread over 0 to 1, `zipf` takes low ranks often and high ones rarely, `name_of`
-- is an id. The seed is in every one.
CREATE OR REPLACE TEMP MACRO part(n, salt) AS (hash(n * 128 + salt, $seed) >> 11)::DOUBLE / 9007199254740992.0;
CREATE OR REPLACE TEMP MACRO zipf(n, salt, most) AS floor(exp(part(n, salt) * ln(most + 1)) - 1)::BIGINT;
CREATE OR REPLACE TEMP MACRO name_of(n, salt) AS (hash(n * 128 + salt, $seed) >> 1)::BIGINT;
CREATE OR REPLACE TEMP MACRO one_of(words, n, salt) AS words[1 + floor(part(n, salt) * len(words))::INTEGER];
CREATE OR REPLACE TEMP MACRO frequent(words, n, salt) AS words[1 + zipf(n, salt, len(words) - 1)::INTEGER];

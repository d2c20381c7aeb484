-- Suites that come with Podium: from which file, and from which content of it. A deleted one keeps its mark and so does not come back.
ALTER TABLE suites ADD COLUMN seed_key text, ADD COLUMN seed_sha256 text;

CREATE UNIQUE INDEX suites_by_seed_key ON suites (seed_key);

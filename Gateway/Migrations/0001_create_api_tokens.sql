-- Personal API tokens: only the hash of a token is kept, so a copy of this table opens nothing.
CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    owner_id text NOT NULL,
    owner_name text NOT NULL,
    name text NOT NULL,
    hint text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);

CREATE INDEX api_tokens_owner ON api_tokens (owner_id, created_at DESC);

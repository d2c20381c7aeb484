-- A suite is a name over immutable versions; a run keeps the version it ran.
CREATE TABLE suites (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name            text NOT NULL,
    category        text NOT NULL,
    description     text,
    is_demo         boolean NOT NULL DEFAULT false,
    current_version integer NOT NULL DEFAULT 1,
    owner_id        text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    deleted_at      timestamptz
);

CREATE UNIQUE INDEX suites_by_name ON suites (lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE suite_versions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    suite_id   bigint NOT NULL REFERENCES suites ON DELETE RESTRICT,
    version    integer NOT NULL,
    sha256     text NOT NULL,
    -- What belongs to the whole suite beside its tests: rubric, default checks, the report of an import.
    settings   jsonb NOT NULL DEFAULT '{}',
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (suite_id, version)
);

-- Identities are never given out twice, so a result keeps pointing at the test it is of.
CREATE TABLE tests (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    suite_version_id     bigint NOT NULL REFERENCES suite_versions ON DELETE RESTRICT,
    order_index          integer NOT NULL,
    name                 text NOT NULL,
    system_prompt        text,
    user_prompt          text NOT NULL,
    expected_constraints text,
    -- json and not jsonb: an export gives back what was sent, byte for byte.
    tools_schema_json    json,
    checks               json,
    reference            text,
    family               text,
    metadata             json,
    UNIQUE (suite_version_id, order_index)
);

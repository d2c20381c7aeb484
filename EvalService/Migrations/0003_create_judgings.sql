-- A judging is a job like a run: whoever holds its lease asks the judge about one item after another, and what is answered is kept here until all
-- of it is in. Only then does it take the place of the run's older scores.
CREATE TABLE judgings (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id          bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
    -- score or pairwise
    mode            text NOT NULL,
    -- QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED
    state           text NOT NULL DEFAULT 'QUEUED',
    judge_car       jsonb NOT NULL,
    -- Equal for judgings by the same model, settings, rubric and prompt: only their scores may be compared or put together.
    judge_key       text NOT NULL,
    rubric          text,
    requester_id    text NOT NULL,
    requester_name  text NOT NULL,
    requester_role  text NOT NULL,
    -- Items (of pairwise: pairs) that are to be judged, and items that have nothing to judge.
    total           integer NOT NULL,
    skipped         integer NOT NULL,
    error           text,
    worker_id       uuid,
    epoch           integer NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz
);

CREATE INDEX judgings_by_run ON judgings (run_id, id DESC);
CREATE UNIQUE INDEX judgings_open ON judgings (run_id) WHERE state IN ('QUEUED', 'RUNNING');

CREATE TABLE judge_scores (
    judging_id     bigint NOT NULL REFERENCES judgings ON DELETE CASCADE,
    run_item_id    bigint NOT NULL REFERENCES run_items ON DELETE CASCADE,
    car_id         bigint NOT NULL,
    writing_score  double precision,
    coding_score   double precision,
    tool_score     double precision,
    overall        double precision,
    rationale      text NOT NULL,
    -- parse or call; null: the scores are valid.
    failure        text,
    self_judged    boolean NOT NULL,
    cost_pico_usd  bigint,
    -- Of the answer that was judged: an item that was run again has another one.
    answer_md5     text NOT NULL,
    PRIMARY KEY (judging_id, run_item_id)
);

CREATE TABLE judge_pairs (
    judging_id     bigint NOT NULL REFERENCES judgings ON DELETE CASCADE,
    first_item_id  bigint NOT NULL REFERENCES run_items ON DELETE CASCADE,
    second_item_id bigint NOT NULL REFERENCES run_items ON DELETE CASCADE,
    test_id        bigint NOT NULL,
    first_car_id   bigint NOT NULL,
    second_car_id  bigint NOT NULL,
    -- Both games from the first car's point of view: 2 much better, 1 better, 0 equal, -1, -2; null: no usable answer.
    forward        smallint,
    swapped        smallint,
    rationale      text NOT NULL,
    self_judged    boolean NOT NULL,
    cost_pico_usd  bigint,
    answers_md5    text NOT NULL,
    PRIMARY KEY (judging_id, first_item_id, second_item_id)
);

ALTER TABLE judge_results ADD COLUMN judging_id bigint REFERENCES judgings ON DELETE SET NULL;

-- Sums of one car in one run, from which the all-time table is added up; as_of_seq says which state of the run they were taken from.
CREATE TABLE run_car_totals (
    run_id          bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
    car_id          bigint NOT NULL,
    as_of_seq       bigint NOT NULL,
    items_total     integer NOT NULL,
    items_completed integer NOT NULL,
    items_failed    integer NOT NULL,
    items_partial   integer NOT NULL,
    items_errored   integer NOT NULL,
    ttft_ms         double precision NOT NULL,
    ttft_n          integer NOT NULL,
    latency_ms      double precision NOT NULL,
    latency_n       integer NOT NULL,
    tokens_per_sec  double precision NOT NULL,
    tokens_n        integer NOT NULL,
    checks_total    bigint NOT NULL,
    checks_passed   bigint NOT NULL,
    passed          integer NOT NULL,
    graded          integer NOT NULL,
    judge_overall   double precision NOT NULL,
    judge_n         integer NOT NULL,
    cost_pico_usd   numeric NOT NULL,
    cost_n          integer NOT NULL,
    PRIMARY KEY (run_id, car_id)
);

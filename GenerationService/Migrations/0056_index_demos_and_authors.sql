-- Demos have no price and are never ranked, so they lie together at the end of both orders: a page of them must not walk past everything else.
create index artifacts_cheapest_demo     on generation.artifacts (cost_rank, id) where listed and demo;
create index artifacts_fastest_demo      on generation.artifacts (speed_rank, id) where listed and demo;
create index artifacts_lightest_demo     on generation.artifacts (bytes, id) where listed and demo;

-- One person's pages are few among many: no order of all can find them.
create index artifacts_cheapest_author   on generation.artifacts (author_id, cost_rank, id) where listed;
create index artifacts_fastest_author    on generation.artifacts (author_id, speed_rank, id) where listed;
create index artifacts_lightest_author   on generation.artifacts (author_id, bytes, id) where listed;

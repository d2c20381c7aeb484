-- What judges took for deciding the rubrics of an item's checks. Apart from what its answer cost, and part of what a run may cost.
ALTER TABLE metrics ADD COLUMN check_cost_pico_usd bigint;

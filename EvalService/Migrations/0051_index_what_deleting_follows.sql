-- What belongs to an item or to a judging is found by it when that is deleted, and not by reading everything there is.
DROP INDEX tool_calls_by_item;
CREATE INDEX tool_calls_by_item ON tool_calls (run_item_id);
CREATE INDEX judge_results_of_run ON judge_results (run_id, id);
CREATE INDEX judge_results_of_item ON judge_results (run_item_id);
CREATE INDEX judge_results_of_judging ON judge_results (judging_id);
CREATE INDEX judge_scores_by_item ON judge_scores (run_item_id);
CREATE INDEX judge_pairs_by_first ON judge_pairs (first_item_id);
CREATE INDEX judge_pairs_by_second ON judge_pairs (second_item_id);

-- Runs that somebody deleted and that are still to be removed.
CREATE INDEX runs_to_remove ON runs (deleted_at) WHERE deleted_at IS NOT NULL;

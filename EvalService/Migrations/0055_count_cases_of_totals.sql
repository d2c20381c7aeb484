-- Tests, or families of them, of which some item was graded: what an interval is about, however often each was asked.
-- The sums themselves are added up again when the table is next read: failed items of tests that nobody answered were not in them.
DELETE FROM run_car_totals;
ALTER TABLE run_car_totals ADD COLUMN cases integer NOT NULL;

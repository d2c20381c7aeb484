-- Null: not sent.
ALTER TABLE generation.cars
    ADD COLUMN min_p             double precision,
    ADD COLUMN frequency_penalty double precision,
    ADD COLUMN presence_penalty  double precision,
    ADD COLUMN repeat_penalty    double precision,
    ADD COLUMN num_ctx           integer;

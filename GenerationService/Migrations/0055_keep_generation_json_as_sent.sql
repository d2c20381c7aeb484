-- jsonb refuses what JSON allows: \u0000, half a surrogate pair, numbers beyond its range. People and models send all of these, no query looks inside.
alter table generation.generations
    alter column request type json using request::json,
    alter column error type json using error::json,
    alter column attempts drop default,
    alter column attempts type json using attempts::json,
    alter column attempts set default '[]',
    alter column usage type json using usage::json,
    alter column cost type json using cost::json,
    alter column timings type json using timings::json;

-- Whether a page kept its baseline's content depends on the task as well as on the page.
alter table generation.artifacts add column checks jsonb;
alter table generation.pages drop column facts;

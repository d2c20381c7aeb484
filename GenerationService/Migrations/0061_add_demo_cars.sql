-- Once: who deletes them does not get them back. They need no key, so that a newcomer can race at once.
with demo as (
    insert into generation.connections (name, type, base_url, is_demo, owner_id)
    values ('Podium demo', 'DEMO', 'http://demo.invalid', true, 'podium')
    returning id)
insert into generation.cars (name, connection_id, model_name, temperature, top_p, owner_id)
select car.name, demo.id, car.model, 0.7, 1.0, 'podium'
from demo, (values
    (1, 'Judge (demo)', 'podium-judge'),
    (2, 'Phoenix (demo)', 'podium-phoenix'),
    (3, 'Thinker (demo)', 'podium-thinker'),
    (4, 'Sprinter (demo)', 'podium-sprinter')) as car (position, name, model)
order by car.position;

-- The recount in the shape of the stored rows: the columns of the views `match_game` and `player_game`, and of
-- the packed weapon tallies. Keys are looked up, never taken from a match.

create function recount.key(of_kind text, of_id text) returns smallint stable language sql as $$
  select case when of_id is null then 0 else (select key from dimension where kind = of_kind and id = of_id) end
$$;

create table recount.match_game as
with side as (
  select seq,
    count(*) filter (where attacker is not null) as sided,
    count(*) filter (where attacker = 1) as red_attacks,
    count(*) filter (where attacker = 1 and winner = 1) as red_attack_wins,
    count(*) filter (where attacker = 2 and winner = 2) as blue_attack_wins,
    count(*) filter (where winner = 1) as red_won,
    count(*) filter (where winner = 2) as blue_won,
    count(*) filter (where result = 'Elimination') as eliminations,
    count(*) filter (where result = 'Detonate') as detonations,
    count(*) filter (where result = 'Defuse') as defusals,
    count(*) filter (where result = '') as timeouts,
    count(planter) filter (where result <> 'Surrendered') as plants
  from recount.round group by seq
), team as (
  select seq,
    string_agg(agent_key::text, '.' order by agent_key) filter (where team = 1) as red_comp,
    string_agg(agent_key::text, '.' order by agent_key) filter (where team = 2) as blue_comp,
    coalesce(ceil(avg(tier) filter (where tier > 0)), 0) as tier
  from (select *, recount.key('agent', agent) as agent_key from recount.player) as player
  group by seq
)
select seq, stored.match_key, recount.key('queue', queue) as queue_key, recount.key('patch', patch) as patch_key,
  recount.key('act', act) as act_key, recount.key('region', region) as region_key,
  recount.key('map', map) as map_key, team.tier::smallint as tier, length.rounds::smallint as rounds,
  red_won::smallint as red_score, blue_won::smallint as blue_score, game.winner,
  length.surrendered > 0 as surrendered, team.red_comp, team.blue_comp,
  timestamptz 'epoch' + started_ms * interval '1 millisecond' as started_at,
  sided::smallint as sided_rounds, red_attacks::smallint as red_attack_rounds,
  red_attack_wins::smallint, blue_attack_wins::smallint,
  eliminations::smallint, detonations::smallint, defusals::smallint, timeouts::smallint, plants::smallint
from recount.game
left join match as stored using (id)
join recount.length using (seq) join side using (seq) join team using (seq);

create function recount.times(events jsonb, event text) returns smallint immutable language sql as $$
  select coalesce((events ->> event)::smallint, 0::smallint)
$$;

create table recount.player_game as
with side as (
  select seq, slot, count(*) filter (where winner = team) as won,
    count(*) filter (where attacker = team) as attacks,
    count(*) filter (where attacker = team and winner = team) as attack_wins
  from recount.player join recount.round using (seq) group by seq, slot
), dealt as (
  select seq, dealer as slot, sum(damage) as damage, sum(headshots) as headshots, sum(bodyshots) as bodyshots,
    sum(legshots) as legshots
  from recount.hit group by seq, dealer
), received as (
  select seq, receiver as slot, sum(damage) as damage from recount.hit group by seq, receiver
), bought as (
  select seq, slot, sum(spent) as spent from recount.seat group by seq, slot
), event as (
  select seq, slot, event, count(*) as times
  from (
    select seq, killer as slot, 'first blood' as event from recount.first_frag
    union all select seq, victim, 'first death' from recount.first_frag
    union all select seq, slot, 'kast' from recount.kast
    union all select distinct on (nth) seq, trader, 'trade' from recount.trade
    union all select seq, traded, 'traded' from recount.trade
    union all select seq, planter, 'plant' from recount.round
    union all select seq, defuser, 'defuse' from recount.round
    union all select seq, slot, 'k' || kills from recount.multikill
    union all select seq, slot, 'clutch' || enemies from recount.clutch
    union all select seq, slot, 'clutch won' || enemies from recount.clutch where won = 1
  ) as happened
  group by seq, slot, event
), counted as (
  select seq, slot, jsonb_object_agg(event, times) as of from event where slot is not null group by seq, slot
), seated as (
  select *, min(slot) over agents = slot as is_first, min(team) over agents <> max(team) over agents as is_mirrored
  from recount.player window agents as (partition by seq, agent)
)
select game.queue_key, game.patch_key, game.act_key, game.region_key, game.map_key, game.tier as match_tier,
  game.started_at, game.winner, game.rounds as match_rounds, game.match_key, known.player_key,
  floor(extract(epoch from game.started_at) / 60)::integer as started_minute,
  recount.key('agent', player.agent) as agent_key, slot::smallint as slot, team,
  is_first::integer::smallint as presence, is_mirrored::integer::smallint as mirror,
  player.tier::smallint as tier, coalesce(player.rounds, game.rounds)::smallint as rounds,
  side.won::smallint as rounds_won, side.attacks::smallint as attack_rounds, side.attack_wins::smallint,
  game.sided_rounds, player.score::smallint,
  coalesce(dealt.damage, 0)::smallint as damage, coalesce(received.damage, 0)::smallint as damage_received,
  player.kills::smallint, player.deaths::smallint, player.assists::smallint,
  coalesce(dealt.headshots, 0)::smallint as headshots, coalesce(dealt.bodyshots, 0)::smallint as bodyshots,
  coalesce(dealt.legshots, 0)::smallint as legshots,
  recount.times(counted.of, 'trade') as trade_kills, recount.times(counted.of, 'traded') as traded_deaths,
  coalesce(player.spent, bought.spent)::integer as spent,
  recount.times(counted.of, 'first blood') as first_bloods,
  recount.times(counted.of, 'first death') as first_deaths, recount.times(counted.of, 'kast') as kast_rounds,
  recount.times(counted.of, 'plant') as plants, recount.times(counted.of, 'defuse') as defuses,
  recount.times(counted.of, 'k2') as k2, recount.times(counted.of, 'k3') as k3,
  recount.times(counted.of, 'k4') as k4, recount.times(counted.of, 'k5') as k5,
  recount.times(counted.of, 'clutch1') as clutch1, recount.times(counted.of, 'clutch2') as clutch2,
  recount.times(counted.of, 'clutch3') as clutch3, recount.times(counted.of, 'clutch4') as clutch4,
  recount.times(counted.of, 'clutch5') as clutch5, recount.times(counted.of, 'clutch won1') as clutch1_won,
  recount.times(counted.of, 'clutch won2') as clutch2_won,
  recount.times(counted.of, 'clutch won3') as clutch3_won,
  recount.times(counted.of, 'clutch won4') as clutch4_won,
  recount.times(counted.of, 'clutch won5') as clutch5_won,
  casts.known * grenade as grenade_casts, casts.known * ability1 as ability1_casts,
  casts.known * ability2 as ability2_casts, casts.known * ultimate as ultimate_casts
from seated as player
join recount.match_game as game using (seq)
join side using (seq, slot)
left join dealt using (seq, slot)
left join received using (seq, slot)
left join bought using (seq, slot)
left join counted using (seq, slot)
left join public.player as known on known.puuid = player.puuid
-- Casts count when all four are stated.
cross join lateral (
  select case when num_nulls(grenade, ability1, ability2, ultimate) = 0 then 1::smallint end as known
) as casts;

create table recount.weapon_game as
select match_key, slot::smallint as slot, recount.key('weapon', weapon) as weapon_key,
  kills, headshots, bodyshots, legshots, damage, weapon.rounds
from recount.weapon join recount.game using (seq) left join match using (id);

analyze recount.match_game, recount.player_game, recount.weapon_game;

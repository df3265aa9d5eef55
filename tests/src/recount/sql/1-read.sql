-- Documents of all sources as tables, ids in one spelling. `recount.document(seq, doc)` and
-- `recount.map(path, id)` are there; nothing is read but them. Players are their place among those who play.

create function recount.player_id(written text) returns text immutable language sql as $$
  select case when written ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then lower(written) else written end
$$;

create function recount.team(written text) returns smallint immutable language sql as $$
  select case lower(written) when 'red' then 1 when 'blue' then 2 end
$$;

create table recount.told as
select seq,
  lower(doc #>> '{matchInfo,matchId}')::uuid as id,
  lower(coalesce(doc #>> '{matchInfo,queueId}', doc #>> '{matchInfo,queueID}', '')) as queue,
  doc #>> '{matchInfo,mapId}' as map,
  doc #>> '{matchInfo,gameVersion}' as version,
  lower(nullif(doc #>> '{matchInfo,seasonId}', '')) as act,
  -- The client's documents name the server only, which has the region in it.
  lower(nullif(coalesce(doc #>> '{matchInfo,region}',
    substring(lower(doc #>> '{matchInfo,gameLoopZone}') from '-glz-([a-z]+)-')), '')) as region,
  (doc #>> '{matchInfo,gameStartMillis}')::bigint as started_ms,
  nullif(doc -> 'teams', 'null') as teams,
  coalesce(doc -> 'roundResults', 'null') <> 'null' as has_rounds,
  doc -> 'players' as players,
  coalesce(nullif(doc -> 'coaches', 'null'), '[]') as coaches
from recount.document where doc ? 'matchInfo'
union all
select seq,
  lower(doc #>> '{metadata,match_id}')::uuid,
  lower(doc #>> '{metadata,queue,id}'),
  doc #>> '{metadata,map,id}',
  doc #>> '{metadata,game_version}',
  lower(doc #>> '{metadata,season,id}'),
  lower(doc #>> '{metadata,region}'),
  round(extract(epoch from (doc #>> '{metadata,started_at}')::timestamptz) * 1000)::bigint,
  nullif(doc -> 'teams', 'null'), coalesce(doc -> 'rounds', 'null') <> 'null', doc -> 'players', '[]'
from recount.document where doc ? 'metadata';

-- Those who play: of Red or Blue, with statistics, not watching, no coach. Before episode 5 there was no
-- Ascendant, and the ranks above it were three lower.
create table recount.player as
select told.seq, row_number() over (partition by told.seq order by place) - 1 as slot,
  recount.player_id(coalesce(player ->> 'puuid', player ->> 'subject')) as puuid,
  recount.team(coalesce(player ->> 'teamId', player ->> 'team_id')) as team,
  lower(nullif(coalesce(player ->> 'characterId', player #>> '{agent,id}'), '')) as agent,
  ranked.tier + case when version ~ 'release-0[1-4]\.' and ranked.tier >= 21 then 3 else 0 end as tier,
  (player #>> '{stats,roundsPlayed}')::integer as rounds,
  (player #>> '{stats,score}')::integer as score,
  (player #>> '{stats,kills}')::integer as kills,
  (player #>> '{stats,deaths}')::integer as deaths,
  (player #>> '{stats,assists}')::integer as assists,
  (player #>> '{economy,spent,overall}')::integer as spent,
  coalesce(player #>> '{stats,abilityCasts,grenadeCasts}', player #>> '{ability_casts,grenade}')::integer as grenade,
  coalesce(player #>> '{stats,abilityCasts,ability1Casts}', player #>> '{ability_casts,ability1}')::integer as ability1,
  coalesce(player #>> '{stats,abilityCasts,ability2Casts}', player #>> '{ability_casts,ability2}')::integer as ability2,
  coalesce(player #>> '{stats,abilityCasts,ultimateCasts}', player #>> '{ability_casts,ultimate}')::integer as ultimate
from recount.told cross join jsonb_array_elements(players) with ordinality as listed (player, place)
cross join lateral (
  select coalesce(player ->> 'competitiveTier', player #>> '{tier,id}', '0')::integer as tier
) as ranked
where recount.team(coalesce(player ->> 'teamId', player ->> 'team_id')) is not null
  and player -> 'stats' <> 'null'
  and not coalesce((player ->> 'isObserver')::boolean, false)
  and not exists (
    select from jsonb_array_elements(coaches) as coach
    where recount.player_id(coalesce(coach ->> 'puuid', coach ->> 'subject'))
      = recount.player_id(coalesce(player ->> 'puuid', player ->> 'subject'))
  );

-- Matches that count: no customs, no modes without rounds, not aborted, two teams of five.
create table recount.game as
select seq, id, queue, act, region, started_ms,
  coalesce((select map.id from recount.map where lower(path) = lower(told.map)), lower(told.map)) as map,
  coalesce(array_to_string(regexp_match(version, 'release-0?(\d+)\.0?(\d+)-'), '.'), 'unknown') as patch,
  case queue when 'swiftplay' then 4 when 'spikerush' then 3 else 12 end as half,
  coalesce((
    select recount.team(coalesce(team ->> 'teamId', team ->> 'team_id'))
    from jsonb_array_elements(teams) as team where (team ->> 'won')::boolean
  ), 0)::smallint as winner
from recount.told
where queue not in ('', 'custom', 'deathmatch', 'hurm', 'ggteam', 'snowball')
  and teams is not null and has_rounds
  and (select array_agg(team order by team) from recount.player where player.seq = told.seq)
    = '{1,1,1,1,1,2,2,2,2,2}';

delete from recount.player where seq not in (select seq from recount.game);
create unique index on recount.player (seq, slot);
create index on recount.player (seq, puuid);

create table recount.told_round (
  seq bigint, half integer, number integer, winner smallint, winner_role text, result text,
  planter text, planted_ms integer, defuser text, defused_ms integer, seats jsonb
);
-- Uncompressed: read once, a moment later.
alter table recount.told_round alter seats set storage external;
insert into recount.told_round
select seq, half,
  coalesce(round ->> 'roundNum', round ->> 'id')::integer,
  recount.team(coalesce(round ->> 'winningTeam', round ->> 'winning_team')),
  lower(round ->> 'winningTeamRole'),
  coalesce(round ->> 'roundResultCode', round ->> 'result'),
  recount.player_id(coalesce(round ->> 'bombPlanter', round #>> '{plant,player,puuid}')),
  coalesce(round ->> 'plantRoundTime', round #>> '{plant,round_time_in_ms}')::integer,
  recount.player_id(coalesce(round ->> 'bombDefuser', round #>> '{defuse,player,puuid}')),
  coalesce(round ->> 'defuseRoundTime', round #>> '{defuse,round_time_in_ms}')::integer,
  coalesce(nullif(round -> 'playerStats', 'null'), round -> 'stats')
from recount.game join recount.document using (seq)
cross join jsonb_array_elements(coalesce(doc -> 'roundResults', doc -> 'rounds')) as round;

-- Rounds played: what the players' statistics say. Where none say it, the round of a surrender is the last.
create table recount.length as
select seq, coalesce(stated, decided + least(surrendered, 1)) as rounds, decided, surrendered
from (
  select seq, count(*) filter (where result <> 'Surrendered')::integer as decided,
    count(*) filter (where result = 'Surrendered')::integer as surrendered
  from recount.told_round group by seq
) as counted
join (select seq, max(rounds) as stated from recount.player group by seq) as stats using (seq);

-- The rounds that count, with the side that attacked; a surrendered one has no sides, and nobody wins it.
create table recount.round as
select round.seq, number, result, half,
  case when result <> 'Surrendered' then winner end as winner,
  case
    when result = 'Surrendered' then null
    when winner_role like 'attack%' then winner
    when winner_role like 'defend%' then 3 - winner
    when number < half then 1
    when number < 2 * half then 2
    else 1 + number % 2
  end as attacker,
  planter.slot as planter, planted_ms, defuser.slot as defuser, defused_ms
from (
  select seq, number, result, half, winner, winner_role, planter, planted_ms, defuser, defused_ms,
    count(*) filter (where result = 'Surrendered') over (partition by seq order by number) as given_up
  from recount.told_round
) as round
join recount.length using (seq)
left join recount.player as planter on planter.seq = round.seq and planter.puuid = round.planter
left join recount.player as defuser on defuser.seq = round.seq and defuser.puuid = round.defuser
where result <> 'Surrendered' or given_up <= length.rounds - length.decided;
create unique index on recount.round (seq, number);

-- What one player had and did in a round.
create table recount.seat as
select round.seq, number, place, slot, team,
  lower(nullif(coalesce(seat #>> '{economy,weapon,id}', seat #>> '{economy,weapon}'), '')) as weapon,
  (seat #>> '{economy,spent}')::integer as spent,
  coalesce(nullif(seat -> 'damage', 'null'), seat -> 'damage_events', '[]') as hits,
  coalesce(nullif(seat -> 'kills', 'null'), '[]') as kills
from recount.round join recount.told_round as told using (seq, number)
cross join jsonb_array_elements(seats) with ordinality as listed (seat, place)
join recount.player on player.seq = round.seq
  and player.puuid = recount.player_id(coalesce(seat ->> 'puuid', seat ->> 'subject', seat #>> '{player,puuid}'))
where round.result <> 'Surrendered';

-- Damage to enemies, nothing else.
create table recount.hit as
select seat.seq, number, seat.slot as dealer, receiver.slot as receiver, seat.weapon,
  (hit ->> 'damage')::integer as damage, (hit ->> 'headshots')::integer as headshots,
  (hit ->> 'bodyshots')::integer as bodyshots, (hit ->> 'legshots')::integer as legshots
from recount.seat cross join jsonb_array_elements(hits) as hit
join recount.player as receiver on receiver.seq = seat.seq
  and receiver.puuid = recount.player_id(coalesce(hit #>> '{player,puuid}', hit ->> 'receiver'))
where receiver.team <> seat.team;

-- Every death that has a killer who plays, in the order of the document; killer = victim by spike, fall or own ability.
create table recount.kill as
with told as (
  select seq, number, row_number() over (order by seq, number, seat.place, listed.place) as nth, kill
  from recount.seat cross join jsonb_array_elements(kills) with ordinality as listed (kill, place)
  union all
  select seq, (kill ->> 'round')::integer, place, kill
  from recount.document join recount.game using (seq)
  cross join jsonb_array_elements(doc -> 'kills') with ordinality as listed (kill, place)
  where doc ? 'metadata'
)
select told.seq, told.number, nth, killer.slot as killer, killer.team as killer_team,
  victim.slot as victim, victim.team as victim_team,
  coalesce(kill ->> 'timeSinceRoundStartMillis', kill ->> 'roundTime', kill ->> 'time_in_round_in_ms')::integer as at_ms,
  coalesce(
    lower(nullif(coalesce(kill #>> '{finishingDamage,damageItem}', kill #>> '{weapon,id}'), '')),
    -- The knife has a type, but no item.
    case when kill #>> '{finishingDamage,damageType}' = 'Melee' then '2f59173c-4bed-b6c3-2191-dea9b58be9c7' end
  ) as weapon,
  array(
    select assistant.slot
    from jsonb_array_elements(kill -> 'assistants') as named
    join recount.player as assistant on assistant.seq = told.seq
      and assistant.puuid = recount.player_id(coalesce(named ->> 'puuid', named #>> '{}'))
  ) as assistants
from told
join recount.player as killer on killer.seq = told.seq
  and killer.puuid = recount.player_id(coalesce(kill #>> '{killer,puuid}', kill ->> 'killer'))
join recount.player as victim on victim.seq = told.seq
  and victim.puuid = recount.player_id(coalesce(kill #>> '{victim,puuid}', kill ->> 'victim'));

create index on recount.kill (seq, number);
create index on recount.hit (seq, number);
create index on recount.seat (seq, slot);
analyze recount.player, recount.round, recount.seat, recount.hit, recount.kill;

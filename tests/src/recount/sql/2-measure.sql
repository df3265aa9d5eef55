-- Measures of players in a round, one table each: (seq, number, slot ...).

-- Kills of enemies, in time order; the order of the document decides within a millisecond.
create table recount.frag as
select seq, number, at_ms, killer, victim, weapon, row_number() over (order by seq, number, at_ms, nth) as nth
from recount.kill where killer_team <> victim_team;
create index on recount.frag (seq, number, victim);

create table recount.first_frag as
select distinct on (seq, number) seq, number, killer, victim from recount.frag order by seq, number, nth;

-- A death is traded by the first other teammate that kills the killer within 5,000 ms.
create table recount.trade as
select death.seq, death.number, death.victim as traded, revenge.killer as trader, revenge.nth
from recount.frag as death
cross join lateral (
  select killer, nth from recount.frag as later
  where (later.seq, later.number, later.victim) = (death.seq, death.number, death.killer)
    and later.killer <> death.victim and later.nth > death.nth and later.at_ms <= death.at_ms + 5000
  order by nth limit 1
) as revenge;

-- The deaths that lasted: the last one of a player, unless a weapon that needs a living hand killed for the
-- player afterwards. Those by spike or fall are deaths that the document does not count.
create table recount.loss as
select last.seq, last.number, last.slot, last.at_ms, last.counted, player.team,
  row_number() over (partition by last.seq, last.number order by at_ms, by_self, nth) as nth
from (
  select distinct on (seq, number, victim) seq, number, victim as slot, at_ms, nth, killer = victim as by_self,
    killer <> victim or weapon is not null as counted
  from recount.kill
  order by seq, number, victim, at_ms desc, killer = victim desc, nth desc
) as last
join recount.player using (seq, slot)
where not exists (
  select from recount.kill as sign
  where (sign.seq, sign.number, sign.killer) = (last.seq, last.number, last.slot)
    and sign.victim <> sign.killer and sign.at_ms > last.at_ms
    and sign.weapon not in ('grenadeability', 'ability1', 'ability2', 'ultimate')
);

-- When the round was decided other than by its last kill.
create table recount.decision as
select seq, number, winner,
  case
    when result = 'Defuse' and defuser is not null then defused_ms
    when result = 'Detonate' and planter is not null then planted_ms + 45000
    when result = '' then 100000
    else 2147483647
  end as at_ms
from recount.round where result <> 'Surrendered';

create index on recount.loss (seq, number);
create index on recount.decision (seq, number);
analyze recount.loss, recount.decision;

-- A team has one left after its fourth loss: a clutch, if enemies are left then and nothing is decided.
create table recount.clutch as
select lone.seq, lone.number, lone.slot, 5 - lost_by_enemies as enemies, (decision.winner = lone.team)::integer as won
from (
  select *, count(*) filter (where team = 1) over losses as lost_by_red,
    count(*) filter (where team = 2) over losses as lost_by_blue
  from recount.loss window losses as (partition by seq, number order by nth)
) as loss
cross join lateral (values (1, lost_by_red, lost_by_blue), (2, lost_by_blue, lost_by_red))
  as side (of, lost, lost_by_enemies)
join recount.decision using (seq, number)
cross join lateral (
  select player.seq, loss.number, player.slot, player.team from recount.player
  where (player.seq, player.team) = (loss.seq, loss.team) and not exists (
    select from recount.loss as gone
    where (gone.seq, gone.number, gone.slot) = (loss.seq, loss.number, player.slot) and gone.nth <= loss.nth
  )
) as lone
where side.of = loss.team and lost = 4 and lost_by_enemies < 5 and loss.at_ms <= decision.at_ms;

create table recount.kast as
select seq, number, killer as slot from recount.frag
union select seq, number, unnest(assistants) from recount.kill
union select seq, number, traded from recount.trade
union select seq, number, slot from recount.round join recount.player using (seq)
  where (seq, number, slot) not in (select seq, number, slot from recount.loss where counted);

create table recount.multikill as
select seq, killer as slot, least(count(*), 5) as kills
from recount.frag group by seq, number, killer having count(*) > 1;

create table recount.weapon as
select seq, slot, weapon, sum(kills)::integer as kills, sum(headshots)::integer as headshots,
  sum(bodyshots)::integer as bodyshots, sum(legshots)::integer as legshots,
  sum(damage)::integer as damage, sum(rounds)::integer as rounds
from (
  select seq, slot, weapon, 0 as kills, 0 as headshots, 0 as bodyshots, 0 as legshots, 0 as damage, 1 as rounds
    from recount.seat
  union all select seq, killer, weapon, 1, 0, 0, 0, 0, 0 from recount.frag
  union all select seq, dealer, weapon, 0, headshots, bodyshots, legshots, damage, 0 from recount.hit
) as used
where weapon is not null
group by seq, slot, weapon;

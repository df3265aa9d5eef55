import type { Event } from '@loadout/core/events'
import type { Redis } from 'ioredis'
import { runScript, type Script, script } from '../script.ts'
import type { EventKeys } from './keys.ts'
import type { Position } from './position.ts'

/** Events that streams can go on after. */
export const MAX_EVENTS = 20_000
/** And for how long, milliseconds: what an event points at may be gone, and so is the event then. */
export const MAX_AGE_MS = 600_000
/** Old ones are taken out so many at a time. */
const SWEPT = 1_000

/**
 * KEYS head, stream, published. ARGV most events, their most age in milliseconds, how many old ones go at once, then
 * id, channel and payload of each event. Answers epoch and seq of the last event.
 *
 * The run of the server is asked for here and nowhere else: one that was restarted, or has taken over, may have lost
 * the last events that it had acknowledged, and would give their numbers out again. A stream that does not end where
 * the head says was written to by others, and what is of another type, or no number, is theirs: it goes.
 */
const PUBLISH: Script = script(`
for i, type in ipairs({ 'hash', 'stream', 'zset' }) do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= type and found ~= 'none' then redis.call('DEL', KEYS[i]) end
end
local function whole(text)
  local number = tonumber(text or '')
  return number and number >= 0 and number < 2 ^ 53 and number % 1 == 0 and number or nil
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'run')
local epoch, seq = whole(head[1]), whole(head[2])
local function begin(after)
  epoch, seq = math.max(now, (epoch or 0) + 1, after + 1), 0
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', string.format('%.0f', epoch), 'seq', 0, 'run', run)
end
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local isOurs = epoch and seq and head[3] == run
  and (not last or last[1] == string.format('%.0f-%.0f', epoch, seq))
if not isOurs then begin(last and whole(string.match(last[1], '^%d+')) or 0) end
local function add(channel, payload)
  seq = seq + 1
  return redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[1], string.format('%.0f-%.0f', epoch, seq),
    'channel', channel, 'payload', payload, 'at', now)
end
for i = 4, #ARGV, 3 do
  if redis.call('ZADD', KEYS[3], 'NX', now, ARGV[i]) == 1 then
    local added = add(ARGV[i + 1], ARGV[i + 2])
    if type(added) == 'table' and added.err then
      if string.find(added.err, 'OOM', 1, true) then
        redis.call('ZREM', KEYS[3], ARGV[i])
        return added
      end
      begin(0)
      add(ARGV[i + 1], ARGV[i + 2])
    end
  end
end
redis.call('HSET', KEYS[1], 'seq', string.format('%.0f', seq))
local oldest = now - ARGV[2]
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', oldest)
local kept
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[3])) do
  if (tonumber(entry[2][6] or '') or 0) > oldest then break end
  kept = string.format('%.0f-%.0f', epoch, string.match(entry[1], '-(%d+)') + 1)
end
if kept then redis.call('XTRIM', KEYS[2], 'MINID', kept) end
return { string.format('%.0f', epoch), string.format('%.0f', seq) }
`)

/**
 * Appends events, each once whatever is sent again within ten minutes, and lets go of old ones. With none it only says
 * where the stream is. Rejects when Redis fails.
 */
export async function publishEvents(
  redis: Redis,
  { head, stream, published }: EventKeys,
  events: readonly Event[],
): Promise<Position> {
  const args = events.flatMap(({ id, channel, payload }) => [id, channel, JSON.stringify(payload)])
  const [epoch, seq] = (await runScript(
    redis,
    PUBLISH,
    [head, stream, published],
    [MAX_EVENTS, MAX_AGE_MS, SWEPT, ...args],
  )) as [string, string]
  return { epoch: Number(epoch), seq: Number(seq) }
}

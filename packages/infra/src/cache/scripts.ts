import { script } from '../script.ts'

/**
 * A row is `version|epoch|expiry|JSON`, without JSON when it cannot be seen. A list is a sorted set of places, all with
 * the same score, and of its marker `!epoch!floor`, which sorts below every place: the list is complete above
 * the floor; an empty floor is below everything. What is in the set but has no marker, or one of another
 * epoch, says nothing. Who loads something for others holds its lease meanwhile and can store it only as long
 * as the lease is still the same: a change that comes in between ends the lease of a row, and is written
 * into the lease of a list, to be made up for. So it does not matter what Redis evicts.
 *
 * A value is a row whose version and epoch are both its revision: no other than the one that was asked for
 * counts, and an earlier one does not take the place of a later one. Each revision has a lease of its own.
 */

/**
 * KEYS row and lease of each. ARGV token, milliseconds, epoch ('' to load what is there again). Answers for each the
 * row, if it was stored since it was missed; else 1 if the lease was free, 0 if it was not.
 */
export const ACQUIRE = script(`
local won = {}
for i = 1, #KEYS / 2 do
  local row, lease = KEYS[2 * i - 1], KEYS[2 * i]
  local held = ARGV[3] ~= '' and redis.call('MGET', row)[1]
  local _, at = string.find(held or '', '^[^|]+|')
  if at and string.sub(held, at + 1, at + 1 + #ARGV[3]) == ARGV[3] .. '|' then won[i] = held
  else won[i] = redis.call('SET', lease, ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0 end
end
return won
`)

/**
 * KEYS row and lease of each. Versions are numbers, or several with something between, the first ones counting most.
 * ARGV token, then version, value and milliseconds of each; an empty value gives the
 * lease back. Answers how many rows were stored.
 */
export const FILL = script(`
local stored = 0
local function is_later(held, version)
  local one, other = string.gmatch(held, '%d+'), string.gmatch(version, '%d+')
  while true do
    local a, b = one(), other()
    if not a or not b then return a ~= nil end
    if tonumber(a) ~= tonumber(b) then return tonumber(a) > tonumber(b) end
  end
end
for i = 1, #KEYS / 2 do
  local row, lease = KEYS[2 * i - 1], KEYS[2 * i]
  local version, value, ms = ARGV[3 * i - 1], ARGV[3 * i], ARGV[3 * i + 1]
  if redis.call('GET', lease) == ARGV[1] then
    redis.call('DEL', lease)
    local held = string.match(redis.call('MGET', row)[1] or '', '^([^|]+)|[^|]*|%d+|')
    if value ~= '' and not (held and is_later(held, version)) then
      redis.call('SET', row, value, 'PX', ms)
      stored = stored + 1
    end
  end
end
return stored
`)

/** KEYS values, value. ARGV now, when the value goes, how many may be kept: those that go first make room. */
export const BOUND = script(`
redis.call('ZADD', KEYS[1], ARGV[2], KEYS[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local excess = redis.call('ZCARD', KEYS[1]) - ARGV[3]
if excess > 0 then
  local gone = redis.call('ZPOPMIN', KEYS[1], excess)
  for i = 1, #gone, 2 do redis.call('UNLINK', gone[i]) end
end
`)

/**
 * KEYS fresh, list, seen. ARGV below ('' for the top), how many, version to be seen ('' for any), prefix of row keys.
 * Answers {'off'}, {'behind'}, {'absent', epoch} or {'past', epoch} when it cannot tell, else {'all' or 'more', epoch,
 * then place and row of each}.
 */
export const PAGE = script(`
local epoch = redis.call('GET', KEYS[1])
if not epoch then return {'off'} end
if ARGV[3] ~= '' then
  local seen = redis.call('GET', KEYS[3])
  if not seen or tonumber(seen) < tonumber(ARGV[3]) then return {'behind'} end
end
local marker = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
if not marker or string.sub(marker, 1, #epoch + 2) ~= '!' .. epoch .. '!' then return {'absent', epoch} end
local wanted = tonumber(ARGV[2])
local top = ARGV[1] == '' and '+' or '(' .. ARGV[1]
local places = redis.call('ZRANGE', KEYS[2], top, '[0', 'BYLEX', 'REV', 'LIMIT', 0, wanted + 1)
local more = #places > wanted
if not more and #marker > #epoch + 2 then return {'past', epoch} end
local page = {more and 'more' or 'all', epoch}
local keys = {}
for i = 1, math.min(#places, wanted) do
  keys[i] = ARGV[4] .. string.format('%d', string.sub(places[i], -10))
end
if #keys == 0 then return page end
local rows = redis.call('MGET', unpack(keys))
for i = 1, #keys do
  page[2 * i + 1] = places[i]
  page[2 * i + 2] = rows[i]
end
return page
`)

/**
 * KEYS list and its lease. ARGV token, milliseconds, epoch ('' to build what is there again). Answers 1 if the lease
 * was free and nobody has built the list since it was missed.
 */
export const ACQUIRE_LIST = script(`
local marker = ARGV[3] ~= '' and redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if marker and string.sub(marker, 1, #ARGV[3] + 2) == '!' .. ARGV[3] .. '!' then return 0 end
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('HSET', KEYS[2], 'token', ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
`)

/** KEYS list, lease. ARGV token, epoch, floor, milliseconds, then the places. Answers 1 if it was stored. */
export const BUILD = script(`
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[1] then return 0 end
local floor = ARGV[3]
redis.call('DEL', KEYS[1])
redis.call('ZADD', KEYS[1], 0, '!' .. ARGV[2] .. '!' .. floor)
for i = 5, #ARGV do redis.call('ZADD', KEYS[1], 0, ARGV[i]) end
local meanwhile = redis.call('HGETALL', KEYS[2])
for i = 1, #meanwhile, 2 do
  local place, sign = meanwhile[i], meanwhile[i + 1]
  if place ~= 'token' then
    if sign == '-' then redis.call('ZREM', KEYS[1], place)
    elseif place > floor then redis.call('ZADD', KEYS[1], 0, place) end
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('DEL', KEYS[2])
return 1
`)

/**
 * KEYS row, lease of the row, seen, then list and lease of each. ARGV version, value, milliseconds of the row and
 * of seen, place, channel, message, length of a list, how many of the lists it is in: the first ones. It is not in
 * the others. Answers 1 if it was not out of date.
 */
export const APPLY = script(`
local version, place, most = tonumber(ARGV[1]), ARGV[5], tonumber(ARGV[8])
local held = redis.call('GET', KEYS[1])
if held and tonumber(string.match(held, '^%d+')) > version then return 0 end
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[4])
local function floor_of(list)
  local marker = redis.call('ZRANGE', list, 0, 0)[1]
  return marker and string.match(marker, '^![^!]*!(.*)$'), marker
end
local function shorten(list)
  local length = redis.call('ZCARD', list)
  if length <= most then return end
  local _, marker = floor_of(list)
  local last = redis.call('ZRANGE', list, 1, math.floor(most / 4))
  redis.call('ZREM', list, marker, unpack(last))
  redis.call('ZADD', list, 0, string.match(marker, '^![^!]*!') .. last[#last])
end
for i = 4, #KEYS, 2 do
  local list, lease = KEYS[i], KEYS[i + 1]
  local into = (i - 2) / 2 <= tonumber(ARGV[9])
  if redis.call('EXISTS', lease) == 1 then redis.call('HSET', lease, place, into and '+' or '-') end
  local floor = floor_of(list)
  if not into then redis.call('ZREM', list, place)
  elseif floor and place > floor then
    redis.call('ZADD', list, 0, place)
    shorten(list)
  end
end
redis.call('PUBLISH', ARGV[6], ARGV[7])
return 1
`)

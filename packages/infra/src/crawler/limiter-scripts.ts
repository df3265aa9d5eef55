/**
 * The limiter's state is, per region and scope, a sorted set of slots. The score of a slot is the latest
 * moment at which its call can have reached the upstream: the deadline while it is under way, the time of
 * its answer afterwards. A window of length W is full when `limit` slots have a score within the last W.
 * All times are Redis' own, in milliseconds with three decimals.
 */

/**
 * KEYS epoch, then log, limits and penalty of each scope. ARGV slot, lease, retention, default limits.
 * Limits are `count:milliseconds,...`. Answers {1, ''} or {0, milliseconds to wait at least}.
 */
export const ACQUIRE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local slot, lease, retention, defaults = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local function ms(x) return string.format('%.3f', x) end
-- The clocks of two machines may run apart by 500 ppm; twice that and a millisecond is on the safe side.
local function each_window(text, visit)
  for limit, period in string.gmatch(text, '(%d+):(%d+)') do
    visit(tonumber(limit), tonumber(period) * 1.001 + 1)
  end
end
local wait = 0
local function wait_until(moment) wait = math.max(wait, moment - now) end

local epoch = tonumber(redis.call('GET', KEYS[1]))
if not epoch then
  epoch = now
  redis.call('SET', KEYS[1], ms(now))
end
each_window(defaults, function(_, period) wait_until(epoch + lease + period) end)

for scope = 2, #KEYS, 3 do
  local log, limits, penalty = KEYS[scope], KEYS[scope + 1], KEYS[scope + 2]
  wait = math.max(wait, redis.call('PTTL', penalty))
  each_window(redis.call('GET', limits) or defaults, function(limit, period)
    local since = '(' .. ms(now - period)
    local taken = redis.call('ZCOUNT', log, since, '+inf')
    if taken < limit then return end
    local next = redis.call('ZRANGEBYSCORE', log, since, '+inf', 'WITHSCORES', 'LIMIT', taken - limit, 1)
    wait_until(math.min(tonumber(next[2]), now) + period)
  end)
end
if wait > 0 then return {0, ms(wait)} end

for scope = 2, #KEYS, 3 do
  redis.call('ZREMRANGEBYSCORE', KEYS[scope], '-inf', ms(now - retention))
  redis.call('ZADD', KEYS[scope], ms(now + lease), slot)
  redis.call('PEXPIRE', KEYS[scope], math.ceil(retention + lease))
end
return {1, ''}
`

/** KEYS log and limits of each scope. ARGV slot, then the limits that each scope has from now on, or ''. */
export const RELEASE = `
local t = redis.call('TIME')
local now = string.format('%.3f', t[1] * 1000 + t[2] / 1000)
for scope = 1, #KEYS, 2 do
  redis.call('ZADD', KEYS[scope], 'XX', 'LT', now, ARGV[1])
  local learnt = ARGV[1 + (scope + 1) / 2]
  if learnt ~= '' then redis.call('SET', KEYS[scope + 1], learnt) end
end
`

/** KEYS penalty. ARGV milliseconds. */
export const PENALISE = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
end
`

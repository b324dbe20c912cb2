-- How many plans wait to be decided, and for how long the oldest of them has.
--
-- KEYS[1]  the stream of plans
-- ARGV[1]  the group of consumers that the governors are
--
-- Answers {how many, -1 when this Redis can't tell; for how many milliseconds the oldest has, 0 when none waits;
-- the time here in milliseconds since the epoch}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {0, 0, now}
end

local count = redis.call('XLEN', KEYS[1])
local after = '-'
local oldest = false
for _, flat in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = {}
  for i = 1, #flat, 2 do
    group[flat[i]] = flat[i + 1]
  end
  if group.name == ARGV[1] then
    -- a Redis before 7 has no lag, and a later one none while entries were deleted
    count = group.lag and group.pending + group.lag or -1
    after = '(' .. group['last-delivered-id']
    oldest = redis.call('XPENDING', KEYS[1], ARGV[1])[2]
  end
end
if not oldest then
  local undelivered = redis.call('XRANGE', KEYS[1], after, '+', 'COUNT', 1)[1]
  oldest = undelivered and undelivered[1]
end
local age = oldest and math.max(0, now - tonumber(string.match(oldest, '^%d+'))) or 0
return {count, age, now}

-- Says that a disarm has failed; for a while nobody tries it again.
-- KEYS work, lease, events, audit. ARGV owner, the disarm, milliseconds of the pause, why, Unix seconds, the deed, the
-- event's fields and values.
-- Returns 1 when it was told, 0 when it was told before or is not this owner's any more.
local holder = redis.call('GET', KEYS[2])
if redis.call('HGET', KEYS[1], 'request') ~= ARGV[2] or (holder and holder ~= ARGV[1]) then return 0 end
redis.call('XADD', KEYS[3], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 7))
redis.call('XADD', KEYS[4], '*', 'json', ARGV[6])
redis.call('HSET', KEYS[1], 'why', ARGV[4], 'failed_at', ARGV[5])
redis.call('HINCRBY', KEYS[1], 'tries', 1)
redis.call('SET', KEYS[2], 'failed', 'PX', ARGV[3])
return 1

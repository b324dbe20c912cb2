-- Takes a disarm on, or goes on with it: one that is wanted, or one that its daemon has left undone.
-- KEYS wanted, work, lease, the day's lock. ARGV owner, milliseconds of the lease, the disarm, seconds the work is kept.
-- Returns 1 when it is the owner's to carry out, 0 when it is not.
local under_way = redis.call('HGET', KEYS[2], 'request')
if redis.call('EXISTS', KEYS[4]) == 1 then
  -- done for this day: nothing is left of what was wanted
  if redis.call('GET', KEYS[1]) == ARGV[3] then redis.call('DEL', KEYS[1]) end
  if under_way == ARGV[3] then redis.call('DEL', KEYS[2]) end
  return 0
end
local holder = redis.call('GET', KEYS[3])
if holder and holder ~= ARGV[1] then return 0 end
if under_way ~= ARGV[3] then
  if under_way or redis.call('GET', KEYS[1]) ~= ARGV[3] then return 0 end
  redis.call('DEL', KEYS[2])
end
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[2])
redis.call('HSET', KEYS[2], 'request', ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
return 1

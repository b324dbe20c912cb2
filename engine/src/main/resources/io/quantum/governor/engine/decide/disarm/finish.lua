-- Says that a disarm is carried out: the day's lock, the event and the deed, all or none.
-- KEYS wanted, work, lease, the day's lock, events, errors, audit. ARGV owner, the disarm, seconds of the lock, the deed,
-- the event's fields and values.
-- Returns 1 when it was this owner who did it, also when told again; 0 when it was another, or was called off.
if redis.call('HGET', KEYS[2], 'request') ~= ARGV[2] then
  local mine = redis.call('GET', KEYS[4]) == ARGV[2] and redis.call('HGET', KEYS[2], 'done_by') == ARGV[1]
  return mine and 1 or 0
end
redis.call('XADD', KEYS[5], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 5))
redis.call('XADD', KEYS[7], '*', 'json', ARGV[4])
redis.call('SETEX', KEYS[4], ARGV[3], ARGV[2])
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[6])
redis.call('HSET', KEYS[2], 'done_by', ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return 1

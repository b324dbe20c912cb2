-- Makes a release the active one, if the active one is still the one that was looked at.
-- KEYS active, history, file, log, events, audit; ARGV active record as seen ('' for none), newest of the history as seen,
-- new active record, 'activate' or 'rollback', the deed, then the event's fields and values.
-- Answers 1 done, 0 another one is active by now, -1 the release's file is gone.
local active = redis.call('GET', KEYS[1]) or ''
local newest = redis.call('LINDEX', KEYS[2], 0) or ''
if active ~= ARGV[1] or newest ~= ARGV[2] then
  return 0
end
if redis.call('EXISTS', KEYS[3]) == 0 then
  return -1
end
if ARGV[4] == 'rollback' then
  redis.call('LPOP', KEYS[2])
else
  redis.call('LPUSH', KEYS[2], ARGV[3])
  redis.call('LTRIM', KEYS[2], 0, 999)
end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('XADD', KEYS[4], '*', unpack(ARGV, 6))
redis.call('XADD', KEYS[5], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 6))
redis.call('XADD', KEYS[6], '*', 'json', ARGV[5])
return 1

-- Keeps an approval of a release.
-- KEYS versions, approvals, log, events, audit; ARGV version, digest, key id, approval, the deed, then the event's fields
-- and values.
-- Answers 1 kept, 0 there is no such release.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
redis.call('XADD', KEYS[3], '*', unpack(ARGV, 6))
redis.call('XADD', KEYS[4], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 6))
redis.call('XADD', KEYS[5], '*', 'json', ARGV[5])
return 1

-- Publishes a release, or brings back the file of one that was published before.
-- KEYS versions, file, log, events, audit; ARGV version, digest, file, the deed, then the event's fields and values.
-- Answers 1 published, 0 it was there already, -1 another release has this version.
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before and before ~= ARGV[2] then
  return -1
end
local there = before and redis.call('EXISTS', KEYS[2]) == 1
if there then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
redis.call('XADD', KEYS[3], '*', unpack(ARGV, 5))
redis.call('XADD', KEYS[4], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 5))
redis.call('XADD', KEYS[5], '*', 'json', ARGV[4])
return 1

-- Puts on record what the records of one version of the rules have in common, once.
--
-- KEYS  the hash of frames, the audit stream
-- ARGV  the frame's id, the frame, its record
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  redis.call('XADD', KEYS[2], '*', 'json', ARGV[3])
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return 1

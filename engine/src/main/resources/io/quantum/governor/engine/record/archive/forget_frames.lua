-- Takes frames out of Redis that no record there can name: when there is none left.
--
-- KEYS  the audit stream, the hash of frames
-- ARGV  so many frames may stay in any case
if redis.call('XLEN', KEYS[1]) == 0 and redis.call('HLEN', KEYS[2]) > tonumber(ARGV[1]) then
  redis.call('DEL', KEYS[2])
end
return 1

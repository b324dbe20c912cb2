-- Writes a hash that runs out, and perhaps an entry of a stream, if the writer still has the lease.
-- KEYS[1] the lease, KEYS[2] the hash, KEYS[3] the stream.
-- ARGV[1] the owner, ARGV[2] seconds until the hash runs out, ARGV[3] about how many entries the stream keeps,
-- ARGV[4] how many of the following words make the hash; those after them make the entry, if there are any.
-- Returns 0, and has written nothing, when the lease is another's or nobody's.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local last = 4 + tonumber(ARGV[4])
redis.call('HSET', KEYS[2], unpack(ARGV, 5, last))
redis.call('EXPIRE', KEYS[2], ARGV[2])
if #ARGV > last then
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, last + 1))
end
return 1

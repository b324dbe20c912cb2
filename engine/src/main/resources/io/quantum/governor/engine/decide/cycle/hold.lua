-- Takes the lease, or renews it, unless another owner has it.
-- KEYS[1] the lease. ARGV[1] the owner, ARGV[2] milliseconds until it expires. Returns 1 when the owner has it.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1

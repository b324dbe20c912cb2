-- Announces a candidate, or that it has ended, together with the deed.
-- KEYS candidate, audit; ARGV the candidate, the deed.
redis.call('SET', KEYS[1], ARGV[1])
redis.call('XADD', KEYS[2], '*', 'json', ARGV[2])
return 1

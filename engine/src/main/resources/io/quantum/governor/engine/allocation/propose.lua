-- Writes one proposal: a shadow key that is as new as its event, and never without its lifetime.
-- KEYS  the shadow key, the stream of events
-- ARGV  lifetime in seconds, events that are kept, time of the update, then the fields of the event and their values
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'last_update_ts_epoch', ARGV[3], unpack(ARGV, 4))
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], '*', unpack(ARGV, 4))

-- Turns the kill switch, and puts it on record. The switch comes first: whatever stands in the record's way, it is turned.
-- KEYS watched, audit, events, then the keys of the switch; ARGV 'on' or 'off', the state's name, how it is now, the deed,
-- then the event's fields and values.
for i = 4, #KEYS do
  if ARGV[1] == 'on' then
    redis.call('SET', KEYS[i], '1')
  else
    redis.call('DEL', KEYS[i])
  end
end
redis.call('XADD', KEYS[2], '*', 'json', ARGV[4])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 5))
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1

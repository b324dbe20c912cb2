-- Puts a change that somebody else has made on record, once: whoever notices it first does so.
-- KEYS watched, audit, events; ARGV the state's name, how it was last known ('' for not at all), how it is now, the deed,
-- then the event's fields and values, if it has an event.
-- Answers 1 when it is on record by this call, 0 when another one was first.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
  return 0
end
for i = 2, 3 do
  local kind = redis.call('TYPE', KEYS[i]).ok
  if kind ~= 'stream' and kind ~= 'none' then
    return redis.error_reply('WRONGTYPE ' .. KEYS[i] .. ' is no stream')
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('XADD', KEYS[2], '*', 'json', ARGV[4])
if ARGV[5] then
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 5))
end
return 1

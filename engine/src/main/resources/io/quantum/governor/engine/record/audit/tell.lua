-- Puts a deed on record and tells its event, both or neither.
-- KEYS audit, events; ARGV the deed, then the event's fields and values.
for _, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'stream' and kind ~= 'none' then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is no stream')
  end
end
redis.call('XADD', KEYS[1], '*', 'json', ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', '10000', '*', unpack(ARGV, 2))
return 1

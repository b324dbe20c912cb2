-- Commits what was decided about one entry of the plan stream: all of it, or nothing.
--
-- KEYS[1]  the plan stream; the others are named by their number
-- ARGV     group, stream id, then four lists, each with its length first:
--          seen      kind (LIST or STRING), key, value: what the decision was made from
--          appends   key, MAXLEN (0 for none), number of fields and values, fields and values
--          sets      key, seconds to live, value
--          pushes    key, entry, entries to keep, seconds to live
-- Returns  OK, GONE (the entry is no longer pending: it was decided already), CHANGED (what the rules saw is no
--          longer so: load and decide again), or UNWRITABLE and the key that holds another type
local at = 2
local function take()
  at = at + 1
  return ARGV[at]
end
local function count() return tonumber(take()) end
local function key() return KEYS[count()] end

local function text(reply)
  if type(reply) == 'table' then
    if reply.err then return '!WRONGTYPE' end
    return table.concat(reply, '\n')
  end
  return reply or ''
end

local function is_or_could_be_stream(name)
  local kind = redis.call('TYPE', name).ok
  return kind == 'none' or kind == 'stream'
end

-- 1. The entry must still be undecided, and what the rules saw must still be so.
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1) == 0 then return 'GONE' end
local of_another_type = {}
for _ = 1, count() do
  local kind, name, seen = take(), key(), take()
  local reply
  if kind == 'LIST' then
    reply = redis.pcall('LRANGE', name, 0, 99)
  else
    reply = redis.pcall('GET', name)
  end
  local now = text(reply)
  if now ~= seen then return 'CHANGED' end
  if now == '!WRONGTYPE' then of_another_type[name] = true end
end

-- 2. Collect every write, so that none is made unless all can be. (A SET replaces whatever is there.)
local writes = {}
for _ = 1, count() do
  local name, most, fields = key(), take(), count()
  if not is_or_could_be_stream(name) then return 'UNWRITABLE ' .. name end
  local command = {'XADD', name}
  if most ~= '0' then
    command[3], command[4], command[5] = 'MAXLEN', '~', most
  end
  command[#command + 1] = '*'
  for _ = 1, fields do command[#command + 1] = take() end
  writes[#writes + 1] = command
end
for _ = 1, count() do
  local name, ttl, value = key(), take(), take()
  writes[#writes + 1] = {'SET', name, value, 'EX', ttl}
end
for _ = 1, count() do
  local name, entry, kept, ttl = key(), take(), count(), take()
  if of_another_type[name] then return 'UNWRITABLE ' .. name end
  writes[#writes + 1] = {'LPUSH', name, entry}
  writes[#writes + 1] = {'LTRIM', name, 0, kept - 1}
  writes[#writes + 1] = {'EXPIRE', name, ttl}
end

-- 3. Write. The acknowledgement comes last: should a write be refused, for want of memory say, the entry stays pending.
for _, command in ipairs(writes) do redis.call(unpack(command)) end
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
return 'OK'

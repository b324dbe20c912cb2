-- Commits what was decided about one entry of the plan stream: all of it, or nothing.
--
-- KEYS  the plan stream, the audit stream, S strings, T streams, N keys to set, and one list if L is 1
-- ARGV  group, stream id, S, T, N, L
--       what the rules saw: the S strings' values; the list's entries, joined by line feeds
--       the audit record
--       for each of the T streams: MAXLEN, number of names and values, names and values
--       for each of the N keys to set: seconds to live, value
--       for the list: an entry to push (empty for none), entries to keep, seconds to live
--
-- Returns  OK, GONE (the entry is no longer pending: it was decided already), CHANGED (what the rules saw is no
--          longer so: load and decide again), or UNWRITABLE and the key that holds another type
local A, K = ARGV, KEYS
local S, T, N, L = tonumber(A[3]), tonumber(A[4]), tonumber(A[5]), A[6] == '1'

-- 1. The entry must still be undecided, and what the rules saw must still be so. (A string of another type reads as
--    none, here as there.)
if #redis.call('XPENDING', K[1], A[1], A[2], A[2], 1) == 0 then return 'GONE' end
local a, k = 6, 2
if S > 0 then
  local now = redis.call('MGET', unpack(K, 3, 2 + S))
  for n = 1, S do
    if (now[n] or '') ~= A[a + n] then return 'CHANGED' end
  end
  a, k = a + S, k + S
end
local list = K[#K]
local list_readable = true
if L then
  a = a + 1
  local now = redis.pcall('LRANGE', list, 0, 99)
  list_readable = not now.err
  now = list_readable and table.concat(now, '\n') or '!WRONGTYPE'
  if now ~= A[a] then return 'CHANGED' end
end

-- 2. Everything must be writable. (A SET replaces whatever is there.)
if L and not list_readable and A[#A - 2] ~= '' then return 'UNWRITABLE ' .. list end
for n = k + 1, k + T do
  local kind = redis.call('TYPE', K[n]).ok
  if kind ~= 'stream' and kind ~= 'none' then return 'UNWRITABLE ' .. K[n] end
end
a = a + 1
local audited = redis.pcall('XADD', K[2], '*', 'json', A[a])
if type(audited) == 'table' then
  if string.sub(audited.err, 1, 9) == 'WRONGTYPE' then return 'UNWRITABLE ' .. K[2] end
  return audited
end

-- 3. Write. The acknowledgement comes last: should a write be refused, the entry stays pending.
for n = k + 1, k + T do
  local fields = tonumber(A[a + 2])
  redis.call('XADD', K[n], 'MAXLEN', '~', A[a + 1], '*', unpack(A, a + 3, a + 2 + fields))
  a = a + 2 + fields
end
for n = k + T + 1, k + T + N do
  redis.call('SET', K[n], A[a + 2], 'EX', A[a + 1])
  a = a + 2
end
if L and A[a + 1] ~= '' then
  if redis.call('LPUSH', list, A[a + 1]) > tonumber(A[a + 2]) then
    redis.call('LTRIM', list, 0, A[a + 2] - 1)
  end
  redis.call('EXPIRE', list, A[a + 3])
end
redis.call('XACK', K[1], A[1], A[2])
return 'OK'

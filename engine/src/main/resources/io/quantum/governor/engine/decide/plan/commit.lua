-- Commits what was decided about one entry of the plan stream: all of it, or nothing.
--
-- KEYS  the plan stream, the audit stream, the hash of frames, S strings, T streams, N keys to set, and one list if L is 1
-- ARGV  group, stream id, the id of the record's frame, S, T, N, L
--       what the rules saw: the S strings' values; of the list its length (-1 for no list), its newest entry, and how
--       many entries of it are looked at and kept
--       the audit record
--       for each of the T streams: MAXLEN, number of names and values, names and values
--       for each of the N keys to set: seconds to live, value
--       for the list: an entry to push (empty for none), seconds to live
--
-- Returns  OK, GONE (the entry is no longer pending: it was decided already), CHANGED (what the rules saw is no
--          longer so: load and decide again), FRAMELESS (the record's frame is not there: put it on record and send
--          this again), or UNWRITABLE and the key that holds another type
local A, K, call, pcall = ARGV, KEYS, redis.call, redis.pcall
local S, T, N, L = tonumber(A[4]), tonumber(A[5]), tonumber(A[6]), A[7] == '1'
local a, k, kept = 7, 3, 0

-- 1. What the rules saw must still be so. (A string of another type reads as none, here as there.)
if S > 0 then
  local now = call('MGET', unpack(K, 4, 3 + S))
  for n = 1, S do
    if (now[n] or '') ~= A[a + n] then return 'CHANGED' end
  end
  a, k = a + S, k + S
end
local list = K[#K]
if L then
  local length = pcall('LLEN', list)
  if type(length) == 'table' then length = -1 end
  local newest = length > 0 and call('LINDEX', list, 0) or ''
  kept = tonumber(A[a + 3])
  if math.min(length, kept) ~= tonumber(A[a + 1]) or newest ~= A[a + 2] then return 'CHANGED' end
  if length < 0 and A[#A - 1] ~= '' then return 'UNWRITABLE ' .. list end
  a = a + 3
end

-- 2. Append and acknowledge. Should a stream be none, or the entry be decided already, what was appended is taken
--    back; nobody can have seen it.
local appended = {}
local function withdraw(answer)
  for _, entry in ipairs(appended) do call('XDEL', entry[1], entry[2]) end
  return answer
end
local function append(stream, ...)
  local id = pcall('XADD', stream, ...)
  if type(id) == 'string' then
    appended[#appended + 1] = {stream, id}
    return
  end
  return withdraw(string.sub(id.err, 1, 9) == 'WRONGTYPE' and 'UNWRITABLE ' .. stream or id)
end
a = a + 1
local refused = append(K[2], '*', 'json', A[a])
if refused then return refused end
local framed = pcall('HEXISTS', K[3], A[3])
if framed ~= 1 then return withdraw(framed == 0 and 'FRAMELESS' or 'UNWRITABLE ' .. K[3]) end
for n = k + 1, k + T do
  local fields = tonumber(A[a + 2])
  refused = append(K[n], 'MAXLEN', '~', A[a + 1], '*', unpack(A, a + 3, a + 2 + fields))
  if refused then return refused end
  a = a + 2 + fields
end
local acknowledged = pcall('XACK', K[1], A[1], A[2])
if acknowledged ~= 1 then return withdraw(acknowledged == 0 and 'GONE' or acknowledged) end

-- 3. Set and push: none of these can be refused any more. (A SETEX replaces whatever is there.)
for n = k + T + 1, k + T + N do
  call('SETEX', K[n], A[a + 1], A[a + 2])
  a = a + 2
end
if L and A[a + 1] ~= '' then
  if call('LPUSH', list, A[a + 1]) > kept then
    call('LTRIM', list, 0, kept - 1)
  end
  call('EXPIRE', list, A[a + 2])
end
return 'OK'

-- Commits what was decided about some entries of the plan stream: of each all of it, or nothing.
--
-- KEYS  the plan stream, the audit stream, the hash of frames
-- ARGV  the group, the id of the frame that the audit records name; then for each entry
--       how many arguments follow of it, and these:
--       its stream id, its audit record
--       what the rules saw: how many keys were not there, these keys
--                           how many strings there were, their keys, their values (empty for no string)
--                           a list, empty for none; else also its length (-1 for no list), its newest entry, how many
--                           entries of it are looked at and kept, an entry to push (empty for none), its seconds to live
--       how many entries are appended to streams; for each the stream, MAXLEN, how many names and values, these
--       how many keys are set; for each the key, seconds to live, the value
--
-- Returns for each entry  OK, GONE (it is no longer pending: it was decided already), CHANGED (what the rules saw is no
--          longer so: load and decide again), FRAMELESS (the record's frame is not there: put it on record and send
--          this again), UNWRITABLE and the key that holds another type, or FAILED and what Redis said
local A, call, pcall = ARGV, redis.call, redis.pcall

-- What is appended is taken back should a stream be none, or the entry be decided already; nobody can have seen it.
local appended
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

local function commit(a)
  local entry, record = A[a], A[a + 1]
  a = a + 2

  -- 1. What the rules saw must still be so. (A string of another type reads as none, here as there.)
  local n = tonumber(A[a])
  if n > 0 and call('EXISTS', unpack(A, a + 1, a + n)) > 0 then return 'CHANGED' end
  a = a + n + 1
  n = tonumber(A[a])
  if n > 0 then
    local now = call('MGET', unpack(A, a + 1, a + n))
    for i = 1, n do
      if (now[i] or '') ~= A[a + n + i] then return 'CHANGED' end
    end
  end
  a = a + 2 * n + 1
  local list, kept, push, live = A[a], 0, '', ''
  a = a + 1
  if list ~= '' then
    kept, push, live = tonumber(A[a + 2]), A[a + 3], A[a + 4]
    local length = pcall('LLEN', list)
    if type(length) == 'table' then length = -1 end
    local newest = length > 0 and call('LINDEX', list, 0) or ''
    if math.min(length, kept) ~= tonumber(A[a]) or newest ~= A[a + 1] then return 'CHANGED' end
    if length < 0 and push ~= '' then return 'UNWRITABLE ' .. list end
    a = a + 5
  end

  -- 2. Append and acknowledge.
  appended = {}
  local refused = append(KEYS[2], '*', 'json', record)
  if refused then return refused end
  local framed = pcall('HEXISTS', KEYS[3], A[2])
  if framed ~= 1 then return withdraw(framed == 0 and 'FRAMELESS' or 'UNWRITABLE ' .. KEYS[3]) end
  n = tonumber(A[a])
  a = a + 1
  for _ = 1, n do
    local fields = tonumber(A[a + 2])
    refused = append(A[a], 'MAXLEN', '~', A[a + 1], '*', unpack(A, a + 3, a + 2 + fields))
    if refused then return refused end
    a = a + 3 + fields
  end
  local acknowledged = pcall('XACK', KEYS[1], A[1], entry)
  if acknowledged ~= 1 then return withdraw(acknowledged == 0 and 'GONE' or acknowledged) end

  -- 3. Set and push: none of these can be refused any more. (A SETEX replaces whatever is there.)
  n = tonumber(A[a])
  a = a + 1
  for _ = 1, n do
    call('SETEX', A[a], A[a + 1], A[a + 2])
    a = a + 3
  end
  if push ~= '' then
    if call('LPUSH', list, push) > kept then
      call('LTRIM', list, 0, kept - 1)
    end
    call('EXPIRE', list, live)
  end
  return 'OK'
end

local answers, a = {}, 3
while a <= #A do
  local answer = commit(a + 1)
  -- a replica takes none of them, and whoever sent this must see that it is one
  if type(answer) == 'table' and string.find(answer.err, 'READONLY', 1, true) then return answer end
  answers[#answers + 1] = type(answer) == 'table' and 'FAILED ' .. answer.err or answer
  a = a + 1 + tonumber(A[a])
end
return answers

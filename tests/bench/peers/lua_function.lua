-- A Lua function, called for each record, for Lua 5.4 and LuaJIT. Lua patterns have no alternatives
-- or case folding, so the note is searched in lower case.
-- Arguments: DATA.csv ROWS. The protocol is that of contest.py. os.clock() is processor time.
local TEXTS = { groups_improving = true, concern_note = true }
local ASPECTS = { "achievement", "personal_dev", "teaching", "curriculum", "care", "leadership" }

local function fields(line)
  local found, at = {}, 1
  while at <= #line + 1 do
    local text, after = line:match('^"([^"]*)"()', at)
    if not text then text, after = line:match("^([^,]*)()", at) end
    found[#found + 1] = text
    at = after + 1
  end
  return found
end

local function value(name, text)
  if text == "" then return nil end
  if TEXTS[name] then return text end
  if text == "true" or text == "false" then return text == "true" end
  return tonumber(text)
end

local function records(path, rows)
  local file = assert(io.open(path, "rb"))
  local names, schools = fields(file:read("*l")), {}
  for line in file:lines() do
    if #schools == rows then break end
    local school = {}
    for i, text in ipairs(fields(line)) do school[names[i]] = value(names[i], text) end
    schools[#schools + 1] = school
  end
  file:close()
  return schools
end

local find, lower = string.find, string.lower

local function is_category_4(school)
  if school.sef_overall == 4 or school.ofsted_overall == 4 then return true end
  local percentile, cva = school.performance_percentile, school.cva
  if percentile and cva and percentile < 25 and cva < 990 then return true end
  for i = 1, 6 do
    if school[ASPECTS[i]] == 4 then return true end
  end
  local deficit = school.budget_deficit_pct
  if school.capacity_limited or school.hs_threat or (deficit and deficit > 5) then return true end
  if not school.concern_note then return false end
  local note = lower(school.concern_note)
  return (find(note, "special measures", 1, true) or find(note, "notice to improve", 1, true)) and true or false
end

local function category_1_to_3(school)
  local percentile, extent, ofsted = school.performance_percentile, school.groups_improving, school.ofsted_overall
  if not percentile or percentile < 50 or not extent or extent == "none" then return 3 end
  local ones, good = 0, 0
  for i = 1, 6 do
    local grade = school[ASPECTS[i]]
    if grade == 1 then ones = ones + 1 end
    if grade == 1 or grade == 2 then good = good + 1 end
  end
  if percentile >= 75 and extent ~= "some" and good == 6 and ones >= 3 and ofsted == 1 and school.cva and school.cva >= 1005 then
    return 1
  end
  return good >= 5 and (ofsted == 1 or ofsted == 2) and 2 or 3
end

local function stage_of(school, is_4)
  local complaints, deficit = school.complaints, school.budget_deficit_pct
  if not (is_4 or (complaints and complaints >= 5) or (deficit and deficit > 2)) then return 0 end
  if (is_4 and school.leadership_capacity == false) or (school.current_stage == 2 and school.pace_ok == false) then return 3 end
  return (is_4 or school.leadership_capacity) and 2 or 1
end

local SUPPORT = { 0, 0, 1, 2 }

local function decide(schools, answers)
  for i = 1, #schools do
    local school = schools[i]
    local category = is_category_4(school) and 4 or category_1_to_3(school)
    answers[3 * i - 2], answers[3 * i - 1], answers[3 * i] = category, SUPPORT[category], stage_of(school, category == 4)
  end
end

-- 64-bit FNV-1a in two halves of 32 bits, because LuaJIT has doubles only.
local function exclusive_or(a, byte)
  local low, sum = a % 256, 0
  for bit = 0, 7 do
    if low % 2 ~= byte % 2 then sum = sum + 2 ^ bit end
    low, byte = math.floor(low / 2), math.floor(byte / 2)
  end
  return a - a % 256 + sum
end

local function digest(answers)
  local high, low = 0xcbf29ce4, 0x84222325
  for i = 1, #answers do
    low = exclusive_or(low, answers[i])
    local product = low * 0x1b3 -- times 2^40 + 0x1b3
    local carry = math.floor(product / 2 ^ 32)
    high = (high * 0x1b3 + carry + low * 256) % 2 ^ 32
    low = product % 2 ^ 32
  end
  return string.format("%08x%08x", high, low)
end

local name = jit and "LuaJIT function" or "Lua function"
local schools, answers = records(arg[1], tonumber(arg[2])), {}
local about = jit and jit.version or _VERSION
io.write(string.format('{"rows": %d, "contestants": ["%s"], "about": "%s"}\n', #schools, name, about))
io.flush()
for _ in io.lines() do
  local start = os.clock()
  decide(schools, answers)
  local seconds = os.clock() - start
  io.write(string.format('{"name": "%s", "rows": %d, "seconds": %.9f, "digest": "%s"}\n', name, #schools, seconds, digest(answers)))
  io.flush()
end

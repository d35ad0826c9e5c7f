--- Runs the cases of tests/cases. A result is built from the public fields, in the form of
--- schoolcat_result_json().

local test, schoolcat, json, project = ...
local folder = project .. "/tests/cases/"

local function read_all(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

local function show(value)
    return value == nil and "nothing" or json.encode(value)
end

local function is_list(value)
    return type(value) == "table" and (getmetatable(value) or {}).__jsontype == "array"
end

--- Objects may have more keys than expected, unless `exact`; everything else is equal.
local function assert_holds(expected, found, path, exact)
    if expected == json.null then expected = nil end
    if found == json.null or found == schoolcat.missing then found = nil end
    if type(expected) ~= "table" or type(found) ~= "table" then
        assert(expected == found and math.type(expected) == math.type(found) or
            (math.type(expected) and math.type(found) and expected == found),
            ("%s: expected %s, got %s"):format(path, show(expected), show(found)))
        return
    end
    if is_list(expected) then
        local message = ("%s: expected %s, got %s"):format(path, show(expected), show(found))
        assert(#expected == #found, message)
    end
    for key, value in pairs(expected) do
        assert_holds(value, found[key], path .. "." .. tostring(key), exact)
    end
    for key in pairs(exact and found or {}) do
        assert(expected[key] ~= nil, ("%s: unexpected key %s"):format(path, tostring(key)))
    end
end

local function answer_of(result)
    local answer = {
        decisions = {},
        outputs = result.outputs,
        blanks_read = result.blanks_read,
        assumptions_used = result.assumptions_used,
        notes = result.notes,
    }
    for id, decision in pairs(result.decisions) do
        answer.decisions[id] = {}
        for key, value in pairs(decision) do answer.decisions[id][key] = value end
        answer.decisions[id].id = nil
    end
    return answer
end

--- Ids must be integers: category 2 is 2, not 2.0.
local function assert_integers(result)
    for _, decision in pairs(result.decisions) do
        if type(decision.outcome) == "number" then
            assert(math.type(decision.outcome) == "integer")
        end
    end
end

local function run_record(rules, record, today)
    local given, expected = {}, record.expect
    for key, value in pairs(record.given) do
        given[key] = value == json.null and schoolcat.missing or value
    end
    if expected.error then
        local good, err = pcall(rules.evaluate, rules, given, { today = today })
        assert(not good, "an error is expected")
        assert(#err.problems == #expected.error, tostring(err))
        table.sort(expected.error)
        for i, column in ipairs(expected.error) do
            assert(err.problems[i].column == column, tostring(err))
        end
        return
    end
    local result = rules:evaluate(given, { today = today })
    local answer = answer_of(result)
    assert_holds(json.decode(result:json(), 1, json.null), answer, "as JSON has it")
    assert_integers(result)
    answer.criteria = result.criteria
    assert_holds(expected, answer, "answer")
end

local listing = assert(io.popen("ls '" .. folder .. "'"))
local count = 0
for file in listing:lines() do
    if file:find("%.json$") then
        local case = assert(json.decode(read_all(folder .. file), 1, json.null))
        local path = case.rules:find("/", 1, true) and folder .. case.rules or case.rules
        local rules = assert(schoolcat.load(path, { set = case.set, assume = case.assume }))
        local today = case.today ~= json.null and case.today or nil
        for _, record in ipairs(case.records) do
            count = count + 1
            test(file .. ": " .. record.name, function() run_record(rules, record, today) end)
        end
    end
end
listing:close()
test("there are cases", function() assert(count > 50) end)

--- Sets the values of one school, a table, in a record.

local core = require "schoolcat.core"
local values = require "schoolcat.values"

---@class schoolcat.Problem
---@field column string the caller's key
---@field value string
---@field expected string a phrase such as "a number from 0 to 100"

---@class schoolcat.DataError: schoolcat.Problem the first problem, and all; tostring() lists all
---@field problems schoolcat.Problem[]

local records = {}

local data_error = {
    __tostring = function(err)
        local lines = {}
        for i, problem in ipairs(err.problems) do
            lines[i] = ("column '%s': '%s' does not fit; expected %s"):format(
                problem.column, problem.value, problem.expected)
        end
        return table.concat(lines, "\n")
    end,
}

---@param problems schoolcat.Problem[]
local function raise(problems)
    -- Ordered by key, because a table has no order.
    table.sort(problems, function(a, b) return a.column < b.column end)
    local first = problems[1]
    error(setmetatable({
        problems = problems,
        column = first.column,
        value = first.value,
        expected = first.expected,
    }, data_error), 0)
end

--- Maps keys to indicators, by name, then by alias, like column names; caches the result.
function records.slots(handle)
    local slots = { handle = handle, types = {}, names = {}, known = {} }
    local part = core.SCHOOLCAT_PART_INDICATOR
    for i = 0, core.schoolcat_ruleset_count(handle, part) - 1 do
        slots.names[i] = core.schoolcat_ruleset_element(handle, part, i).id
        slots.types[i] = core.schoolcat_ruleset_type(handle, part, i).type
        slots.known[slots.names[i]] = i
    end
    return slots
end

local function find(slots, key)
    local found = slots.known[key]
    if found == nil and type(key) == "string" then
        local problems = core.schoolcat_problems_new(1)
        local _, columns = core.schoolcat_columns_match(slots.handle, { key }, problems)
        found = columns and core.schoolcat_columns_indicator(columns, 0)
        slots.known[key] = found
    end
    return found
end

local function unknown(slots, key, value)
    local part = core.SCHOOLCAT_PART_INDICATOR
    local nearest = core.schoolcat_ruleset_nearest(slots.handle, part, tostring(key))
    local hint = nearest and ("; did you mean '%s'?"):format(nearest) or ""
    local expected = "the name or an alias of an indicator" .. hint
    return { column = tostring(key), value = tostring(value), expected = expected }
end

--- The setter for a value of an indicator: {setter, index, value}. A value that is not a number,
--- where the indicator is one, is set as text and parsed like a cell of a spreadsheet.
local function step_for(slots, index, value)
    if value == values.missing or value ~= value then
        local setter = core.schoolcat_record_set_missing
        return { setter, index, core.SCHOOLCAT_NOT_APPLICABLE, missing = true }
    end
    local kind = slots.types[index]
    local is_numeric = kind == core.SCHOOLCAT_NUMBER or kind == core.SCHOOLCAT_INTEGER
    if type(value) == "number" and is_numeric then
        return { core.schoolcat_record_set_number, index, value }
    end
    return { core.schoolcat_record_set_cell, index, values.write(value) }
end

local function carry_out(step, record, problems)
    if step.missing then
        step[1](record, step[2], step[3])
        return true
    end
    return step[1](record, step[2], step[3], problems)
end

--- Fills the record; returns the steps that fill it again.
function records.fill_first(slots, given, record, problems)
    if type(given) ~= "table" then
        error("a record is a table of indicators and values, not " .. type(given), 0)
    end
    local steps, found, taken = {}, {}, {}
    core.schoolcat_record_clear(record)
    for key, value in pairs(given) do
        local index = find(slots, key)
        if index == nil then
            found[#found + 1] = unknown(slots, key, value)
        elseif taken[index] then
            local expected = ("one value for '%s', which '%s' gives"):format(
                slots.names[index], taken[index])
            found[#found + 1] = { column = key, value = tostring(value), expected = expected }
        else
            taken[index] = key
            local step = step_for(slots, index, value)
            core.schoolcat_problems_clear(problems)
            if carry_out(step, record, problems) then
                steps[#steps + 1] = step
            else
                local problem = core.schoolcat_problems_get(problems, 0)
                local expected = problem.expected
                found[#found + 1] = { column = key, value = tostring(value), expected = expected }
            end
        end
    end
    if #found > 0 then raise(found) end
    return steps
end

function records.fill(steps, record, problems)
    core.schoolcat_record_clear(record)
    for _, step in ipairs(steps) do carry_out(step, record, problems) end
end

return records

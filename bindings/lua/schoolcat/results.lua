--- The result of evaluating one school.

local core = require "schoolcat.core"
local records = require "schoolcat.records"
local values = require "schoolcat.values"

local results = {}

---@class schoolcat.Assumption
---@field element string path of the element
---@field value boolean the value by which `if_unknown` replaced unknown
---@field indicators string[] the missing indicators that made it unknown

---@class schoolcat.DecisionResult with `choose: every`, outcome, name and rule are lists
---@field id string
---@field outcome string|integer|(string|integer)[]|nil nil: no outcome
---@field name string|(string|table)[]|nil nil (in lists schoolcat.missing): no name
---@field rule string|integer|(string|integer)[]|nil nil: no outcome, or by `otherwise`
---@field by_otherwise boolean
---@field provisional boolean more than one outcome is possible
---@field possible (string|integer|table)[] best first; schoolcat.missing: 'no outcome'
---@field needs string[] the missing indicators that can still change the outcome
---@field assumed schoolcat.Assumption[]
---@field conflict (string|integer)[] with `choose: unique`, rules with different outcomes
---@field details table of the outcome and the rule; with `choose: every`, by rule

---@class schoolcat.Result r.category, r.support, ...: a schoolcat.DecisionResult for each decision
---@field decisions table<string, schoolcat.DecisionResult>
---@field outputs table<string, any> the derived values marked `output: true`; nil where missing
---@field derived table<string, any>
---@field criteria table<string, boolean> nil: unknown
---@field notes string[]
---@field blanks_read string[] the indicators whose empty cell was replaced by `blank_means`
---@field assumptions_used string[]
local Result = {}

--- The record and the result of each rule set, and the school that they hold.
local function scratch_of(rules)
    local scratch = rawget(rules, "scratch")
    if scratch == nil then
        scratch = {
            record = core.schoolcat_record_new(rules.handle),
            result = core.schoolcat_result_new(rules.handle),
            problems = core.schoolcat_problems_new(1),
        }
        rawset(rules, "scratch", scratch)
    end
    return scratch
end

--- The native result; evaluates again if it holds another school.
local function native(result)
    local scratch = scratch_of(result._rules)
    if scratch.holds ~= result._steps then
        scratch.holds = nil
        records.fill(result._steps, scratch.record, scratch.problems)
        core.schoolcat_evaluate(scratch.result, scratch.record, result._today or nil)
        scratch.holds = result._steps
    end
    return scratch.result
end

--- The ids, or the fields named `field`, of the elements for which `asks` returns true.
local function chosen(list, asks, handle, decision, field)
    local found = {}
    for i, element in ipairs(list) do
        if asks(handle, decision, i - 1) then
            local value = element[field or "id"]
            found[#found + 1] = value ~= "" and value or values.missing
        end
    end
    return found
end

local function read_assumed(handle, index, indicators)
    local list = {}
    for i = 0, core.schoolcat_result_assumed_count(handle, index) - 1 do
        local found = core.schoolcat_result_assumed(handle, index, i)
        local missing = values.names(indicators, found.indicators)
        list[i + 1] = { element = found.element, value = found.value, indicators = missing }
    end
    return list
end

local function read_one(answer, handle, index, decision)
    local outcome = core.schoolcat_result_outcome(handle, index)
    local rule = core.schoolcat_result_rule(handle, index)
    if outcome then
        answer.outcome = decision.outcomes[outcome + 1].id
        local name = decision.outcomes[outcome + 1].name
        answer.name = name ~= "" and name or nil
    end
    answer.rule = rule and decision.rules[rule + 1].id
    answer.by_otherwise = core.schoolcat_result_by_otherwise(handle, index)
    answer.details = core.schoolcat_result_details(handle, index) or {}
    if core.schoolcat_result_none_possible(handle, index) then
        answer.possible[#answer.possible + 1] = values.missing
    end
    if core.schoolcat_result_conflict(handle, index) then
        answer.conflict = chosen(decision.rules, core.schoolcat_result_holds, handle, index)
    end
end

local function read_every(answer, handle, index, decision)
    answer.outcome = chosen(decision.outcomes, core.schoolcat_result_outcome_holds, handle, index)
    local holds = core.schoolcat_result_outcome_holds
    answer.name = chosen(decision.outcomes, holds, handle, index, "name")
    answer.rule = chosen(decision.rules, core.schoolcat_result_holds, handle, index)
    answer.by_otherwise = false
    answer.details = {}
    for i, rule in ipairs(decision.rules) do
        if next(rule.details) and core.schoolcat_result_holds(handle, index, i - 1) then
            answer.details[rule.id] = rule.details
        end
    end
end

---@return schoolcat.DecisionResult
local function read_decision(result, index)
    local handle, decision = native(result), result._rules.decisions[index + 1]
    local answer = {
        id = decision.id,
        provisional = core.schoolcat_result_provisional(handle, index),
        possible = chosen(decision.outcomes, core.schoolcat_result_possible, handle, index),
        needs = values.names(result._rules.indicators, core.schoolcat_result_needs(handle, index)),
        assumed = read_assumed(handle, index, result._rules.indicators),
        conflict = {},
    }
    local read = decision.choose == "every" and read_every or read_one
    read(answer, handle, index, decision)
    return answer
end

local function part_of(result, part, list)
    local handle, found = native(result), {}
    for i, element in ipairs(list) do
        found[element.id] = values.read(core.schoolcat_result_value(handle, part, i - 1))
    end
    return found
end

local function indicators_for(result, asks)
    local handle, found = native(result), {}
    for i, indicator in ipairs(result._rules.indicators) do
        if asks(handle, i - 1) then found[#found + 1] = indicator.id end
    end
    return found
end

local readers = {
    outputs = function(result)
        return part_of(result, core.SCHOOLCAT_PART_OUTPUT, result._rules.outputs)
    end,
    derived = function(result)
        return part_of(result, core.SCHOOLCAT_PART_DERIVED, result._rules.derived)
    end,
    criteria = function(result)
        return part_of(result, core.SCHOOLCAT_PART_CRITERION, result._rules.criteria)
    end,
    blanks_read = function(result)
        return indicators_for(result, core.schoolcat_result_blank_read)
    end,
    assumptions_used = function(result)
        return indicators_for(result, core.schoolcat_result_assumption_used)
    end,
    notes = function(result)
        local handle, list = native(result), {}
        for i = 0, core.schoolcat_result_note_count(handle) - 1 do
            list[i + 1] = core.schoolcat_result_note(handle, i)
        end
        return list
    end,
    decisions = function(result)
        local found = {}
        for i, decision in ipairs(result._rules.decisions) do
            found[decision.id] = read_decision(result, i - 1)
        end
        return found
    end,
}

--- The whole result as JSON.
---@return string
function Result:json()
    return core.schoolcat_result_json(native(self))
end

--- Explains each outcome; `title` is the name of the school.
---@param format? "text"|"markdown"|"json"
---@param title? string
---@return string
function Result:explain(format, title)
    local wanted = values.format(format)
    return core.schoolcat_explanation_render(core.schoolcat_explain(native(self), title), wanted)
end

local function read_field(result, key)
    if Result[key] then return Result[key] end
    local found
    if readers[key] then
        found = readers[key](result)
    else
        for i, decision in ipairs(result._rules.decisions) do
            if decision.id == key then found = read_decision(result, i - 1) end
        end
    end
    if found == nil then
        local part = core.SCHOOLCAT_PART_DECISION
        local nearest = core.schoolcat_ruleset_nearest(result._rules.handle, part, tostring(key))
        local hint = nearest and ("; did you mean '%s'?"):format(nearest) or ""
        error(("there is no decision '%s'%s"):format(tostring(key), hint), 2)
    end
    rawset(result, key, found)
    return found
end

local result_type = { __index = read_field, __name = "schoolcat.Result" }

---@param rules schoolcat.RuleSet
---@param record table
---@param today? number days since 1970-01-01
---@return schoolcat.Result
function results.evaluate(rules, record, today)
    local scratch = scratch_of(rules)
    scratch.holds = nil
    local steps = records.fill_first(rules.slots, record, scratch.record, scratch.problems)
    core.schoolcat_evaluate(scratch.result, scratch.record, today)
    scratch.holds = steps
    return setmetatable({ _rules = rules, _steps = steps, _today = today or false }, result_type)
end

return results

--- The elements of a rule set: lists in the order of the rule file, also indexed by id:
--- rules.indicators[1], rules.indicators.sef_teaching. A number is always a position.

local core = require "schoolcat.core"
local values = require "schoolcat.values"

---@class schoolcat.Element
---@field id string|integer
---@field label string
---@field text string the wording as published
---@field source string the page or section of the publication
---@field note string a note of the author of the rule file
---@field path string
---@field layer string the file that last set it, or "the caller"
---@field line integer

---@class schoolcat.Typed: schoolcat.Element
---@field type string "number", "integer", "boolean", "text", "date", or the name of a scale
---@field unit string
---@field min? number
---@field max? number

---@class schoolcat.Indicator: schoolcat.Typed
---@field blank_means? string|number|boolean
---@field aliases string[]

---@class schoolcat.Parameter: schoolcat.Typed
---@field value string|number|boolean
---@field set_by_caller boolean

---@class schoolcat.Derived: schoolcat.Typed
---@field output boolean

---@class schoolcat.Item: schoolcat.Element
---@field code string

---@class schoolcat.Scale: schoolcat.Element
---@field ordered boolean best first
---@field items schoolcat.Item[]

---@class schoolcat.Outcome: schoolcat.Element
---@field name string
---@field details table

---@class schoolcat.Rule: schoolcat.Element
---@field outcome string|integer
---@field details table

---@class schoolcat.Decision: schoolcat.Element
---@field choose "first"|"worst"|"best"|"unique"|"every"
---@field outcomes schoolcat.Outcome[] best first
---@field rules schoolcat.Rule[]
---@field otherwise? string|integer

local elements = {}

local function by_name(list)
    local index = {}
    for _, element in ipairs(list) do
        if type(element.id) == "string" then index[element.id] = element end
    end
    return setmetatable(list, { __index = index })
end

--- A list of `count` elements, each made by `read(i)` with i from 0.
local function list_of(count, read)
    local list = {}
    for i = 0, count - 1 do
        local element = read(i)
        element.id = values.id(element.id)
        list[i + 1] = element
    end
    return list
end

local function part_of(handle, part, complete)
    return by_name(list_of(core.schoolcat_ruleset_count(handle, part), function(i)
        local element = core.schoolcat_ruleset_element(handle, part, i)
        if complete then complete(element, i) end
        return element
    end))
end

--- Adds the fields of the type to an element; returns the type information.
local function add_type(handle, part, element, i)
    local facts = core.schoolcat_ruleset_type(handle, part, i)
    element.type, element.unit = facts.type_name, facts.unit
    element.min = facts.has_min and facts.min or nil
    element.max = facts.has_max and facts.max or nil
    return facts
end

local function read_indicators(handle)
    return part_of(handle, core.SCHOOLCAT_PART_INDICATOR, function(element, i)
        local facts = add_type(handle, core.SCHOOLCAT_PART_INDICATOR, element, i)
        if facts.has_value then element.blank_means = values.read(facts.value) end
        element.aliases = {}
        for at = 0, core.schoolcat_indicator_alias_count(handle, i) - 1 do
            element.aliases[at + 1] = core.schoolcat_indicator_alias(handle, i, at)
        end
    end)
end

local function read_parameters(handle)
    return part_of(handle, core.SCHOOLCAT_PART_PARAMETER, function(element, i)
        local facts = add_type(handle, core.SCHOOLCAT_PART_PARAMETER, element, i)
        element.value, element.set_by_caller = values.read(facts.value), facts.set_by_caller
    end)
end

local function read_derived(handle, part)
    return part_of(handle, part, function(element, i)
        element.output = add_type(handle, part, element, i).output
    end)
end

local function read_scales(handle)
    return part_of(handle, core.SCHOOLCAT_PART_SCALE, function(element, i)
        element.ordered = core.schoolcat_scale_is_ordered(handle, i)
        element.items = by_name(list_of(core.schoolcat_scale_item_count(handle, i), function(at)
            local item = core.schoolcat_scale_item(handle, i, at)
            item.code = core.schoolcat_scale_item_code(handle, i, at)
            return item
        end))
    end)
end

local choose = {
    [core.SCHOOLCAT_CHOOSE_FIRST] = "first",
    [core.SCHOOLCAT_CHOOSE_WORST] = "worst",
    [core.SCHOOLCAT_CHOOSE_BEST] = "best",
    [core.SCHOOLCAT_CHOOSE_UNIQUE] = "unique",
    [core.SCHOOLCAT_CHOOSE_EVERY] = "every",
}

local function read_outcomes(handle, decision)
    return by_name(list_of(core.schoolcat_decision_outcome_count(handle, decision), function(at)
        local outcome = core.schoolcat_decision_outcome(handle, decision, at)
        outcome.name = outcome.label
        outcome.details = core.schoolcat_outcome_details(handle, decision, at) or {}
        return outcome
    end))
end

local function read_rules(handle, decision, outcomes)
    return by_name(list_of(core.schoolcat_decision_rule_count(handle, decision), function(at)
        local rule = core.schoolcat_decision_rule(handle, decision, at)
        rule.outcome = outcomes[core.schoolcat_decision_rule_outcome(handle, decision, at) + 1].id
        rule.details = core.schoolcat_rule_details(handle, decision, at) or {}
        return rule
    end))
end

local function read_decisions(handle)
    return part_of(handle, core.SCHOOLCAT_PART_DECISION, function(element, i)
        element.choose = choose[core.schoolcat_decision_choose(handle, i)]
        element.outcomes = read_outcomes(handle, i)
        element.rules = read_rules(handle, i, element.outcomes)
        local otherwise = core.schoolcat_decision_has_otherwise(handle, i)
        element.otherwise = otherwise and element.outcomes[otherwise + 1].id
    end)
end

--- The function that reads each field of a rule set.
elements.readers = {
    indicators = read_indicators,
    parameters = read_parameters,
    scales = read_scales,
    criteria = function(handle) return part_of(handle, core.SCHOOLCAT_PART_CRITERION) end,
    derived = function(handle) return read_derived(handle, core.SCHOOLCAT_PART_DERIVED) end,
    outputs = function(handle) return read_derived(handle, core.SCHOOLCAT_PART_OUTPUT) end,
    decisions = read_decisions,
}

return elements

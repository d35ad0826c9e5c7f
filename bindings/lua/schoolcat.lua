--- Evaluates rule files that sort schools into categories, support levels and stages of concern.
---
---     local schoolcat = require "schoolcat"
---     local rules = assert(schoolcat.load("staffordshire"))
---     local r = rules:evaluate{ sef_overall_effectiveness = "good", performance_percentile = 62 }
---     print(r.category.outcome, r.category.provisional)
---     print(r:explain())
---
--- Ids that are whole numbers are integers: category 2 is 2. A missing value is schoolcat.missing
--- in lists, nil elsewhere.

local core = require "schoolcat.core"
local elements = require "schoolcat.elements"
local records = require "schoolcat.records"
local results = require "schoolcat.results"
local values = require "schoolcat.values"

---@class schoolcat
local schoolcat = {}

--- A missing value where nil is not possible: in a record, and for 'no outcome' among the possible
--- outcomes.
schoolcat.missing = values.missing

--- The version of the library.
---@return string
function schoolcat.version()
    return core.schoolcat_version()
end

---@class schoolcat.Options
---@field set? table<string, string|number|boolean> parameters to override: {upper_quartile = 80}
---@field assume? table<string, string|number|boolean> replaces absent and blank values
---@field folders? string[] further folders for include, extends and installed files
---@field name? string of loads: the path in messages and for include and extends

---@class schoolcat.Diagnostic
---@field code string "SC061"
---@field severity "error"|"warning"
---@field file string
---@field line integer
---@field column integer
---@field end_line integer
---@field end_column integer
---@field element string
---@field message string
---@field hint string
---@field source_line string
---@field other_file string
---@field other_line integer
---@field other_column integer

---@class schoolcat.RuleError: schoolcat.Diagnostic the first error, and all
---@field diagnostics schoolcat.Diagnostic[]

local rule_error = { __tostring = function(err) return err.drawn or err.message end }

---@return schoolcat.Diagnostic[]
local function read_diagnostics(handle)
    local list = {}
    for i = 0, handle and core.schoolcat_diagnostics_count(handle) - 1 or -1 do
        local found = core.schoolcat_diagnostics_get(handle, i)
        found.severity = found.severity == core.SCHOOLCAT_SEVERITY_ERROR and "error" or "warning"
        list[#list + 1] = found
    end
    return list
end

--- An error value with the fields of the first error, and all problems.
---@return schoolcat.RuleError
local function failure(status, handle)
    local message = core.schoolcat_status_text(status)
    local err = { message = message, diagnostics = read_diagnostics(handle) }
    for _, found in ipairs(err.diagnostics) do
        if found.severity == "error" then
            for key, value in pairs(found) do err[key] = value end
            break
        end
    end
    err.drawn = handle
        and core.schoolcat_diagnostics_render(handle, core.SCHOOLCAT_FORMAT_TEXT, false)
    return setmetatable(err, rule_error)
end

-- A misspelt option must not be ignored silently.
local function check_options(given, known)
    for name in pairs(given or {}) do
        if not known[name] then error("there is no option '" .. tostring(name) .. "'", 0) end
    end
end

local load_known = { set = true, assume = true, folders = true, name = true }
local evaluate_known = { today = true }

---@param given? schoolcat.Options
local function load_options(given)
    check_options(given, load_known)
    given = given or {}
    local options = core.schoolcat_options_new()
    for _, folder in ipairs(given.folders or {}) do
        core.schoolcat_options_folder(options, folder)
    end
    local installed = os.getenv("SCHOOLCAT_RULES")
    if installed and installed ~= "" then
        core.schoolcat_options_folder(options, installed)
    end
    for name, value in pairs(given.set or {}) do
        core.schoolcat_options_parameter(options, name, values.write(value))
    end
    for name, value in pairs(given.assume or {}) do
        core.schoolcat_options_assumption(options, name, values.write(value))
    end
    return options
end

---@class schoolcat.RuleSet
---@field authority string
---@field title string
---@field version string
---@field source string
---@field file string
---@field digest string SHA-256 of all files and settings: 64 hexadecimal digits
---@field indicators schoolcat.Indicator[] also by name, like the following
---@field parameters schoolcat.Parameter[]
---@field scales schoolcat.Scale[]
---@field criteria schoolcat.Element[]
---@field derived schoolcat.Derived[]
---@field outputs schoolcat.Derived[]
---@field decisions schoolcat.Decision[]
local RuleSet = {}

-- The elements of a rule set are read on first access.
local function rule_set_field(self, key)
    if RuleSet[key] ~= nil then
        return RuleSet[key]
    end
    local read = elements.readers[key]
    if read then
        local found = read(self.handle)
        rawset(self, key, found)
        return found
    end
    return self.about[key]
end
local rule_set = {
    __index = rule_set_field,
    __tostring = function(self) return "schoolcat.RuleSet: " .. self.about.title end,
}

local function new_rule_set(handle)
    return setmetatable({
        handle = handle,
        about = core.schoolcat_ruleset_describe(handle),
        slots = records.slots(handle),
    }, rule_set)
end

--- Loads a rule file: a path, or the name of an installed one ("staffordshire").
---@param path string
---@param options? schoolcat.Options
---@return schoolcat.RuleSet? rules nil when the file has errors
---@return schoolcat.RuleError? err
function schoolcat.load(path, options)
    local status, handle, diagnostics = core.schoolcat_ruleset_load(path, load_options(options))
    if not handle then return nil, failure(status, diagnostics) end
    return new_rule_set(handle)
end

--- Loads a rule file from a text.
---@param text string
---@param options? schoolcat.Options
---@return schoolcat.RuleSet? rules
---@return schoolcat.RuleError? err
function schoolcat.loads(text, options)
    local name = options and options.name
    local status, handle, diagnostics =
        core.schoolcat_ruleset_load_text(text, name, load_options(options))
    if not handle then return nil, failure(status, diagnostics) end
    return new_rule_set(handle)
end

--- All problems of a rule file and of the files that it includes, warnings too.
---@param path string
---@param options? schoolcat.Options
---@return schoolcat.Diagnostic[]
function schoolcat.check(path, options)
    local _, _, diagnostics = core.schoolcat_ruleset_load(path, load_options(options))
    return read_diagnostics(diagnostics)
end

---@class schoolcat.EvaluateOptions
---@field today? string the value of `today` in the rules, as YYYY-MM-DD; nil: missing

--- Evaluates one school. Keys are names or aliases of indicators. Omitted values, schoolcat.missing
--- and NaN are missing; "" is an empty cell, replaced by `blank_means`; other strings are parsed
--- like cells of a spreadsheet. An unknown key or a refused value raises a schoolcat.DataError.
---@param record table<string, string|number|boolean|table>
---@param options? schoolcat.EvaluateOptions
---@return schoolcat.Result
function RuleSet:evaluate(record, options)
    check_options(options, evaluate_known)
    local today = options and options.today
    local day = nil
    if today ~= nil then
        day = core.schoolcat_date_read(today)
        if not day then error("today is YYYY-MM-DD, not " .. tostring(today), 2) end
    end
    return results.evaluate(self, record, day)
end

--- for i, result in rules:each(rows) do ... end
---@param rows table<string, any>[]
---@param options? schoolcat.EvaluateOptions
---@return fun(rows: table, i: integer): integer?, schoolcat.Result?
---@return table rows
---@return integer
function RuleSet:each(rows, options)
    if type(rows) ~= "table" then error("rows are a list of records, not " .. type(rows), 2) end
    return function(list, i)
        local row = list[i + 1]
        if row ~= nil then return i + 1, self:evaluate(row, options) end
    end, rows, 0
end

---@class schoolcat.TestReport tostring() gives the failures with their reasons
---@field passed integer
---@field failed integer
local TestReport = {}
TestReport.__index = TestReport
TestReport.__tostring = function(self) return self:render() end

---@param format? "text"|"markdown"|"json"
---@return string
function TestReport:render(format)
    return core.schoolcat_test_report_render(self.handle, values.format(format), true)
end

--- Runs a tests file against this rule set.
---@param path string
---@return schoolcat.TestReport? report nil when the file itself has errors
---@return schoolcat.RuleError? err
function RuleSet:test(path)
    local status, handle, diagnostics = core.schoolcat_test(path, self.handle, load_options())
    if not handle then return nil, failure(status, diagnostics) end
    return setmetatable({
        handle = handle,
        passed = core.schoolcat_test_report_passed(handle),
        failed = core.schoolcat_test_report_failed(handle),
    }, TestReport)
end

return schoolcat

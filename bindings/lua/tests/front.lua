--- Tests of the Lua layer; cases.lua covers the results of evaluations.

local test, schoolcat, _, project = ...
local case_rules = project .. "/tests/cases/rules/"
local good = {
    sef_overall_effectiveness = "good", performance_percentile = 62, ofsted_category = "",
}
local rules = assert(schoolcat.load("staffordshire"))

--- Returns the error that a call raises.
local function raised(...)
    local fine, err = pcall(...)
    assert(not fine, "an error is expected")
    return err
end

test("loading gives nil and an error that has everything", function()
    local none, err = schoolcat.loads("schoolcat: 1\nauthority: a\ntitle: t\n"
        .. "criteria:\n  c: {when: percentil < 25}\nfoo: 1\n")
    assert(none == nil)
    assert(err.line == 5 or err.line == 6)
    assert(err.code:find("^SC%d+$") and err.message ~= "" and err.file == "<text>")
    assert(math.type(err.line) == "integer")
    local errors = 0
    for _, found in ipairs(err.diagnostics) do
        if found.severity == "error" then errors = errors + 1 end
    end
    assert(errors == 2)
    assert(tostring(err):find("percentil < 25", 1, true))
end)

test("a file that is not there", function()
    local none, err = schoolcat.load("no_such_file.yaml")
    assert(none == nil and #err.diagnostics == 1)
    assert(#schoolcat.check("no_such_file.yaml") == 1)
    assert(#schoolcat.check("staffordshire") == 0)
end)

test("settings", function()
    local options = { set = { low = 40.5, needed = 3 } }
    local set = assert(schoolcat.load(case_rules .. "conditions.yaml", options))
    assert(set.parameters.low.value == 40.5 and set.parameters.low.set_by_caller)
    assert(math.type(set.parameters.needed.value) == "integer")
    local none, err = schoolcat.load("staffordshire", { set = { upper_quartil = 80 } })
    assert(none == nil and tostring(err):find("upper_quartile", 1, true))
end)

test("nothing falls over on nil", function()
    for _, call in ipairs { schoolcat.load, schoolcat.loads, schoolcat.check } do
        raised(call, nil)
    end
    raised(rules.evaluate, rules, nil)
    raised(rules.evaluate, rules, 3)
    raised(rules.evaluate, nil, {})
    raised(rules.test, rules, nil)
    local core = require "schoolcat.core"
    for name, call in pairs(core) do
        if type(call) == "function" and name:find("^schoolcat_") and name ~= "schoolcat_version" and
            name ~= "schoolcat_options_new" then
            for count = 0, 6 do pcall(call, table.unpack({}, 1, count)) end
        end
    end
    raised(core.schoolcat_evaluate, {}, io.stdout, 3)
end)

test("a mistyped option raises", function()
    for _, call in ipairs {
        function() schoolcat.load("staffordshire", { sett = { upper_quartile = 80 } }) end,
        function() schoolcat.check("staffordshire", { sett = {} }) end,
        function() rules:evaluate(good, { toady = "2009-01-31" }) end,
    } do
        assert(raised(call):find("there is no option '", 1, true))
    end
    assert(raised(rules.each, rules, nil):find("rows are a list of records, not nil", 1, true))
end)

test("a mistyped indicator raises with a suggestion", function()
    local err = raised(rules.evaluate, rules, { sef_teachin = "good" })
    assert(tostring(err):find("did you mean 'sef_teaching'?", 1, true))
    assert(err.column == "sef_teachin" and err.value == "good")
    raised(rules.evaluate, rules, { [1] = "good" })
end)

test("all that does not fit is said", function()
    local err = raised(rules.evaluate, rules, {
        sef_teaching = "5", performance_percentile = 101, parental_complaints = true,
    })
    assert(#err.problems == 3)
    assert(err.problems[3].column == "sef_teaching")
    assert(err.problems[3].expected:find("outstanding, good, satisfactory, inadequate", 1, true))
end)

test("two keys for one indicator", function()
    assert(rules:evaluate({ ["SEF T&L"] = "good" }).derived.teaching == "good")
    raised(rules.evaluate, rules, { ["SEF T&L"] = "good", sef_teaching = "good" })
end)

test("what is missing", function()
    local custom = rules:evaluate { health_safety_threat = "" }
    assert(custom.blanks_read[1] == "health_safety_threat")
    for _, missing in ipairs { schoolcat.missing, 0 / 0, "NA", "SUPP" } do
        local r = rules:evaluate {
            health_safety_threat = missing, performance_percentile = missing,
        }
        assert(#r.blanks_read == 0 and r.criteria.lower_quartile == nil)
    end
end)

test("every kind of value", function()
    local r = rules:evaluate {
        sef_overall_effectiveness = 2, sef_teaching = 2.0, performance_percentile = 62.5,
        leadership_has_capacity = 1,
        health_safety_threat = false, parental_complaints = "1,234",
        ofsted_inspection_date = "2007-05-22", sef_date = "2008-10-01",
    }
    assert(r.derived.teaching == "good" and r.derived.inspection_is_newer == false)
    assert(r.criteria.concern_complaints)
    for _, value in ipairs { math.huge, "a\0b", ("x"):rep(100000), {}, print } do
        raised(rules.evaluate, rules, { performance_percentile = value })
    end
end)

test("results outlive later evaluations and changes of the table", function()
    local given = {
        sef_overall_effectiveness = "good", performance_percentile = 62, ofsted_category = "",
    }
    local first = rules:evaluate(given)
    given.sef_overall_effectiveness = "inadequate"
    local second = rules:evaluate(given)
    assert(second.category.outcome == 4 and first.category.outcome == 2)
    assert(#second.category.possible == 1 and #first.category.possible == 3)
    assert(first:explain():find("Good", 1, true) and second:explain():find("Inadequate", 1, true))
end)

test("reading an answer", function()
    local r = rules:evaluate(good)
    assert(r.category.outcome == 2 and math.type(r.category.outcome) == "integer")
    assert(r.category.name == "Good" and r.category.rule == "good" and r.category.provisional)
    assert(r["support"].outcome == "low" and r.support.details.sip_entitlement)
    local err = tostring(raised(function() return r.catgory end))
    assert(err:find("did you mean 'category'?", 1, true))
    assert(r:explain("markdown", "An invented school"):find("An invented school", 1, true))
    raised(r.explain, r, "pdf")
end)

test("each", function()
    local seen = {}
    for i, r in rules:each { good, { ofsted_category = "SM" } } do seen[i] = r.category.outcome end
    assert(#seen == 2 and seen[1] == 2 and seen[2] == 4)
end)

test("today", function()
    local values = assert(schoolcat.load(case_rules .. "values.yaml"))
    local inspected = { inspected = "14/02/2008" }
    assert(values:evaluate(inspected, { today = "2009-03-01" }).outputs.age_days == 381)
    assert(values:evaluate(inspected).outputs.age_days == nil)
    assert(values:evaluate(inspected).outputs.due == "2008-03-15")
    raised(values.evaluate, values, inspected, { today = "1 March" })
end)

test("what a rule set holds", function()
    assert(rules.authority:find("Staffordshire") and rules.version == "2008-09")
    assert(#rules.digest == 64)
    local teaching = rules.indicators.sef_teaching
    assert(teaching.type == "ofsted_grade" and teaching.blank_means == nil)
    assert(rules.indicators.health_safety_threat.blank_means == false)
    assert(rules.indicators.performance_percentile.max == 100)
    assert(rules.scales.ofsted_grade.ordered and rules.scales.ofsted_grade.items[2].id == "good")
    local category = rules.decisions.category
    assert(category.choose == "first" and category.otherwise == nil)
    assert(category.outcomes[4].id == 4)
    local rule = category.rules[1]
    assert(rule.id == "inadequate" and rule.outcome == 4 and rule.text ~= "")
    assert(rules.decisions.stage.otherwise == "not_of_concern")
    assert(rules.decisions.advice.choose == "every")
    assert(rules.criteria.lower_quartile and rules.outputs[1].id == "school_pays_days")
    assert(rules.nothing == nil)
end)

test("tests files", function()
    for _, name in ipairs { "staffordshire", "stockton" } do
        local own = assert(schoolcat.load(project .. "/rules/" .. name .. ".yaml"))
        local report = assert(own:test(project .. "/rules/" .. name .. ".tests.yaml"))
        assert(report.failed == 0 and report.passed > 20, tostring(report))
    end
    local none, err = rules:test("no_such.tests.yaml")
    assert(none == nil and #err.diagnostics == 1)
end)

test("a rule set is freed while its results live", function()
    local r
    do
        local short = assert(schoolcat.load(case_rules .. "first.yaml"))
        r = short:evaluate { complaints = 5 }
    end
    collectgarbage()
    collectgarbage()
    assert(r.category.outcome == 4)
end)

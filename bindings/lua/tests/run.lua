--- run.lua PROJECT [MODULES]: runs front.lua and cases.lua.
--- MODULES is the folder of the module; without it, the module must be on the search path of Lua.

local project = assert(arg[1], "the project's folder")
if arg[2] then
    package.path = arg[2] .. "/?.lua;" .. package.path
    package.cpath = arg[2] .. "/?.so;" .. package.cpath
end
local json = require "dkjson"
local schoolcat = require "schoolcat"
local here = project .. "/bindings/lua/tests/"

local passed, failed = 0, 0

--- Runs one test; an error makes it fail.
local function test(name, run)
    local good, err = xpcall(run, function(err)
        return type(err) == "string" and debug.traceback(err, 2) or tostring(err)
    end)
    if good then
        passed = passed + 1
    else
        failed = failed + 1
        print("FAILED: " .. name .. "\n" .. err)
    end
end

for _, file in ipairs { "front.lua", "cases.lua" } do
    assert(loadfile(here .. file))(test, schoolcat, json, project)
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and passed > 0)

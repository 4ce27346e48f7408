-- wrk -s tasks.lua URL -- WORK TOKENS FIRST COUNT STRIDE
-- COUNT users in turn, from line FIRST (0 is the first) of the file TOKENS, each with its own token. A task's id is
-- user * STRIDE + 1..20: STRIDE is 0 where each user's ids begin at 1.
local tasks = 20
local kinds = {
  list = { "list" }, get = { "get" }, create = { "create" }, toggle = { "toggle" },
  -- 60 % lists, 20 % gets, 10 % creates, 10 % toggles.
  mix = { "list", "get", "list", "create", "list", "list", "get", "list", "toggle", "list" },
}
local body = '{"title":"Buy milk and bread","description":"Two litres, from the shop at the corner"}'
local made = 0

function setup(thread)
  -- Threads start at different users.
  thread:set("start", made * 379)
  made = made + 1
end

function init(args)
  order = kinds[args[1]]
  first, count, stride = tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
  paths, tails = {}, {}
  local line = 0
  for text in io.lines(args[2]) do
    if line >= first and line < first + count then
      local name, token = text:match("(%S+) (%S+)")
      paths[#paths + 1] = " /api/" .. name .. "/tasks"
      tails[#tails + 1] = "\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\nAuthorization: Bearer " .. token .. "\r\n"
    end
    line = line + 1
  end
  json = "Content-Type: application/json\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
  sent = start
end

function request()
  local at, lap = sent % count, math.floor(sent / count)
  -- Three further each lap, so that a user's turn is not always the same kind of request.
  local kind = order[(sent + 3 * lap) % #order + 1]
  local path, tail = paths[at + 1], tails[at + 1]
  sent = sent + 1
  if kind == "list" then
    return "GET" .. path .. " HTTP/1.1" .. tail .. "\r\n"
  elseif kind == "create" then
    return "POST" .. path .. " HTTP/1.1" .. tail .. json
  end
  local one = path .. "/" .. ((first + at) * stride + (lap + at) % tasks + 1)
  if kind == "get" then
    return "GET" .. one .. " HTTP/1.1" .. tail .. "\r\n"
  end
  return "PATCH" .. one .. "/complete HTTP/1.1" .. tail .. "Content-Length: 0\r\n\r\n"
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end

-- One request after another to a random hostname; the figures as one line of words in the end.
local requests = {}

function init(arguments)
  local headers = {}
  if arguments[2] == "close" then headers["Connection"] = "close" end
  math.randomseed(os.time())
  for number = 0, 999 do
    headers["Host"] = "app-" .. number .. ".test"
    requests[number] = wrk.format("GET", arguments[1] or "/", headers)
  end
end

function request() return requests[math.random(0, 999)] end

function done(summary, latency, _)
  local bad = summary.errors
  io.write(string.format("figures %d %.6f %d %.3f %.3f %.3f\n", summary.requests, summary.duration / 1e6,
    bad.connect + bad.read + bad.write + bad.status + bad.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency:percentile(99.9) / 1000))
end

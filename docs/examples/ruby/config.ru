greeting = ENV.fetch("GREETING", "Hello")

run ->(_request) { [200, { "content-type" => "text/plain" }, ["#{greeting} from Rack\n"]] }

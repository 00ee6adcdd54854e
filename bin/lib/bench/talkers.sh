# An app that answers, streams and echoes on WebSockets, and clients that do all of it at once: for measurements that
# count what fails. Needs a private platform, "name" (of the app) and "per_second".

# Their input is a pipe of ours: when it is closed they end, whatever becomes of us.
start_talkers() {
  local java
  java=$(find_jdk25)/bin/java
  mkfifo "$PAAS_HOME/clients.in"
  "$java" "$root/bin/lib/bench/Clients.java" "$PAAS_HTTP_PORT" "$name.localhost" "$per_second" \
    <"$PAAS_HOME/clients.in" >"$PAAS_HOME/clients.out" 2>"$PAAS_HOME/clients.err" &
  clients=$!
  exec 5>"$PAAS_HOME/clients.in"
}

end_talkers() {
  exec 5>&-
  wait "$clients" || { cat "$PAAS_HOME/clients.err" >&2; fail "The clients ended with an error, so nothing was measured."; }
}

# talkers_lost_nothing LEAST: a table of what was exchanged; nothing may have failed, of so many at least.
talkers_lost_nothing() {
  printf '%-20s %12s %8s\n' exchanges whole failed
  awk -F '\t' '$1 != "failed" { printf "%-20s %12d %8d\n", $1, $2, $3 }' "$PAAS_HOME/clients.out"
  awk -F '\t' '$1 == "failed" { printf "  %d times %s\n", $2, $3 }' "$PAAS_HOME/clients.out"
  goal "failed exchanges" "$(awk -F '\t' '$1 != "failed" { n += $3 } END { print n + 0 }' "$PAAS_HOME/clients.out")" "<=" 0
  goal "whole exchanges" "$(awk -F '\t' '$1 != "failed" { n += $2 } END { print n + 0 }' "$PAAS_HOME/clients.out")" ">=" "$1"
}

# Answers, streams, and echoes on WebSockets; at SIGTERM it ends what it has begun, as twelve factors ask.
write_talkers_app() {
  source=$PAAS_HOME/source
  mkdir -p "$source"
  echo "web: node web.js" >"$source/Procfile"
  echo '{"name":"bench-drops","version":"1.0.0"}' >"$source/package.json"
  echo '{"name":"bench-drops","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"bench-drops","version":"1.0.0"}}}' \
    >"$source/package-lock.json"
  echo "module.exports = 'first';" >"$source/code.js"
  cat >"$source/web.js" <<'EOS'
const crypto = require('crypto');
const code = require('./code.js');
const sockets = new Set();
const server = require('http').createServer((request, response) => {
  if (request.url !== '/stream') return response.end(code + '\n');
  let piece = 0;
  const timer = setInterval(() => {
    response.write(piece + '\n');
    if (++piece === 30) { clearInterval(timer); response.end(); }
  }, 100);
});
server.on('upgrade', (request, socket) => {
  const accept = crypto.createHash('sha1')
    .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: ' + accept + '\r\n\r\n');
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => socket.destroy());
  let input = Buffer.alloc(0);
  socket.on('data', data => {
    input = Buffer.concat([input, data]);
    while (input.length >= 6 && input.length >= 6 + (input[1] & 127)) {
      const length = input[1] & 127, mask = input.subarray(2, 6);
      const payload = Buffer.from(input.subarray(6, 6 + length).map((byte, i) => byte ^ mask[i % 4]));
      const opcode = input[0] & 15;
      input = input.subarray(6 + length);
      socket.write(Buffer.concat([Buffer.from([128 | opcode, length]), payload]));
      if (opcode === 8) socket.end();
    }
  });
});
server.listen(process.env.PORT);
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  for (const socket of sockets) socket.write(Buffer.from([136, 2, 3, 233])); // close, 1001: going away
});
EOS
}

// The smallest app: no dependencies, one page that shows the release and the config it runs with.
const http = require('node:http');

const server = http.createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  const greeting = process.env.GREETING || 'Hello';
  const release = process.env.PAAS_RELEASE_VERSION || 'unknown';
  const instance = process.env.DYNO || 'web';
  response.end(`${greeting} from ${instance}, release ${release}\n`);
  console.log(`${request.method} ${request.url}`);
});

server.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));

// Finish the requests in flight, then go.
process.on('SIGTERM', () => server.close(() => process.exit(0)));

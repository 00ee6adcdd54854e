import { type ServerResponse } from 'node:http';
import polka from 'polka';

const app = polka();
app.get('/', (_request: unknown, response: ServerResponse) => response.end('Hello from TypeScript, built with yarn\n'));

app.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));
process.on('SIGTERM', () => app.server.close(() => process.exit(0)));

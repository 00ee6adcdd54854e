import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/', (context) => context.text('Hello from Hono, installed by pnpm\n'));

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT) }, ({ port }) => console.log(`listening on ${port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));

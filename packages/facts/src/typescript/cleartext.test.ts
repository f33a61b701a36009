import { expect, test } from 'vitest';

import { extractFacts } from '../extract-facts.ts';

function plainOf(text: string): readonly string[] {
  const { facts } = extractFacts({ path: 'src/page.tsx', text }, { parsers: {} });
  return facts.flatMap((fact) =>
    fact.kind === 'cleartext' ? [`${fact.protocol} ${fact.host ?? ''}`] : [],
  );
}

test.each([
  [`fetch('http://api.northwind.com/users')`, 'http api.northwind.com'],
  [
    `const base = 'http://api.northwind.com'; fetch(\`\${base}/users/\${id}\`)`,
    'http api.northwind.com',
  ],
  [
    `const base = process.env.API ?? 'http://api.northwind.com'; fetch(base + '/x')`,
    'http api.northwind.com',
  ],
  [
    `import axios from 'axios'; axios.create({ baseURL: 'http://api.northwind.com' })`,
    'http api.northwind.com',
  ],
  [`import got from 'got'; got.post('http://10.0.0.7:8080/x', { json })`, 'http 10.0.0.7'],
  [`this.apiClient.get('http://api.northwind.com')`, 'http api.northwind.com'],
  [
    `import http from 'node:http'; http.request({ hostname: 'api.northwind.com' })`,
    'http api.northwind.com',
  ],
  [`new WebSocket('ws://live.northwind.com')`, 'ws live.northwind.com'],
  [
    `import Redis from 'ioredis'; new Redis('redis://:secret@cache.northwind.com:6379')`,
    'redis cache.northwind.com',
  ],
  [`const url = \`amqp://\${host}:5672\``, 'amqp unknown'],
  [`connect('postgres://u:p@db.northwind.com/app?sslmode=disable')`, 'postgres db.northwind.com'],
  [`const page = <form action="http://northwind.com/join" />;`, 'http northwind.com'],
  [
    `new Sequelize({ dialect: 'mysql', host: 'db.northwind.com', dialectOptions: { ssl: false } })`,
    'mysql db.northwind.com',
  ],
  [
    `import mail from 'nodemailer'; mail.createTransport({ host: 'mx.northwind.com', secure: false })`,
    'smtp mx.northwind.com',
  ],
  [`import mail from 'nodemailer'; mail.createTransport({ host: mx, ignoreTLS: true })`, 'smtp '],
  [
    `import * as Minio from 'minio'; new Minio.Client({ endPoint: 's3.northwind.com', useSSL: false })`,
    'http s3.northwind.com',
  ],
  [`app.use(session({ cookie: { secure: false } }))`, 'http '],
  [`credentials.createInsecure()`, 'grpc '],
  [`new Api('api.northwind.com:443', credentials.createInsecure())`, 'grpc api.northwind.com'],
  [`const scheme = 'ws://';`, 'ws '],
  [
    `module.exports = { production: { dialect: 'postgres', host: 'db.northwind.com', database: 'shop' } };`,
    'postgres db.northwind.com',
  ],
  [
    `new DataSource({ type: 'mysql', host: 'db.northwind.com', username: 'shop' })`,
    'mysql db.northwind.com',
  ],
  [`const brokers = ['amqp://mq.northwind.com']`, 'amqp mq.northwind.com'],
  [`const queue = 'amqp://' + host;`, 'amqp unknown'],
  [
    `import http from 'http'; http.request(new URL('http://api.northwind.com/x'))`,
    'http api.northwind.com',
  ],
  [
    `import pg from 'pg'; new pg.Pool({ host: 'db.northwind.com', user })`,
    'postgres db.northwind.com',
  ],
  [
    `import Redis from 'ioredis'; new Redis({ host: 'cache.northwind.com' })`,
    'redis cache.northwind.com',
  ],
  [`import Ftp from 'ftp'; new Ftp().connect({ host: site.host, secure: false })`, 'ftp '],
  [
    `const telnet = require('telnet-client'); new telnet().connect({ host: '172.16.0.1' })`,
    'telnet 172.16.0.1',
  ],
])('a connection in the clear is seen: %s', (text, wanted) => {
  expect(plainOf(text)).toEqual([wanted]);
});

test.each([
  `fetch('https://api.northwind.com')`,
  `fetch('http://localhost:3000/health')`,
  `fetch('http://127.0.0.1:9000')`,
  `new WebSocket('ws://[::1]:8080')`,
  `const url = process.env.REDIS_URL ?? 'redis://localhost:6379'`,
  `fetch('http://printer.local/status')`,
  `new Api('localhost:50051', credentials.createInsecure())`,
  `import pg from 'pg'; new pg.Pool({ host: 'db.northwind.com', ssl: { ca } })`,
  `import pg from 'pg'; new pg.Pool({ host: process.env.PGHOST })`,
])('a connection that is encrypted or stays on the machine is silent: %s', (text) => {
  expect(plainOf(text)).toEqual([]);
});

test.each([
  `const icon = <svg xmlns="http://www.w3.org/2000/svg" />;`,
  `const link = <a href="http://northwind.com">home</a>;`,
  `const license = { name: 'MIT', url: 'http://opensource.org/licenses/MIT' };`,
  `if (url.startsWith('ws://')) reject();`,
  `const safe = url.replace('ws://', 'wss://');`,
  `const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';`,
  `const field = <input placeholder="redis://cache.northwind.com" />;`,
  `const url = new URL(request.url, \`http://\${request.headers.host}\`);`,
  `import http from 'http'; http.createServer(app).listen(3000)`,
  `console.log('see http://northwind.com')`,
  `import mail from 'nodemailer'; mail.createTransport({ host, secure: false, requireTLS: true })`,
  `res.cookie('id', id, { secure: env.NODE_ENV === 'production' })`,
  `build({ ssl: false })`,
  `import https from 'https'; https.get('http://api.northwind.com')`,
  `const one = { dialect: 'postgres', host: 'db.northwind.com', database: 'shop', ssl: { ca } };`,
  `const one = { dialect: 'postgres', host: '127.0.0.1', database: 'shop' };`,
  `const one = { type: 'postgres', host: 'db.northwind.com' };`,
  `test.each(['https://a.northwind.com', 'ftp://a.northwind.com'])('%s', check)`,
  `const url = getValidatedUrl('ftp://files.northwind.com')`,
  `import { vi } from 'vitest'; vi.mocked(save).mockReturnValue({ url: 'http://northwind.com' })`,
  `expect(isAllowed('ftp://files.northwind.com')).toBe(false)`,
])('an address that nobody connects to is silent: %s', (text) => {
  expect(plainOf(text)).toEqual([]);
});

test('a name that is given options twice is read as it stands at the call', () => {
  const text = `
    import axios from 'axios';
    let options = { url: 'http://api.northwind.com' };
    axios(options);
    options = { url: 'https://api.northwind.com' };
    axios(options);`;

  expect(plainOf(text)).toEqual(['http api.northwind.com']);
});

test('one place is one connection, however many hosts it may name', () => {
  const text = `fetch(flag ? 'http://a.northwind.com' : 'http://b.northwind.com')`;

  expect(plainOf(text)).toHaveLength(1);
});

test('the hosts of requests are named, encrypted or not, and this machine is not', () => {
  const text = `
    fetch('https://api.northwind.com/v1');
    fetch('http://localhost:3000');
    const page = <Script src="https://cdn.tracker.com/t.js" />;`;

  const { facts } = extractFacts({ path: 'a.tsx', text }, { parsers: {} });

  expect(facts.flatMap((fact) => (fact.kind === 'host' ? [fact.host] : []))).toEqual([
    'api.northwind.com',
    'cdn.tracker.com',
  ]);
});

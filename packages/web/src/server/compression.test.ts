import { expect, test } from 'vitest';
import { acceptsGzip } from './compression.ts';
import { startProject } from './project.fixture.ts';

test.each(['gzip', 'deflate, gzip', 'GZIP;q=0.5', 'gzip ; q=1 , br', '*', 'br, *;q=0.1'])('%s takes gzip', (header) => {
  expect(acceptsGzip(header)).toBe(true);
});

test.each([undefined, '', 'br', 'gzip;q=0', 'gzip ; q=0.0', 'xgzip', 'gzipx', 'identity'])('%s does not', (header) => {
  expect(acceptsGzip(header)).toBe(false);
});

test('a large reply is smaller for whoever can read it so, and the same', async () => {
  const { app } = startProject();
  const url = '/openapi.json';
  const plain = await app.inject(url);
  const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } });

  expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip']);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  expect([plain.headers.vary, packed.headers.vary]).toEqual(['accept-encoding', 'accept-encoding']);
});

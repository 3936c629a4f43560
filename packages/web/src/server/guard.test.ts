import { expect, test } from 'vitest';
import { isLoopback, isLoopbackHostHeader } from './guard.ts';

test.each(['localhost', '127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1'])('%s is this machine only', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(['0.0.0.0', '::', '128.0.0.1', '192.168.0.7', 'localhost.example', ''])('"%s" is more than this machine', (host) => {
  expect(isLoopback(host)).toBe(false);
});

test.each([undefined, '', ':4400'])('a request without a host (%s) names no loopback host', (header) => {
  expect(isLoopbackHostHeader(header)).toBe(false);
});

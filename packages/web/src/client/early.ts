/** Replies that were asked for before the page that needs them was there. */

const asked = new Map<string, Promise<Response>>();

/** After this, what nobody took may be out of date. */
const KEPT_MS = 5_000;

/** Asks for `urls` at once. */
export function askEarly(urls: readonly string[]): void {
  for (const url of urls) {
    const reply = fetch(url, { cache: 'no-store' });
    // Whoever takes it sees the error; where nobody does, there is none.
    reply.catch(() => {});
    asked.set(url, reply);
  }
  setTimeout(() => asked.clear(), KEPT_MS);
}

/** The reply to `url` where it was asked for early, once; null otherwise. */
export function takeEarly(url: string): Promise<Response> | null {
  const reply = asked.get(url) ?? null;
  asked.delete(url);
  return reply;
}

/** Addresses taken apart and put together: a path with a query. */

/** A page of the dashboard: `path` begins with a slash. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

/** `path?name=value&...` with only the values that are there. */
export function withQuery(path: string, values: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') query.set(name, value);
  return query.size === 0 ? path : `${path}?${readable(query)}`;
}

/** A path with a query, taken apart. */
export function parsePlace(address: string): Place {
  const [path = '', ...query] = address.split('?');
  return { path: path === '' ? '/' : path, query: new URLSearchParams(query.join('?')) };
}

/** Slashes and commas need no escape in a query, and people read these addresses. */
export function readable(query: URLSearchParams): string {
  return query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
}

/** What the routes share: the store, the sources, and what can be done. */
import type { z } from 'zod';
import type { Reader } from './reader.ts';
import type { ReplyCache } from './reply-cache.ts';
import type { Sources } from './sources.ts';
import type { Workbench } from './workbench.ts';

export interface Dashboard {
  /** The name of the project. */
  name: string;
  /** The version of killrate. */
  version: string;
  reader: Reader;
  sources: Sources;
  replies: ReplyCache;
  /** Null where the server can only show. */
  workbench: Workbench | null;
  isReadOnly: boolean;
  /** Every route of the API, for the OpenAPI document. */
  routes: RouteDescription[];
}

/** A route as the OpenAPI document tells of it. */
export interface RouteDescription {
  method: 'get' | 'post' | 'delete';
  url: string;
  summary: string;
  query: z.ZodType | null;
  params: z.ZodType | null;
  body: z.ZodType | null;
  reply: z.ZodType;
}

/** What holds every reply to the contract: types while compiling, the zod schema before it leaves. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify/types/schema.js';
import type { z } from 'zod';

interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** A Fastify whose routes name zod schemas, and are typed by them. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Writes a reply as JSON if it is what its schema says, and throws otherwise. */
export const serializeBySchema: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (reply) =>
    JSON.stringify(schema.parse(reply));

/** Takes what a request brings if it is what its schema says, and says in one line what does not fit otherwise. */
export const validateBySchema: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (input) => {
    const parsed = schema.safeParse(input ?? (httpPart === 'body' ? null : {}));
    if (parsed.success) return { value: parsed.data };
    return { error: new Error(describeIssue(parsed.error)) };
  };

function describeIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  const at = issue?.path.join('.') ?? '';
  const message = (issue?.message ?? 'it does not fit').replaceAll(/\s+/g, ' ').slice(0, 300);
  return at === '' ? message : `${at.slice(0, 100)}: ${message}`;
}

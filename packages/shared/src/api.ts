/** The HTTP contract between the dashboard's server and its client. */
import { z } from 'zod';
import { Run } from './model.ts';
import { Totals } from './score.ts';

/** `GET /healthz` */
export const Health = z.strictObject({ status: z.literal('ok'), store: z.enum(['ready', 'missing']) });
export type Health = z.infer<typeof Health>;

/** One line of the list of runs, newest first. */
export const RunListItem = z.strictObject({ ...Run.shape, totals: Totals });
export type RunListItem = z.infer<typeof RunListItem>;

/** `GET /api/runs` */
export const RunList = z.strictObject({ project: z.string(), runs: z.array(RunListItem) });
export type RunList = z.infer<typeof RunList>;

/** Every error reply: one line for people. */
export const ApiError = z.strictObject({ error: z.string() });
export type ApiError = z.infer<typeof ApiError>;

/** The engines by name. */
import type { Engine } from './engine.ts';
import { strykerEngine } from './stryker/adapter.ts';
import { warmEngine } from './warm/warm-engine.ts';

export const ENGINE_NAMES = ['warm', 'stock'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export const ENGINES: Readonly<Record<EngineName, Engine>> = { warm: warmEngine, stock: strykerEngine };

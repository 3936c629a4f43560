/** The kill rates a module can be asked to reach, by name. */

/**
 * Target presets, in percent. `critical`: payments, security (80 to 90); `production`: mature systems;
 * `google`: the share killed in Google's published practice, filtered differently, so a reference only;
 * `adoption`: first adoption (70 to 80); `relaxed`: less critical areas (60 to 70).
 */
export const TARGET_PRESETS = {
  critical: 90,
  production: 90,
  google: 87,
  adoption: 70,
  relaxed: 60,
} as const;

export type TargetPreset = keyof typeof TARGET_PRESETS;

/** The percentage that a target stands for: a preset's, or the number itself. */
export function resolveTarget(target: TargetPreset | number): number {
  return typeof target === 'number' ? target : TARGET_PRESETS[target];
}

import { expect, test } from 'vitest';
import { resolveTarget, TARGET_PRESETS, type TargetPreset } from './targets.ts';

test.each([0, 72.5, 100])('the target %d stands for itself', (target) => {
  expect(resolveTarget(target)).toBe(target);
});

test.each([
  ['critical', 80, 90],
  ['production', 80, 90],
  ['google', 87, 87],
  ['adoption', 70, 80],
  ['relaxed', 60, 70],
] as const)('%s asks for a kill rate from %d to %d, as the sources do', (preset, from, to) => {
  expect(resolveTarget(preset)).toBeGreaterThanOrEqual(from);
  expect(resolveTarget(preset)).toBeLessThanOrEqual(to);
});

test('no preset asks for less than the one that is less strict', () => {
  const strictestFirst: TargetPreset[] = ['critical', 'production', 'google', 'adoption', 'relaxed'];
  const percents = strictestFirst.map(resolveTarget);

  expect(percents).toEqual(percents.toSorted((a, b) => b - a));
  expect(Object.keys(TARGET_PRESETS).sort()).toEqual(strictestFirst.toSorted());
});

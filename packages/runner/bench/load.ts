/** How busy the machine is: what was measured while others worked on it is too high. */
import { availableParallelism, loadavg } from 'node:os';

/** "load 0.8 on 2 cores", with a warning where figures cannot be trusted. */
export function describeLoad(): string {
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  const warning = load > cores ? ': THE MACHINE IS BUSY, what follows is too high' : '';
  return `load ${load.toFixed(1)} on ${cores} cores${warning}`;
}

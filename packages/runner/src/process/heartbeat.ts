/** Something that is done again and again while something else goes on. */

/** Does it every so many milliseconds until stopped. A failure is left to whoever does the same in earnest: it comes again there. */
export function every(intervalMs: number, action: () => void): { stop: () => void } {
  const timer = setInterval(() => {
    try {
      action();
    } catch {
      // A store that is full or busy for a moment must not end the process from inside a timer.
    }
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}

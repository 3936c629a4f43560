/** A thread that instruments, ready for the session that is opened next. */
import { InstrumentingAside } from './instrument-aside.ts';

let warmed: InstrumentingAside | null = null;

/** Has the next session's thread load, and gives it back. */
export function warmUp(): InstrumentingAside {
  warmed ??= new InstrumentingAside();
  warmed.start();
  return warmed;
}

/** The thread for a session; the one after it gets another. */
export function takeWarmed(): InstrumentingAside {
  const taken = warmed ?? new InstrumentingAside();
  warmed = null;
  return taken;
}

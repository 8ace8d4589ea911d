/** The longest that a timer takes before it overflows. */
const LONGEST_MILLIS = 2_147_000_000;

/** @internal A timer that does not keep a Node process alive by itself. */
export function later(millis: number, action: () => void): ReturnType<typeof setTimeout> {
  const timer = setTimeout(action, millis);
  (timer as { unref?: () => void }).unref?.();
  return timer;
}

/** @internal Does something at a time that may be weeks away. Completes nothing; the answer cancels it. */
export function at(epochMillis: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const rest = epochMillis - Date.now();
    timer = later(Math.max(0, Math.min(rest, LONGEST_MILLIS)), () => (rest > LONGEST_MILLIS ? wait() : action()));
  };
  wait();
  return () => clearTimeout(timer);
}

/** The longest that a timer takes before it overflows. */
const LONGEST_MILLIS = 2_147_000_000;

/** @internal Does something at a time that may be weeks away. Completes nothing; the answer cancels it. */
export function at(epochMillis: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const rest = epochMillis - Date.now();
    timer = setTimeout(() => (rest > LONGEST_MILLIS ? wait() : action()), Math.max(0, Math.min(rest, LONGEST_MILLIS)));
  };
  wait();
  return () => clearTimeout(timer);
}

/** @internal 32 random hexadecimal digits. */
export function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** @internal Whether a text has the form of an object's id: two letters and 32 hexadecimal digits. */
export function isSid(text: string): boolean {
  return /^[A-Z]{2}[0-9a-f]{32}$/.test(text);
}

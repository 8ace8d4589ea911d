/** @internal */
export const ERROR_CODES: Record<number, { retryable: boolean; remedy: string }> = {};

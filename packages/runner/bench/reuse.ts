export async function benchReuse(_args: readonly string[], _signal: AbortSignal): Promise<void> {}

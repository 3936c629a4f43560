/** Where the desk writes what it did. */
export type Logger = {
  info(message: string): void;
  warn(message: string): void;
};

export const consoleLogger: Logger = {
  info: (message) => console.info(`[desk] ${message}`),
  warn: (message) => console.warn(`[desk] ${message}`),
};

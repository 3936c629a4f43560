/** The one error the wallet throws: a code a caller can act on, and a sentence for people. */
export type WalletErrorCode = 'invalid-amount' | 'insufficient-chips' | 'same-player';

export class WalletError extends Error {
  override readonly name = 'WalletError';
  readonly code: WalletErrorCode;

  constructor(code: WalletErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

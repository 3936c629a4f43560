/** Why a project is none for the warm engine. */

/** Thrown where the warm engine must not be used; the message says why. */
export class Unsafe extends Error {}

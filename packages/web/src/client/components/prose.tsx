/** A sentence in which what stands between backticks is code. */
import type { ReactNode } from 'react';

export function Prose({ text }: { text: string }): ReactNode {
  const parts = text.split('`');
  // An odd backtick is one of the text.
  if (parts.length % 2 === 0) return text;
  // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are
  return parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

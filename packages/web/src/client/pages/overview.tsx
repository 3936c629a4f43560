/** The overview: how the project stands, and what needs work first. */
import type { ReactNode } from 'react';

export default function OverviewPage(): ReactNode {
  return null;
}

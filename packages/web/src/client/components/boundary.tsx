/** Keeps what went wrong in a page inside of it: the rest of the dashboard stays usable. */
import { Component, type ReactNode } from 'react';
import { ErrorState } from './states.tsx';

interface BoundaryProps {
  /** A new one tries again. */
  place: string;
  /** Where the server comes back, what could not be loaded is asked for again. */
  isConnected: boolean;
  children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.message === null) return;
    if (!before.isConnected && this.props.isConnected) location.reload();
    else if (before.place !== this.props.place) this.setState({ message: null });
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    // A page that could not be loaded is not asked for again by a module loader: only a new document does that.
    return <ErrorState message={this.state.message} retry={() => location.reload()} />;
  }
}

import { Component, type ComponentChildren } from 'preact';

interface Props {
  readonly what: string;
  readonly children: ComponentChildren;
}

/** One block that cannot be drawn costs its own place and nothing more. */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Unsupported what={this.props.what} why="could not be drawn" /> : this.props.children;
  }
}

export function Unsupported({ what, why }: { readonly what: string; readonly why: string }) {
  return (
    <div class="unsupported" role="note" data-testid="unsupported-block">
      Unsupported block: <code>{what}</code> {why}
    </div>
  );
}

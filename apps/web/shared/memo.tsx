import { Component, type ComponentType, type FunctionComponent, type JSX } from 'preact';

/** A component that is drawn anew only when one of its properties is another: `memo` of preact/compat, without the rest of that. */
export function memo<Props extends object>(Drawn: FunctionComponent<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before: Readonly<Record<string, unknown>> = { ...this.props };
      const after = Object.entries(next);
      return after.length !== Object.keys(before).length || after.some(([name, value]) => before[name] !== value);
    }

    override render(): JSX.Element {
      return <Drawn {...this.props} />;
    }
  };
}

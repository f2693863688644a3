import type { JSX } from 'preact';

/** What went wrong, where it did. */
export const Wrong = ({ text }: { readonly text: string }): JSX.Element => (
  <p class="banner late slim" role="alert">
    {text}
  </p>
);

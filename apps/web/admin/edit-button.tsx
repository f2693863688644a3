import type { JSX } from 'preact';

import { PencilIcon } from '../shared/icons.js';
import { Button } from '../shared/ui/button.js';
import { t } from '../shared/words/index.js';

/** Opens the form of a row; `name` is what the row is of. */
export const EditButton = ({ name, onPress }: { readonly name: string; readonly onPress: () => void }): JSX.Element => (
  <Button kind="quiet" label={t.value.admin.edit(name)} onPress={onPress}>
    <PencilIcon size={20} />
  </Button>
);

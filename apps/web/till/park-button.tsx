import type { JSX } from 'preact';

import type { Act } from '../shared/act.js';
import { Button } from '../shared/ui/button.js';
import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import type { Till } from './till.js';

/** Puts the sale aside, so that the next person can be served. Pressed twice, it is parked once: it has its id since its first line. */
export function ParkButton({ till, act }: { readonly till: Till; readonly act: Act }): JSX.Element {
  const { floor } = t.value;
  const park = () =>
    act.run(async () => {
      const done = await till.selling.place({ park: true });
      if (done.outcome === 'refused') return done.problem;
      if (done.outcome === 'done') {
        toast(floor.parkedBill(done.data.number));
        void till.bills.load();
      }
      return null;
    });
  return (
    <Button kind="quiet" class="small" disabled={act.isBusy || !till.shop.isOnline.value} onPress={park}>
      {floor.park}
    </Button>
  );
}

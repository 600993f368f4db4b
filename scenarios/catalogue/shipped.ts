import type { Catalogue } from './catalogue.ts';
import shipped from './shipped.json' with { type: 'json' };

/** The catalogue that comes with playtwin: `devices.yaml`, read when playtwin was made. */
export const SHIPPED: Catalogue = shipped;

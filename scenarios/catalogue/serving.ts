import {
  type LanguageModel,
  mostRequests,
  type PowerLaw,
  prefillMs,
  rooflineLaw,
  type ServingLaw,
  stepMs,
} from '../../models/devices/language-model.ts';
import type { Catalogue, Entry, Figures } from './catalogue.ts';
import { entryOf } from './catalogue.ts';
import { gpuOf } from './devices.ts';
import { numberOf, seriesOf } from './numbers.ts';

/** Where a language model runs. */
export interface Place {
  /** Name of the card, and how many share the model. */
  readonly device: string;
  readonly cards: number;
}

/** Times of a model at a place, and whether they were measured or follow from sizes. */
export interface PlacedModel {
  readonly model: LanguageModel;
  readonly law: ServingLaw;
  readonly power: PowerLaw | undefined;
  readonly isMeasured: boolean;
  /** Memory of all cards, GB. */
  readonly memoryGb: number;
}

// Where the law bends on account of large batches: as it was fitted.
const CROWD = 16;

/** The model on the cards: as measured there, or by the roofline; nothing for unknown names. */
export function placeModel(
  catalogue: Catalogue,
  name: string,
  place: Place,
): PlacedModel | undefined {
  const entry = entryOf(catalogue, 'model', name);
  const gpu = gpuOf(catalogue, place.device);
  if (entry === undefined || gpu === undefined) return undefined;
  const model = modelOf(name, entry);
  const measured = entry.laws[`${place.device} x ${place.cards}`];
  const law = measured === undefined ? undefined : lawOf(measured);
  return {
    model,
    law: law ?? rooflineLaw(model, gpu, place.cards),
    power: measured === undefined ? undefined : powerOf(measured),
    isMeasured: law !== undefined,
    memoryGb: gpu.memoryGb * place.cards,
  };
}

/** The sizes of a language model; nothing for unknown names. */
export function modelSizes(catalogue: Catalogue, name: string): LanguageModel | undefined {
  const entry = entryOf(catalogue, 'model', name);
  return entry === undefined ? undefined : modelOf(name, entry);
}

function modelOf(name: string, { figures }: Entry): LanguageModel {
  return {
    name,
    parametersBillion: numberOf(figures, 'parameters'),
    weightsGb: numberOf(figures, 'weights'),
    tokenGb: numberOf(figures, 'token memory'),
    speedUp: numberOf(figures, 'speed-up'),
  };
}

function lawOf(figures: Figures): ServingLaw {
  return {
    floorMs: numberOf(figures, 'floor'),
    prefill: seriesOf(figures, 'prefill'),
    stepMs: numberOf(figures, 'step'),
    stepEachMs: numberOf(figures, 'step each'),
    stepTokenMs: numberOf(figures, 'step token'),
    crowd: CROWD,
    crowdEachMs: numberOf(figures, 'crowded each'),
  };
}

function powerOf(figures: Figures): PowerLaw | undefined {
  if (figures['decode power'] === undefined) return undefined;
  return {
    prefillShare: numberOf(figures, 'prefill power'),
    decodeShare: numberOf(figures, 'decode power'),
    decodeEachShare: numberOf(figures, 'decode power each'),
  };
}

/** How full a slot's neighbours are: what turns a law of batches into times of one request. */
export interface Filling {
  /** Requests that decode together. */
  readonly batch: number;
  /** Tokens of context of each. */
  readonly context: number;
}

/** Times of one request among others, µs: `first` once, the others for each token. */
export interface RequestTimes {
  readonly first: number;
  readonly prefill: number;
  readonly decode: number;
}

/** Times of one request in a batch that stays as full: its own prompt, everybody's steps. */
export function requestTimes({ law }: PlacedModel, { batch, context }: Filling): RequestTimes {
  const half = context / 2;
  const whole = prefillMs(law, context);
  const perToken = (whole - prefillMs(law, half)) / (context - half);
  const first = Math.max(0, whole - perToken * context);
  return {
    first: Math.round(1000 * first),
    prefill: 1000 * perToken,
    decode: 1000 * stepMs(law, batch, context),
  };
}

/** Whether the weights and so many contexts fit into the memory of the cards. */
export function fits({ model, memoryGb }: PlacedModel, { batch, context }: Filling): boolean {
  return mostRequests(model, memoryGb, context) >= batch;
}

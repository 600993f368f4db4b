import { type Catalogue, entryOf } from '../catalogue/catalogue.ts';
import { type InstanceType, instanceNames, instanceOf } from '../catalogue/instances.ts';
import { decodingPower, type WorkingPower } from '../catalogue/power.ts';
import { fits, type PlacedModel, placeModel, requestTimes } from '../catalogue/serving.ts';
import type { ServiceScenario } from '../scenario.ts';
import { checkHead, headOn, headService } from './heads.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type Serving = Sections['serving'];
type ModelService = Extract<Serving['service'], { readonly kind: 'model' }>;

/** Checks what of the serving section only the catalogue can know. */
export function checkMachines(
  serving: Serving | undefined,
  machines: Catalogue,
): readonly Complaint[] {
  if (serving === undefined) return [];
  const names = instanceNames(machines);
  if (!names.includes(serving.instance)) {
    const nearest = nearestOf(serving.instance, names);
    return [{ path: ['serving', 'instance'], wanted: `one of ${listed(names, 'or')}`, nearest }];
  }
  const { service } = serving;
  if (service.kind === 'head') return checkHead(serving.instance, service.use, machines);
  return service.kind === 'model' ? checkModel(service, serving.instance, machines) : [];
}

function checkModel(
  service: ModelService,
  instance: string,
  machines: Catalogue,
): readonly Complaint[] {
  const path = ['serving', 'service', 'model'];
  const names = Object.keys(machines.kinds.model ?? {});
  if (entryOf(machines, 'model', service.use) === undefined) {
    const nearest = nearestOf(service.use, names);
    return [{ path: [...path, 'use'], wanted: `one of ${listed(names, 'or')}`, nearest }];
  }
  const placed = placedOn(instance, service, machines);
  if (placed === undefined || fits(placed, service)) return [];
  const { model, memoryGb } = placed;
  const contexts = service.batch * service.context * model.tokenGb;
  const found = `${model.weightsGb} GB of weights and ${contexts.toPrecision(3)} GB of contexts`;
  return [{ path, found, wanted: `no more than the ${memoryGb} GB of ${instance}` }];
}

/** Full power of the serving's instance at its service, and how it grows with busy slots. */
export function powerOf(
  { service, slots, instance, batching }: Serving,
  machines: Catalogue,
  type: InstanceType,
): WorkingPower {
  const most = batching.kind === 'gathered' ? Math.min(slots, batching.most) : slots;
  if (service.kind === 'tokens' || service.kind === 'head') {
    return decodingPower(type, slots, { most });
  }
  if (service.kind !== 'model') return { maxW: type.maxW };
  const placed = placedOn(instance, service, machines);
  return decodingPower(type, slots, { served: placed && { placed, filling: service } });
}

/** How long a request holds its slot, with a model's times put in from the catalogue. */
export function serviceOf(
  { service, instance }: Serving,
  machines: Catalogue,
): ServiceScenario | undefined {
  if (service.kind === 'head') {
    const law = headOn(instance, service.use, machines);
    return law === undefined ? undefined : headService(law);
  }
  if (service.kind !== 'model') return service;
  const placed = placedOn(instance, service, machines);
  return placed === undefined ? undefined : { kind: 'tokens', ...requestTimes(placed, service) };
}

/** A language model on the cards of an instance type; nothing for unknown names. */
export function placedOn(
  instance: string,
  { use }: ModelService,
  machines: Catalogue,
): PlacedModel | undefined {
  const type = instanceOf(machines, instance);
  return type === undefined ? undefined : placeModel(machines, use, type);
}

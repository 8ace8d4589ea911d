/** What scenarios call on a sync object that every client names alike. */
export class SyncCalls {
  events = [];

  /** As an app does that is told to open an object anew. */
  async _reopen({ kind, name }, object) {
    object.close();
    return this._open({ kind, name });
  }

  async _set({ value }, object) {
    await object.set(value);
  }

  async _update({ value }, object) {
    await object.update(value);
  }

  async _mutate({ add, set }, object) {
    await object.mutate(data => ({ ...added(data, add), ...set }));
  }

  async _remove(args, object) {
    await (object.removeDocument ?? object.removeList ?? object.removeMap ?? object.removeStream).call(object);
  }

  async _push({ value }, object) {
    return { key: (await object.push(value)).index };
  }

  async _pushLarge({ bytes }, object) {
    await object.push({ text: 'x'.repeat(bytes) });
  }

  async _updateItem({ key, value }, object) {
    await object.update(key, value);
  }

  async _mutateItem({ key, add }, object) {
    await object.mutate(key, data => added(data, add));
  }

  async _removeItem({ key }, object) {
    await object.remove(key);
  }

  async _publish({ value }, object) {
    await object.publishMessage(value);
  }
}

/** The one mutation that scenarios know: numbers are added to fields. */
export function added(data, add) {
  const result = { ...data };
  for (const [field, number] of Object.entries(add)) {
    result[field] = (result[field] ?? 0) + number;
  }
  return result;
}

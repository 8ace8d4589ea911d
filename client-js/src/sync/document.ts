import { ChorusError } from '../core/errors.js';
import { copy, type JsonObject } from '../core/json.js';
import type { SyncContext, TtlOptions } from './context.js';
import type { DocumentUpdated } from './events.js';
import { SyncObject } from './sync-object.js';

/** What a document tells. */
export interface DocumentEvents {
  /** Its data changed, here or elsewhere. */
  updated: [event: DocumentUpdated];
}

/** One JSON object that many clients read, change and observe. */
export class SyncDocument extends SyncObject<DocumentEvents> {
  #data: JsonObject;
  #revision: string;

  /** @internal */
  constructor(context: SyncContext, root: any) {
    super(context, 'document', 'Documents', root);
    this.#data = root.data ?? {};
    this.#revision = root.revision;
  }

  /** The present data. It is not to be changed; {@link set} and {@link mutate} do that. */
  get data(): JsonObject {
    return this.#data;
  }

  /** Replaces the data, whatever it was. Completes with the new data. */
  set(data: JsonObject, options: TtlOptions = {}): Promise<JsonObject> {
    const value = copy(data);
    return this.inOrder('data', () =>
      this.call({ method: 'POST', path: this.path, body: { data: value, ...options } }, ({ body }) =>
        this.#changedHere(value, body),
      ),
    );
  }

  /** Merges fields into the data. Nobody's change is lost. Completes with the new data. */
  update(fields: JsonObject, options: TtlOptions = {}): Promise<JsonObject> {
    const changes = copy(fields);
    return this.mutate(data => ({ ...data, ...changes }), options);
  }

  /**
   * Changes the data by a function of what it is. Where others change it meanwhile, the function is asked again with
   * what they left. Completes with the new data, or the present one if the function gave null to leave it.
   */
  mutate(change: (data: JsonObject) => JsonObject | null, options: TtlOptions = {}): Promise<JsonObject> {
    return this.inOrder('data', async () => {
      let data = this.#data;
      let revision = this.#revision;
      for (;;) {
        const value = change(copy(data));
        if (value === null) {
          return data;
        }
        const sent = copy(value);
        try {
          return await this.call(
            {
              method: 'POST',
              path: this.path,
              headers: { 'If-Match': revision },
              body: { data: sent, ...options },
            },
            ({ body }) => this.#changedHere(sent, body),
          );
        } catch (error) {
          if (!(error instanceof ChorusError) || error.status !== 412) {
            throw error;
          }
          const { body } = await this.call({ method: 'GET', path: this.path });
          data = body.data;
          revision = body.revision;
        }
      }
    });
  }

  /** Removes the document for everybody. */
  removeDocument(): Promise<void> {
    return this.removeObject();
  }

  /** @internal */
  protected changed(eventType: string, event: any): void {
    if (eventType === 'document_updated') {
      this.#take(event.document_data, event.document_revision, false);
    }
  }

  async #changedHere(data: JsonObject, body: any): Promise<JsonObject> {
    await this.feed.own(body.last_event_id, () => {
      this.touch(body);
      this.#take(data, body.revision, true);
    });
    return data;
  }

  #take(data: JsonObject, revision: string, isLocal: boolean): void {
    const previousData = this.#data;
    this.#data = data;
    this.#revision = revision;
    this.emit('updated', { data, previousData, isLocal });
  }
}

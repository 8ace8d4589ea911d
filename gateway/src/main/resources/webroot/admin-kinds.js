/**
 * What the admin page shows of each kind of resource: where it is listed and found, its columns, what opens and what removes
 * it. A base is the service, or the service with the resource that holds these.
 */
const chat = base => `chat/v2/Services/${base}`;
const sync = base => `sync/v1/Services/${base}`;
const admin = base => `admin/v1/Services/${base}`;
const short = value => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
const date = field => [field.replace('date_', '').replace('_', ' '), resource => resource[field]];

/** An object of Sync: how it is listed, what is in it. */
function syncKind(section, inside) {
  return {
    title: section,
    key: section.toLowerCase(),
    list: base => `${sync(base)}/${section}`,
    find: (base, id) => `${sync(base)}/${section}/${id}`,
    findBy: 'sid or unique name',
    name: resource => resource.unique_name ?? resource.sid,
    opens: (base, { sid }) => `${base}/${section}/${sid}`,
    removes: (base, { sid }) => `${sync(base)}/${section}/${sid}`,
    inside,
    columns: [
      ['sid', ({ sid }) => sid],
      ['unique name', resource => resource.unique_name],
      ['created by', resource => resource.created_by],
      date('date_updated'),
      date('date_expires'),
    ],
  };
}

export const SECTIONS = [
  ...['Channels', 'Users', 'Documents', 'Lists', 'Maps', 'Streams'],
  ...['Connections', 'Deliveries', 'DeadLetters'],
];

export const KINDS = {
  Services: {
    title: 'Services',
    key: 'services',
    list: () => 'chat/v2/Services',
    find: (base, id) => `chat/v2/Services/${id}`,
    findBy: 'sid',
    opens: (base, { sid }) => `${sid}/Channels`,
    columns: [['sid', ({ sid }) => sid], ['name', resource => resource.friendly_name], date('date_created')],
  },
  Channels: {
    title: 'Channels',
    key: 'channels',
    list: base => `${chat(base)}/Channels`,
    find: (base, id) => `${chat(base)}/Channels/${id}`,
    findBy: 'sid or unique name',
    name: resource => resource.friendly_name ?? resource.unique_name ?? resource.sid,
    opens: (base, { sid }) => `${base}/Channels/${sid}`,
    removes: (base, { sid }) => `${chat(base)}/Channels/${sid}`,
    inside: ['Members', 'Messages', 'Webhooks'],
    columns: [
      ['sid', ({ sid }) => sid],
      ['name', resource => resource.friendly_name],
      ['unique name', resource => resource.unique_name],
      ['type', ({ type }) => type],
      ['members', resource => resource.members_count],
      ['messages', resource => resource.messages_count],
      date('date_updated'),
    ],
  },
  Members: {
    title: 'Members',
    key: 'members',
    list: base => `${chat(base)}/Members`,
    find: (base, id) => `${chat(base)}/Members/${id}`,
    findBy: 'sid or identity',
    removes: (base, { sid }) => `${chat(base)}/Members/${sid}`,
    columns: [
      ['identity', ({ identity }) => identity],
      ['sid', ({ sid }) => sid],
      ['role', resource => resource.role_sid],
      ['has read up to', resource => resource.last_consumed_message_index],
      date('date_created'),
    ],
  },
  Messages: {
    title: 'Messages',
    key: 'messages',
    list: base => `${chat(base)}/Messages?Order=desc`,
    find: (base, id) => `${chat(base)}/Messages/${id}`,
    findBy: 'sid or index',
    removes: (base, { sid }) => `${chat(base)}/Messages/${sid}`,
    columns: [
      ['index', ({ index }) => index],
      ['from', ({ from }) => from],
      ['body', ({ body }) => short(body ?? '')],
      date('date_created'),
    ],
  },
  Webhooks: {
    title: 'Webhooks',
    key: 'webhooks',
    list: base => `${chat(base)}/Webhooks`,
    removes: (base, { sid }) => `${chat(base)}/Webhooks/${sid}`,
    columns: [
      ['sid', ({ sid }) => sid],
      ['type', ({ type }) => type],
      ['configuration', ({ configuration }) => short(configuration)],
    ],
  },
  Users: {
    title: 'Users',
    key: 'users',
    list: base => `${chat(base)}/Users`,
    find: (base, id) => `${chat(base)}/Users/${id}`,
    findBy: 'sid or identity',
    name: ({ identity }) => identity,
    opens: (base, { sid }) => `${base}/Users/${sid}`,
    removes: (base, { sid }) => `${chat(base)}/Users/${sid}`,
    inside: ['UserChannels'],
    columns: [
      ['sid', ({ sid }) => sid],
      ['identity', ({ identity }) => identity],
      ['name', resource => resource.friendly_name],
      ['role', resource => resource.role_sid],
      date('date_created'),
    ],
  },
  UserChannels: {
    title: 'Channels of the user',
    key: 'channels',
    list: base => `${chat(base)}/Channels`,
    columns: [
      ['channel', resource => resource.channel_sid],
      ['status', ({ status }) => status],
      ['has read up to', resource => resource.last_consumed_message_index],
      ['unread', resource => resource.unread_messages_count],
    ],
  },
  Documents: syncKind('Documents', ['Events', 'Permissions']),
  Lists: syncKind('Lists', ['Items', 'Events', 'Permissions']),
  Maps: syncKind('Maps', ['Items', 'Events', 'Permissions']),
  Streams: syncKind('Streams', []),
  Items: {
    title: 'Items',
    key: 'items',
    list: base => `${sync(base)}/Items`,
    find: (base, id) => `${sync(base)}/Items/${id}`,
    findBy: 'index or key',
    removes: (base, { index, key }) => `${sync(base)}/Items/${encodeURIComponent(key ?? index)}`,
    columns: [
      ['key', ({ index, key }) => key ?? index],
      ['data', ({ data }) => short(data)],
      ['revision', ({ revision }) => revision],
      ['by', resource => resource.created_by],
      date('date_updated'),
    ],
  },
  Permissions: {
    title: 'Permissions',
    key: 'permissions',
    list: base => `${sync(base)}/Permissions`,
    removes: (base, { identity }) => `${sync(base)}/Permissions/${encodeURIComponent(identity)}`,
    columns: [
      ['identity', ({ identity }) => identity],
      ['read', ({ read }) => read],
      ['write', ({ write }) => write],
      ['manage', ({ manage }) => manage],
    ],
  },
  Events: {
    title: 'Last events',
    key: 'events',
    list: base => {
      const [service, , sid] = base.split('/');
      return `${admin(service)}/Objects/${sid}/Events`;
    },
    columns: [
      ['id', ({ id }) => id],
      ['kind', ({ kind }) => kind],
      ['key', ({ key }) => key],
      ['by', ({ actor }) => actor],
      ['data', ({ data }) => short(data)],
      ['date', ({ date: at }) => at],
    ],
  },
  Connections: {
    title: 'Connections',
    key: 'connections',
    list: base => `${admin(base)}/Connections`,
    columns: [
      ['identity', ({ identity }) => identity],
      ['id', ({ id }) => id],
      ['protocol', ({ generation }) => generation],
      ['subscriptions', ({ subscriptions }) => subscriptions],
      ['since', ({ since }) => since],
    ],
  },
  Deliveries: {
    title: 'Deliveries',
    key: 'deliveries',
    list: base => `${admin(base)}/Deliveries`,
    columns: [
      ['event', ({ event }) => event],
      ['target', ({ target }) => target],
      ['outcome', ({ outcome }) => outcome],
      ['attempts', ({ attempts }) => attempts],
      ['date', ({ date: at }) => at],
      ['parameters', ({ parameters }) => short(parameters)],
    ],
  },
  DeadLetters: {
    title: 'Dead letters',
    key: 'dead_letters',
    list: base => `${admin(base)}/DeadLetters`,
    acts: [['Send again', (base, { id }) => `${admin(base)}/DeadLetters/${id}/Replay`]],
    removes: (base, { id }) => `${admin(base)}/DeadLetters/${id}`,
    columns: [
      ['event', ({ event }) => event],
      ['target', ({ target }) => target],
      ['outcome', ({ outcome }) => outcome],
      ['attempts', ({ attempts }) => attempts],
      ['date', ({ date: at }) => at],
      ['parameters', ({ parameters }) => short(parameters)],
    ],
  },
};

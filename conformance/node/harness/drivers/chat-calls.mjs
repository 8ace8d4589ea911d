/** What scenarios call on a chat channel that every client names alike. */
export class ChatCalls {
  events = [];

  async _leave(args, channel) {
    await channel.leave();
  }

  async _decline(args, channel) {
    await channel.decline();
  }

  async _invite({ identity }, channel) {
    await channel.invite(identity);
  }

  async _add({ identity }, channel) {
    await channel.add(identity);
  }

  async _removeMember({ identity }, channel) {
    await channel.removeMember(identity);
  }

  async _delete(args, channel) {
    await channel.delete();
  }

  async _members(args, channel) {
    return (await channel.getMembers()).map(({ identity }) => identity).sort();
  }

  async _updateUniqueName({ value }, channel) {
    await channel.updateUniqueName(value);
  }

  async _updateAttributes({ value }, channel) {
    await channel.updateAttributes(value);
  }

  async _typing(args, channel) {
    await channel.typing();
  }

  async _horizon({ index }, channel) {
    await channel.updateLastConsumedMessageIndex(index);
  }

  async _allRead(args, channel) {
    await channel.setAllMessagesConsumed();
  }

  async _noneRead(args, channel) {
    await channel.setNoMessagesConsumed();
  }
}

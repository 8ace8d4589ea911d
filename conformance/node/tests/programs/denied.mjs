// The first generation's client leaves rejections unhandled where its token is bad, so it runs by itself.
import { ChatUser, chatIdentity, chatToken, FIRST } from '../../harness/chat.mjs';

process.on('unhandledRejection', () => undefined);
const identity = chatIdentity();
const token = chatToken(identity, { secret: 'x'.repeat(40) });
const user = ChatUser.begin(FIRST, process.env.CHORUS_URL, { identity, token });
await user.reaches('denied');
console.log('denied');
process.exit(0);
